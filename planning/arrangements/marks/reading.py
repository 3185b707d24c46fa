"""The marks before an activity are read one after another."""

from planning.arrangements.marks.clock import read_half, read_time, starts_clock
from planning.arrangements.marks.days import read_days, read_same, read_weekday, starts_day
from planning.arrangements.marks.written import Marks
from secretariat.patterns import regex
from secretariat.workdays.numerals import number

# Signs that stand before a line: bullets of every office, those of Word's own fonts, ticks and dashes.
_BULLETS = r"[\s*•·●○◎◉⊙◆◇■□▪▫▲△▼▽▶▷►▸◣◢※★☆✦✧❖➢➤➔→⇒√✓✔☑☐#—–\uf000-\uf0ff-]*"
_LABEL = regex(
    rf"{_BULLETS}(?:(?:\(\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*\)|[①-⑳]|[⑴-⒇])\s*[、.]?"
    r"|\d{1,2}\s*(?:[、)]|\.(?!\d)|\.(?=\d{1,2}\s*(?:[月日号:点时]|(?:至|到|、|[—―–~-]+)\s*\d{1,2}\s*[日号])|20\d\d\s*年))|[一二三四五六七八九十]{1,3}\s*[、.])?\s*"
)
_PAIR = regex(r"\s*(\d{1,2})\s*、\s*(\d{1,2})\s*[日号]")
# The number of the first of several activities behind one date: 上午:1.…;2.….
_ORDINAL = regex(
    r"\s*(?:\(\s*(?P<boxed>\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)[、.]?|(?P<ring>[①-⑳])"
    r"|(?P<plain>\d{1,2})\s*(?:[、.)](?!\s*\d)|[、.](?=\s*\d{1,2}\s*[:月点时])))\s*"
)
_SKIP = regex(r"[\s,:|、【】\[\]]*")


def read_marks(flat: str, place: int = 0) -> Marks:
    """The marks at `place` of a line in half width. Raises ValueError for a numeral or a time
    (NoSuchTime) that there is not."""
    label = _LABEL.match(flat, place)
    begin = label.end() if label and not _is_list(flat, place) else place
    marks = Marks(end=place, is_numbered=bool(flat[place:begin].strip()), ordinal=ordinal_at(flat, place)[0])
    _read(flat, begin, marks)
    if marks.end > begin and (inner := ordinal_at(flat, marks.end))[0]:
        marks.is_numbered, marks.ordinal = True, inner[0]
        _read(flat, inner[1], marks)
    return marks


def ordinal_at(flat: str, place: int) -> tuple[int, int]:
    """The number before one of several activities (1. (1) ①) at `place`, and where it ends; 0 where there is none."""
    match = _ORDINAL.match(flat, place)
    if not match:
        return 0, place
    value = ord(match["ring"]) - ord("①") + 1 if match["ring"] else number(match["boxed"] or match["plain"])
    return value, match.end()


def _is_list(flat: str, place: int) -> bool:
    """Whether 25、26日 are two days, not the second line with a day of its own."""
    match = _PAIR.match(flat, place)
    return match is not None and 0 < int(match[2]) - int(match[1]) <= 2


def is_marked(flat: str, place: int) -> bool:
    """Whether a date, a half of the day or a time begins at `place`."""
    match = _SKIP.match(flat, place)
    start = match.end() if match else place
    return starts_day(flat, start) or starts_clock(flat, start)


def _read(flat: str, place: int, marks: Marks) -> None:
    """Reads mark after mark; a bracket counts only where it holds nothing else."""
    while True:
        skipped = _SKIP.match(flat, place)
        marks.end = place = skipped.end() if skipped else place
        after = _in_brackets(flat, place, marks) if flat[place : place + 1] == "(" else _one(flat, place, marks)
        if after == place:
            return
        place = after


def _in_brackets(flat: str, place: int, marks: Marks) -> int:
    inner = Marks(**vars(marks) | {"days": [*marks.days]})
    at = place + 1
    while True:
        skipped = _SKIP.match(flat, at)
        at = skipped.end() if skipped else at
        if flat[at : at + 1] == ")":
            vars(marks).update(vars(inner))
            return at + 1
        after = _one(flat, at, inner)
        if after == at:
            return place
        at = after


def _one(flat: str, place: int, marks: Marks) -> int:
    for reader in (read_days, read_same, read_weekday, read_half, read_time):
        after = reader(flat, place, marks)
        if after > place:
            return after
    return place
