"""Lines of a published week that are no activity: its title with the days it covers, notes, and what stands below."""

from planning.arrangements.marks import Marks, WrittenDay, read_marks
from secretariat.patterns import regex
from secretariat.workdays.numerals import number

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"(?:至|到|[—―–~-]+)"
_YEAR = r"(?:(?:20\d\d|二[〇零○O][一二三四五六七八九〇零]{2})\s*年\s*)?"
_WEEKDAY = r"\s*(?:\(?\s*(?:星期|周)[一二三四五六日天]\s*\)?)?\s*"
_SPAN = regex(
    rf"{_YEAR}{_N}\s*月\s*{_N}\s*[日号]?{_WEEKDAY}{_TO}\s*(?:{_YEAR}{_N}\s*月\s*)?{_N}\s*[日号]"
    rf"|(?:20\d\d[./-])?\d{{1,2}}[./]\d{{1,2}}[日号]?{_WEEKDAY}{_TO}\s*(?:20\d\d[./-])?\d{{1,2}}[./]\d{{1,2}}[日号]?"
    r"|20\d\d-\d{1,2}-\d{1,2}\s*(?:至|到|—+|~)\s*20\d\d-\d{1,2}-\d{1,2}"
)
_TITLE = regex(
    r"安排|预告|日程|计划|一周|本周|每周|周工作|要事|要情|动态|活动表|第\s*[\d一二三四五六七八九十]{1,3}\s*周|如下"
)
_TITLE_END = regex(r".{0,24}(?:安排|预告|日程|计划|动态|要情|活动)表?[\s):。]*(?:如下[:。]?)?")
_PLAIN = regex(r"(?:安排|预告|日程|计划)表?\s*$")
_DONE = regex(r"召开|开展|研究|讨论|推进|报送|审议|落实|督促|赴|举办|举行|参加|出席|调研|视察|考察|组织|听取")
_BARE = regex(r"[\s()\[\]【】:,、。第周\d—-]*")
_MONTH = regex(
    r"(?:(?P<year>20\d\d|二[〇零○O][一二三四五六七八九〇零]{2})\s*年\s*)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!\s*\d{1,2}\s*[日号—-])"
)
_LONGEST_TITLE = 80
_SHORTEST, _LONGEST = 3, 9

_NOTE = regex(
    r"[\s(*※【\[]*(?:注|备注|说明|附注|注意|注意事项|温馨提示|提示|联系人|联系电话|联系方式|电话|传真|邮箱|地点|会议地点|时间|参加(?:人员|单位)?|参会(?:人员|单位)?"
    r"|出席(?:人员)?|列席(?:人员)?|主持(?:人)?|要求|着装|抄送|抄报|主送|分送|附件|附|来源|编辑|审核|签发|校对|填报人|制表人?|制表单位|填报单位)\s*\d{0,2}\s*[】\]]?\s*:"
)
_CLOSES = regex(
    r"[\s(*※【\[]*(?:注|备注|说明|附注|注意|温馨提示|联系|抄|主送|分送|附|来源|编辑|审核|签发|校对|填报|制表)"
)
_REMARK = regex(
    r"[\s(*※]*(?:第\s*\d{1,2}\s*版|增补(?:第\s*)?\d{1,3}\s*号|请各|请有关|请相关|请按|请及时|如有(?:变动|变化|调整|更改)|以上安排|上述安排|本安排|特此|未尽事宜|安排如有|各单位(?:请|要|如)|(?:根据|按照)工作需要)"
)
_UNIT_FIRST = regex(r"\s*(?:[【\[(]\s*(?P<boxed>[^】\])]{2,30})\s*[】\])]\s*[:,]?|(?P<plain>[^\s:,;。()]{2,30}):)\s*")


def is_heading(flat: str, *, is_first: bool) -> bool:
    """Whether a line in half width names the days of a week or month and no activity.

    A title without days is one only where it is the first line that is read.
    """
    words = flat.strip()
    if len(words) > _LONGEST_TITLE:
        return False
    if span := _SPAN.search(words):
        return _is_titled(words[: span.start()], span[0], words[span.end() :])
    is_title = is_first and _TITLE.search(words) and not _DONE.search(words) and not _is_marked(words)
    return bool(is_title and (_MONTH.search(words) or _PLAIN.search(words)))


def _is_titled(before: str, span: str, after: str) -> bool:
    if _BARE.fullmatch(before + after):
        return _lasts(span)
    if _DONE.search(before + after) or _is_marked(before):
        return False
    return bool(_TITLE.search(before + after) if before.strip(" ([【") else _TITLE_END.fullmatch(after))


def _is_marked(words: str) -> bool:
    marks = _marks(words)
    return marks.is_dated or bool(marks.half or marks.at)


def _lasts(words: str) -> bool:
    """Whether the span is about a week; two days under which lines stand are no heading of a week."""
    pair = _marks(words).days
    if not pair:
        return False
    first, last = pair[0]
    length = last.day - first.day
    return _SHORTEST <= (length if length >= 0 else length + 30) <= _LONGEST


def span_of(flat: str) -> tuple[WrittenDay, WrittenDay] | None:
    """The first and last day that a heading names."""
    match = _SPAN.search(flat)
    days = _marks(match[0]).days if match else []
    return days[0] if days else None


def month_of(flat: str) -> tuple[int | None, int] | None:
    """The year, if written, and the month that a heading names."""
    match = _MONTH.search(flat)
    if not match or not 1 <= number(match["month"]) <= 12:
        return None
    return number(match["year"]) if match["year"] else None, number(match["month"])


def _marks(words: str) -> Marks:
    try:
        return read_marks(words)
    except ValueError:
        return Marks()


def is_note(flat: str) -> bool:
    """Whether a line explains or closes the week."""
    return _NOTE.match(flat) is not None or _REMARK.match(flat) is not None


def closes(flat: str) -> bool:
    """Whether what stands below the note is no activity either."""
    return _CLOSES.match(flat) is not None or _REMARK.match(flat) is not None


def unit_before_day(flat: str) -> tuple[tuple[int, int], int] | None:
    """Where the words before a colon or in a box stand, and where the day behind them begins (【提案委】11月24日…)."""
    match = _UNIT_FIRST.match(flat)
    if not match:
        return None
    try:
        marks = read_marks(flat, match.end())
    except (ValueError, ArithmeticError):
        return None
    return (match.span("boxed" if match["boxed"] else "plain"), match.end()) if marks.is_dated else None
