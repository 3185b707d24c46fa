"""The lines of pasted minutes: which paragraphs are numbered, what belongs to them, where the minutes end."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.regex_helper import _lazy_re_compile as regex

from secretariat.workdays.numerals import HALF_WIDTH

LONGEST_TITLE = 40
# Of three paragraphs and more it can be told whether their continuations are a habit.
FEW = 3


@dataclass
class Line:
    """A paragraph with its number (一), how deep its kind of number stands, and the line above that it belongs to."""

    label: str
    level: int
    text: str
    heading: str = ""


_NUMERAL = "[一二三四五六七八九十]"
# A point before digits makes a decimal, but for the number of a line that opens with a date (1.3月底前).
_POINT = r"[.](?!\d(?!\d?月|\d{3}年))"
_LABELS: list[tuple[int, re.Pattern[str]]] = [
    (1, regex(r"(?P<label>[一二三四五六七八九十百]{1,4})\s*[、.,]\s*")),
    (2, regex(rf"\(\s*(?P<label>{_NUMERAL}{{1,3}})\s*\)\s*[、.]?\s*")),
    (2, regex(rf"第(?P<label>{_NUMERAL}{{1,3}})(?:项|条)?\s*[,、::]\s*")),
    (2, regex(rf"(?:议定事项|决定事项|事项|议题)(?P<label>{_NUMERAL}{{1,3}}|\d{{1,2}})\s*[,、.::]\s*")),
    (4, regex(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]\s*|\s+)(?=\D)")),
    (3, regex(rf"(?P<label>\d{{1,3}})\s*(?:[、)]|{_POINT})\s*")),
    (4, regex(r"\(\s*(?P<label>\d{1,3})\s*\)\s*[、.]?\s*")),
    (5, regex(r"(?P<label>[①-⑳])\s*")),
    (5, regex(rf"(?P<label>{_NUMERAL}{{1,2}})是(?!否|指)[,,]?\s*")),
]
# How long the number or the name at the head of a paragraph can be, and how numbers begin.
LONGEST_HEAD = 12
_NUMBERS = regex(rf"{_NUMERAL}|百|[\d(（①-⑳第议决事]")
_BULLET = regex(r"^[\s\u3000\ufeff•·●○◆◇■□▪‣※★☆▲△✓√*\-–—]+")
_HEADER = regex(
    r"(?:会议)?(?:时间|地点|主持人?|出席人?员?|列席人?员?|参加人?员?|参会人?员?|缺席|请假|记录人?|整理人?|签发人?"
    r"|主送|抄送|报送?|分送|发|送|印发)\s*[::]"
)
_PARAGRAPH = regex(
    r"会议(?:最后|还)?(?:强调|要求|指出)|(?:以上|上述)(?:各项)?(?:事项|工作)|请?各(?:部门|单位|处室|委室|责任)"
)
_LAST_WORD = regex(r"会议最后(?:强调|要求|指出)")
# A line that breaks off in the midst of a sentence is as long as the page is wide, and no field follows.
WIDE = 18
_GOES_ON = regex(r"[\u4e00-\u9fff\d、，,]\n(?![^\n]{2,8}[::]|[^\n]{0,3}[(（]?(?:责任|牵头)(?:单位|部门))")

# What stands below minutes: the seal and date, whom they go to, how many were printed.
_BELOW = regex(
    r"附件?\s*\d*\s*[::]|\(?(?:此件|共印|印\d|校对|打印|联系人|联系电话)"
    r"|(?:20\d\d|二[〇零○O][^\s,。;年]{2})年[^\s,。;]{1,6}月[^\s,。;]{1,4}日(?:印发)?$"
)
_SEAL = regex(r"[^,。;::\d]{0,24}(?:委员会|办公厅|办公室|政协|秘书处|党组)(?:\d{4}年\d{1,2}月\d{1,2}日印发)?")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs without bullets and without what stands below the minutes; "" for a blank line.

    A paragraph keeps the breaks of the lines in which it was pasted.
    """
    found = [_BULLET.sub("", raw).rstrip() for raw in text.split("\n")]
    while found and _is_below(found[-1].translate(HALF_WIDTH)):
        found.pop()
    joined: list[str] = []
    for bare in found:
        if joined and bare and _goes_on(joined[-1], bare) and not _label(bare) and not is_header(bare):
            joined[-1] += "\n" + bare
        else:
            joined.append(bare)
    return joined


def _goes_on(paragraph: str, line: str) -> bool:
    last = paragraph[paragraph.rfind("\n") + 1 :]
    return len(last) >= WIDE and breaks(f"{last}\n{line}") == [len(last)]


def breaks(text: str) -> list[int]:
    """Where lines break off in the midst of a sentence: places of "\\n" that say nothing."""
    ends = [match.start() + 1 for match in _GOES_ON.finditer(text)]
    return [end for end in ends if end - text.rfind("\n", 0, end) > WIDE]


def _is_below(flat: str) -> bool:
    return not flat or bool(_BELOW.match(flat) or _SEAL.fullmatch(flat) or _HEADER.match(flat))


def is_header(paragraph: str) -> bool:
    """Whether a paragraph belongs to the head of the minutes: 时间, 出席, 抄送."""
    return _HEADER.match(paragraph[:LONGEST_HEAD].translate(HALF_WIDTH)) is not None


def numbered(text: str) -> list[Line]:
    """The numbered paragraphs, each with those that follow it; empty for a text without numbers."""
    lines: list[Line] = []
    more: list[list[str]] = []
    for bare in paragraphs_of(text):
        label = _label(bare)
        if label:
            lines.append(label)
            more.append([])
        elif lines and bare and not is_header(bare):
            more[-1].append(bare)
    last = _set_apart(more)
    for line, paragraphs in zip(lines, more, strict=True):
        line.text = "\n".join([line.text, *paragraphs])
    return _with_headings(lines) + last


def _set_apart(more: list[list[str]]) -> list[Line]:
    """What the meeting says in the end belongs to no number, where no other number has a second paragraph."""
    said = more[-1] if more else []
    habit = len(more) < FEW or any(more[:-1]) or not all(map(_PARAGRAPH.match, said))
    last = [one for one in said if not habit or _LAST_WORD.match(one)]
    if more:
        more[-1] = [one for one in said if one not in last]
    return [Line("", 1, paragraph) for paragraph in last]


def _label(bare: str) -> Line | None:
    if not _NUMBERS.match(bare):
        return None
    flat = bare[:LONGEST_HEAD].translate(HALF_WIDTH)
    for level, pattern in _LABELS:
        match = pattern.match(flat)
        if match and len(bare) > match.end():
            return Line(match["label"], level, bare[match.end() :])
    return None


def _with_headings(lines: list[Line]) -> list[Line]:
    """The lines that are decisions: one that only heads finer lines gives them its words instead."""
    kept: list[Line] = []
    heads: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        heads = [head for head in heads if head.level < line.level]
        line.heading = heads[-1].text if heads else ""
        if following is not None and following.level > line.level and len(line.text) <= LONGEST_TITLE * 2:
            heads.append(line)
        else:
            kept.append(line)
    return kept
