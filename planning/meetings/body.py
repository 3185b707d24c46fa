"""What pasted minutes say beside their decisions: their title, their paragraphs, and the day of their issue."""

from datetime import date

from planning.meetings.lines import is_header
from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH, number

_NUMBER = regex(
    r"(?:[〔\[(](?P<year>\d{4})[〕\])]\s*)?第\s*(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[次号期]"
)
# A line of its own without a sentence; a number or what somebody does is more than a title.
_SHORT = regex(r"(?![一二三四五六七八九十\d(]{1,4}[、.)])[^。;,:!?]{4,40}")
# What stands below minutes: the seal, its day, whom they go to, when they were printed.
LAST = 4
_DAY = regex(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?=印发|$)")
_MASTHEAD = regex(r"[^。;,:]{2,40}纪要")


def body_of(text: str, *, number: int) -> tuple[str, list[str]]:
    """The title of pasted minutes, empty without one, and their paragraphs as they were pasted.

    What the form prints by itself, the masthead (……会议纪要) and the `number` of the meeting, is left out.
    """
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    title = ""
    if paragraphs and _is_masthead(paragraphs[0]):
        paragraphs.pop(0)
    paragraphs = _without_number(paragraphs, number)
    if len(paragraphs) > 1 and _is_title(paragraphs[0]):
        title = paragraphs.pop(0)
    return title, _without_number(paragraphs, number)


def issued_on(text: str) -> date | None:
    """The day under which pasted minutes stand, or on which they were printed: the last one in their last lines."""
    days = [found for line in text.split()[-LAST:] for found in _DAY.finditer(line.translate(HALF_WIDTH))]
    try:
        return date(*map(int, days[-1].groups())) if days else None
    except ValueError:  # a day that no calendar has
        return None


def _is_title(paragraph: str) -> bool:
    flat = paragraph.translate(HALF_WIDTH)
    return bool(_SHORT.fullmatch(flat)) and not _NUMBER.fullmatch(flat.strip(" ()")) and not is_header(paragraph)


def _is_masthead(paragraph: str) -> bool:
    """秘书长办公会纪要, but not 关于搬迁工作的会议纪要: that is a title."""
    flat = paragraph.translate(HALF_WIDTH).strip(" ()")
    return _MASTHEAD.fullmatch(flat) is not None and not flat.startswith("关于")


def _without_number(paragraphs: list[str], meeting: int) -> list[str]:
    found = _NUMBER.fullmatch(paragraphs[0].translate(HALF_WIDTH).strip(" ()")) if paragraphs else None
    return paragraphs[1:] if found and number(found["number"]) == meeting else paragraphs
