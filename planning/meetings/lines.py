"""The lines of pasted minutes: which paragraphs are numbered, what belongs to them, where the minutes end."""

import re
from dataclasses import dataclass

from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH

LONGEST_TITLE = 40
# Of three paragraphs and more it can be told whether their continuations are a habit.
FEW = 3


@dataclass
class Line:
    """A paragraph with its number (一), how deep its kind of number stands, and the title above that it belongs to.

    What stands `is_above` others is a decision of its own only where it gives a task.
    """

    label: str
    level: int
    text: str
    heading: str = ""
    is_above: bool = False


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
LONGEST_IMPRINT = 80
LONGEST_HEADING = 2000
_NUMBERS = regex(rf"{_NUMERAL}|百|[\d(（①-⑳第议决事]")
_BULLET = regex(r"^[\s\u3000\ufeff•·●○◆◇■□▪‣※★☆▲△✓√*\-–—]+")
_HEADER = regex(
    r"(?:会议)?(?:时间|地点|主持人?|出席(?:会议)?人?员?|列席(?:会议)?人?员?|参加(?:会议)?人?员?|参会人?员?|缺席人?员?|请假人?员?|记录人?|整理人?"
    r"|签发人?|核稿人?|拟稿人?|校对人?|主题词|(?:主送|抄送|抄报|分送|印发)(?:机关|单位)?|印发(?:日期|时间)|报送?|发|送)(?:\([^()]{1,12}\))?[::]"
    r"|(?:出席|列席|请假|缺席|抄送|分送|主题词)(?:人员?)?_"
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
# The office and the day in one line: 某某办公厅 2026年11月27日印发.
_IMPRINT = regex(
    r"(?![^\n]*(?:[由请须于]|负责|牵头|完成|召开))[^,。;:\d\n]{0,40}(?:[厅室处委局组馆院]|委员会|政协|中心)\s*"
    r"(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇零○O][^\s,。;年]{2}年[^\s,。;]{1,3}月[^\s,。;]{1,4}日)\s*(?:印发?)?"
    r"\s*(?:\(?共?印\s*\d+\s*份\)?)?"
)
_DATED = regex(r"(?:20\d\d|二[〇零○O][^\s,。;年]{2})\s*年[^\s,。;]{1,6}月[^\s,。;]{1,4}日\s*(?:印发)?$")
_SIGNATURE = regex(r"(?!.*(?:[由请于将向按]|负责|牵头|配合|完成|落实|抓))[^,。;:、\d\n]{2,30}")
# What a meeting did, at the head of a paragraph.
OPENING = regex(
    r"会议(?:研究|书面|集体|专题|认真|一致|原则|组织|还)*(?:议定|决定|明确|要求|同意|强调|指出|认为|听取|学习|传达|传阅|通报|审议|讨论|研究了)"
)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs without bullets and without what stands below the minutes; "" for a blank line.

    A paragraph keeps the breaks of the lines in which it was pasted.
    """
    found = [_BULLET.sub("", raw).rstrip() for raw in text.split("\n")]
    is_dated = False
    while found and (_is_below(found[-1]) or (is_dated and _is_signature(found[-1]))):
        last = found.pop()
        is_dated = _DATED.match(last.translate(HALF_WIDTH)) is not None if last else is_dated
    joined: list[str] = []
    for bare in found:
        if joined and bare and _goes_on(joined[-1], bare) and not label_of(bare) and not is_header(bare):
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
    lines = [(text.rfind("\n", 0, end) + 1, end) for end in ends]
    return [end for begin, end in lines if end - begin >= WIDE and not _is_title(text, begin, end)]


def _is_title(text: str, begin: int, end: int) -> bool:
    """Whether a line that ends without a mark is whole: a title above what the meeting did (会议听取了…)."""
    return OPENING.match(text, end + 1) is not None and not re.search("[,，。；;]", text[begin:end])


def _is_signature(paragraph: str) -> bool:
    """Whether a line above the day is who signs, whatever it is called."""
    return _SIGNATURE.fullmatch(paragraph.translate(HALF_WIDTH)) is not None and label_of(paragraph) is None


def _is_below(paragraph: str) -> bool:
    flat = paragraph.translate(HALF_WIDTH)
    if not flat or _BELOW.match(flat) or _SEAL.fullmatch(flat):
        return True
    return is_header(paragraph) and label_of(paragraph) is None


def is_header(paragraph: str) -> bool:
    """Whether a paragraph belongs to the head or the imprint of the minutes: 时间, 出席, 抄送, 某某办公厅…印发."""
    flat = paragraph[:LONGEST_IMPRINT].translate(HALF_WIDTH)
    # Names are spaced out (出　席：), or parted from what follows by a blank only.
    spaced = re.sub(r"\s+", "_", flat)
    if _HEADER.match(spaced) or _HEADER.match(spaced.replace("_", "")):
        return True
    return len(paragraph) <= LONGEST_IMPRINT and _IMPRINT.fullmatch(flat) is not None


def above_decisions(text: str) -> str:
    """The head of minutes: the paragraphs above the first that is numbered or says what the meeting did."""
    head: list[str] = []
    for paragraph in text[:LONGEST_HEADING].split("\n"):
        bare = _BULLET.sub("", paragraph).rstrip()
        if label_of(bare) or OPENING.match(bare):
            break
        head.append(bare)
    return "\n".join(head)


def set_apart(more: list[list[str]]) -> list[Line]:
    """What the meeting says in the end belongs to no number, where no other number has a second paragraph."""
    said = more[-1] if more else []
    habit = len(more) < FEW or any(more[:-1]) or not all(map(_PARAGRAPH.match, said))
    last = [one for one in said if not habit or _LAST_WORD.match(one)]
    if more:
        more[-1] = [one for one in said if one not in last]
    return [Line("", 1, paragraph) for paragraph in last]


def label_of(bare: str) -> Line | None:
    """The line that a paragraph with a number begins; None for one without."""
    if not _NUMBERS.match(bare):
        return None
    flat = bare[:LONGEST_HEAD].translate(HALF_WIDTH)
    for level, pattern in _LABELS:
        match = pattern.match(flat)
        if match and len(bare) > match.end():
            return Line(match["label"], level, bare[match.end() :])
    return None
