"""Breaking a long title into lines of like length at places where one may breathe."""

import math
import re
from functools import cache

from secretariat.papers.columns import text_width
from secretariat.papers.geometry import TITLE, UPRIGHT, Page
from secretariat.papers.numerals import WORDING

_MARKS = WORDING["title"]
# A break in the middle of a word costs as much as this many characters of difference.
_BAD_BREAK = 6


def title_lines(title: str, page: Page = UPRIGHT) -> tuple[str, ...]:
    """Return the lines of a title; its own line breaks are kept, no line holds one lone character."""
    return tuple(line for part in title.split("\n") for line in _balanced(part.strip(), page))


def _balanced(title: str, page: Page) -> tuple[str, ...]:
    room = math.floor(page.text_width / TITLE)
    width = text_width(title)
    wanted = math.ceil(width / room)
    # One line more than needed where no break fits; a title that cannot be broken at all is left as it is.
    ways = (_best(title, lines, width / lines, room) for lines in (wanted, wanted + 1) if lines)
    return next((lines for cost, lines in ways if cost < math.inf), (title,))


def _best(title: str, count: int, ideal: float, room: int) -> tuple[float, tuple[str, ...]]:
    """Return the least cost of setting a title in so many lines, and the lines."""
    costs = _costs(title)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        ends = [len(title)] if left == 1 else [at for at in costs if at > start]
        ways: list[tuple[float, tuple[str, ...]]] = [(math.inf, (title,))]
        for end in ends:
            line = title[start:end]
            if text_width(line) <= room:
                rest, lines = best(end, left - 1) if left > 1 else (0.0, ())
                ways.append((abs(text_width(line) - ideal) + costs.get(end, 0) + rest, (line, *lines)))
        return min(ways)

    return best(0, count)


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
