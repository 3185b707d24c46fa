"""The lines of pasted minutes: which paragraphs are numbered, what belongs to them, where the minutes end."""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from planning.meetings.enumerated import cut, only_one, own_words
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


# How deep the numbers of titles stand at most, and where a decision without one belongs.
TITLES, DEEPEST = 2, 6
_NUMERAL = "[一二三四五六七八九十]"
# A point before digits makes a decimal, but for the number of a line that opens with a date (1.3月底前).
_POINT = r"[.](?!\d(?!\d?月|\d{3}年))"
_LABELS: list[tuple[int, re.Pattern[str]]] = [
    (1, re.compile(r"(?P<label>[一二三四五六七八九十百]{1,4})\s*[、.,]\s*")),
    (2, re.compile(rf"\(\s*(?P<label>{_NUMERAL}{{1,3}})\s*\)\s*[、.]?\s*")),
    (2, re.compile(rf"第(?P<label>{_NUMERAL}{{1,3}})(?:项|条)?\s*[,、::]\s*")),
    (2, re.compile(rf"(?:议定事项|决定事项|事项|议题)(?P<label>{_NUMERAL}{{1,3}}|\d{{1,2}})\s*[,、.::]\s*")),
    (4, re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]\s*|\s+)(?=\D)")),
    (3, re.compile(rf"(?P<label>\d{{1,3}})\s*(?:[、)]|{_POINT})\s*")),
    (4, re.compile(r"\(\s*(?P<label>\d{1,3})\s*\)\s*[、.]?\s*")),
    (5, re.compile(r"(?P<label>[①-⑳])\s*")),
    (5, re.compile(rf"(?P<label>{_NUMERAL}{{1,2}})是(?!否|指)[,,]?\s*")),
]
# How long the number or the name at the head of a paragraph can be, and how numbers begin.
LONGEST_HEAD = 12
LONGEST_IMPRINT = 80
LONGEST_HEADING = 2000
_NUMBERS = re.compile(rf"{_NUMERAL}|百|[\d(（①-⑳第议决事]")
_BULLET = re.compile(r"^[\s\u3000\ufeff•·●○◆◇■□▪‣※★☆▲△✓√*\-–—]+")
_HEADER = re.compile(
    r"(?:会议)?(?:时间|地点|主持人?|出席(?:会议)?人?员?|列席(?:会议)?人?员?|参加(?:会议)?人?员?|参会人?员?|缺席人?员?|请假人?员?|记录人?|整理人?"
    r"|签发人?|核稿人?|拟稿人?|校对人?|主题词|(?:主送|抄送|抄报|分送|印发)(?:机关|单位)?|印发(?:日期|时间)|报送?|发|送)(?:\([^()]{1,12}\))?[::]"
    r"|(?:出席|列席|请假|缺席|抄送|分送|主题词)(?:人员?)?_"
)
# Who was there and who gets it: behind them their names may go on over the line.
_NAMES = re.compile(r"(?:会议)?(?:出席|列席|请假|缺席|参加|参会|抄送|抄报|分送|主送|记录|签发)")
_PARAGRAPH = re.compile(
    r"会议(?:最后|还)?(?:强调|要求|指出)|(?:以上|上述)(?:各项)?(?:事项|工作)|请?各(?:部门|单位|处室|委室|责任)"
)
_LAST_WORD = re.compile(r"会议最后(?:强调|要求|指出)")
# A line that breaks off in the midst of a sentence is as long as the page is wide, and no field follows.
WIDE = 18
_GOES_ON = re.compile(r"[\u4e00-\u9fff\d、，,]\n(?![^\n]{2,8}[::]|[^\n]{0,3}[(（]?(?:责任|牵头)(?:单位|部门))")

