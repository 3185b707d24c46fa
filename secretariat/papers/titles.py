"""Breaking a long title into lines of like length at places where one may breathe."""

import math
import re
from itertools import combinations, pairwise

from secretariat.papers.columns import text_width
from secretariat.papers.geometry import TEXT_WIDTH, TITLE
from secretariat.papers.numerals import WORDING

_MARKS = WORDING["title"]
# A break in the middle of a word costs as much as this many characters of difference.
_BAD_BREAK = 6


def title_lines(title: str) -> tuple[str, ...]:
    """Return the lines of a title; its own line breaks are kept, no line holds one lone character."""
    return tuple(line for part in title.split("\n") for line in _balanced(part.strip()))


def _balanced(title: str) -> tuple[str, ...]:
    room = math.floor(TEXT_WIDTH / TITLE)
    wanted = math.ceil(text_width(title) / room)
    costs = _costs(title)
    fitting = [
        (_unevenness(lines) + sum(costs[at] for at in places), lines)
        for places in combinations(costs, wanted - 1)
        if max(map(text_width, lines := _cut(title, places))) <= room
    ]
    return min(fitting, default=(0, (title,)))[1]


def _cut(title: str, places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _unevenness(lines: tuple[str, ...]) -> float:
    widths = [text_width(line) for line in lines]
    return max(widths) - min(widths)


def _costs(title: str) -> dict[int, int]:
    """Return what a break before each character costs; where none may stand, there is no entry."""
    inside: set[int] = set()
    good: set[int] = set()
    for word in _MARKS["words"]:
        for found in re.finditer(word, title):
            inside.update(range(found.start() + 1, found.end()))
            good.add(found.end())
    costs = {}
    for at in range(2, len(title) - 1):
        before, after = title[at - 1], title[at]
        is_good = at in good or before in _MARKS["break_after"] or after in _MARKS["break_before"]
        if at in inside or after in _MARKS["never_first"] or before in _MARKS["never_last"]:
            continue
        # Numbers stay with their words: 2026年, 第3季度.
        if is_good or not (before.isascii() or after.isascii()):
            costs[at] = 0 if is_good else _BAD_BREAK
    return costs