# What stands below minutes: the seal and date, whom they go to, how many were printed.
_BELOW = re.compile(
    r"附件?\s*\d*\s*[::]|\(?(?:此件|共印|印\d|校对|打印|联系人|联系电话)"
    r"|(?:20\d\d|二[〇零○O][^\s,。;年]{2})年[^\s,。;]{1,6}月[^\s,。;]{1,4}日(?:印发)?$"
)
_SEAL = re.compile(r"[^,。;::\d]{0,24}(?:委员会|办公厅|办公室|政协|秘书处|党组)(?:\d{4}年\d{1,2}月\d{1,2}日印发)?")
# The office and the day in one line: 某某办公厅 2026年11月27日印发.
_IMPRINT = re.compile(
    r"(?![^\n]*(?:[由请须于]|负责|牵头|完成|召开))[^,。;:\d\n]{0,40}(?:[厅室处委局组馆院会]|政协|中心)\s*"
    r"(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇零○O][^\s,。;年]{2}年[^\s,。;]{1,3}月[^\s,。;]{1,4}日)\s*(?:印发?)?"
)
# What a meeting did, at the head of a paragraph.
OPENING = re.compile(
    r"会议(?:研究|书面|集体|专题|认真|一致|原则|组织|还)*(?:议定|决定|明确|要求|同意|强调|指出|认为|听取|学习|传达|传阅|通报|审议|讨论|研究了)"
)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs without bullets and without what stands below the minutes; "" for a blank line.

    A paragraph keeps the breaks of the lines in which it was pasted.
    """
    found = [_BULLET.sub("", raw).rstrip() for raw in text.split("\n")]
    while found and _is_below(found[-1]):
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
    lines = [(text.rfind("\n", 0, end) + 1, end) for end in ends]
    return [end for begin, end in lines if end - begin >= WIDE and not _is_title(text, begin, end)]


def _is_title(text: str, begin: int, end: int) -> bool:
    """Whether a line that ends without a mark is whole: a title above what the meeting did (会议听取了…)."""
    return OPENING.match(text, end + 1) is not None and not re.search("[,，。；;]", text[begin:end])


def _is_below(paragraph: str) -> bool:
    flat = paragraph.translate(HALF_WIDTH)
    if not flat or _BELOW.match(flat) or _SEAL.fullmatch(flat):
        return True
    return is_header(paragraph) and _label(paragraph) is None


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
        if _label(bare) or OPENING.match(bare):
            break
        head.append(bare)
    return "\n".join(head)


def numbered(text: str) -> list[Line]:
    """The numbered paragraphs, each with those that follow it; empty for a text without numbers."""
    found = _Found()
    for paragraph in paragraphs_of(text):
        first, *counted = cut(paragraph)
        if first:
            found.add(first, counted)
        for piece in counted:
            found.add(piece, [])
    return found.all() if any(line.label for line in found.lines) else []


class _Found:
    """The lines found so far, and the paragraphs that follow each."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.more: list[list[str]] = []
        # Names may go on over the line; paragraphs may count up decisions without a number of their own.
        self.is_among_names = False
        self.is_free = False

    def add(self, paragraph: str, counted: list[str]) -> None:
        """Take a paragraph, with the decisions that it counts up behind its first words."""
        label = _label(paragraph)
        if label:
            self.is_free = self.is_free and label.level > 1
            self._open(label)
        elif is_header(paragraph):
            self.is_among_names = _NAMES.match(re.sub(r"\s", "", paragraph)) is not None
        elif paragraph and not (self.is_among_names and not re.search("[。；;]", paragraph)):
            self._go_on(paragraph, counted)

    def all(self) -> list[Line]:
        """The lines that may be decisions."""
        last = _set_apart(self.more)
        for line, paragraphs in zip(self.lines, self.more, strict=True):
            line.text = "\n".join([line.text, *paragraphs])
        return _with_headings(self.lines) + last

    def _open(self, line: Line) -> None:
        self.is_among_names = False
        self.lines.append(line)
        self.more.append([])

    def _go_on(self, paragraph: str, counted: list[str]) -> None:
        begin = only_one(paragraph) if not counted and self._is_below_title() else 0
        if counted and not self._holds(counted[0]):
            self.is_free = True
            self._open(Line("", 1, paragraph))
        elif begin:
            self._open(Line(self.lines[-1].label, DEEPEST, paragraph[begin:]))
        elif self.lines and not (self.is_free and OPENING.match(paragraph)):
            self.more[-1].append(paragraph)
        elif OPENING.match(paragraph):
            self._open(Line("", 1, paragraph, is_above=not self.lines))

    def _holds(self, paragraph: str) -> bool:
        """Whether the decisions that a paragraph counts up belong to the line before it."""
        label = _label(paragraph)
        return bool(self.lines and label and self.lines[-1].level < label.level and not self.is_free)

    def _is_below_title(self) -> bool:
        last = self.lines[-1] if self.lines else Line("", DEEPEST - 1, "")
        return last.level == DEEPEST or (last.level <= TITLES and not re.search("[。；;]", last.text))


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
    """The lines that may be decisions: one that heads finer lines gives them its title, and stays if it says more."""
    kept: list[Line] = []
    heads: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        heads = [head for head in heads if head.level < line.level]
        line.heading = _title_of(heads[-1].text) if heads else ""
        if following is not None and following.level > line.level:
            heads.append(replace(line))
            line.is_above = len(line.text) <= LONGEST_TITLE * 2
            line.text = own_words(line.text) if line.is_above else line.text
        if line.text:
            kept.append(line)
    return kept


def _title_of(text: str) -> str:
    title = re.split("[。；;\n]", text, maxsplit=1)[0]
    return "" if len(title) > LONGEST_TITLE * 2 or OPENING.match(title) else title
