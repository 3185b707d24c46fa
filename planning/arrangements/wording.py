"""What the words behind the marks of a line say: who does what, where, and at which time if that stands behind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planning.arrangements.lines import flattened
from planning.arrangements.marks import Marks, read_marks, time_within
from planning.arrangements.places import is_place, place_within, split_place
from planning.arrangements.subjects import is_unit, split_subject
from secretariat.patterns import regex
from secretariat.people.names import Unit

_AROUND = " \t\u3000,，.。;；、:：|-—–"
_BRACKET = regex(r"\s*[(（]\s*(?P<inner>[^()（）]{2,60})\s*[)）]")
_BETWEEN = regex(r"[,，;；、\s]+")
_LABEL = regex(r"(?:会议|活动|集合)?(?:时间|地[点址])\s*[:：]\s*")
# Nothing takes place: 休息, 周日休息, 暂无安排. A holiday that is named (元旦放假) is an announcement, and is kept.
_NOTHING = regex(
    r"(?:全天|正常|周[六日末]|双休日|法定|节假日)*(?:休息|放假|休假|公休|调休|轮休)日?"
    r"|(?:暂)?无(?:集体|公务|重要)?(?:活动|安排|会议)?"
)


@dataclass(frozen=True)
class Content:
    """Unit and room as written, the activity without them; `marks` hold a time that stood behind the activity."""

    unit: str
    activity: str
    place: str = ""
    marks: Marks | None = None


def read_content(
    words: str,
    units: Sequence[Unit],
    rooms: Collection[str] = (),
    *,
    is_timed: bool = True,
    is_halved: bool = True,
) -> Content:
    """What the words say. A time behind the activity counts only where none stood before it (`is_timed`), and outside
    of a bracket only where no half of the day did either (`is_halved`)."""
    rest, place, marks = _out_of_brackets(words.strip(_AROUND), units, rooms, is_timed=is_timed)
    if not (is_timed or is_halved or marks) and (behind := time_within(flattened(rest))):
        marks, rest = behind[0], rest[: behind[1]] + rest[behind[2] :]
    first, rest = split_place(rest, rooms)
    unit, activity = split_subject(rest, units)
    second, activity = split_place(activity, rooms) if activity else ("", activity)
    within, activity = place_within(activity, rooms)
    return Content(unit, activity.strip(_AROUND) or activity, place or first or second or within, marks)


def says_nothing(words: str) -> bool:
    """Whether the words say that the day is free."""
    return _NOTHING.fullmatch("".join(words.split())) is not None


def _out_of_brackets(
    words: str, units: Sequence[Unit], rooms: Collection[str], *, is_timed: bool
) -> tuple[str, str, Marks | None]:
    """The words without a bracket that holds nothing but time, room and unit (主席会议(9:30,常委会议厅)), with what it
    said; the unit stays in it."""
    for match in _BRACKET.finditer(words):
        parts = [_LABEL.sub("", part) for part in _BETWEEN.split(match["inner"].strip()) if part]
        times = [] if is_timed else [found for part in parts if (found := _time(part))]
        places = [part for part in parts if is_place(part, rooms)]
        others = [part for part in parts if part not in places and not (times and _time(part))]
        is_behind = not words[match.end() :].strip(_AROUND)
        if (times or (places and is_behind)) and (not others or is_unit("、".join(others), units)):
            kept = f"（{'、'.join(others)}）" if others else ""
            rest = words[: match.start()] + kept + words[match.end() :]
            return rest, "".join(places[:1]), times[0] if times else None
    return words, "", None


def _time(words: str) -> Marks | None:
    """A half of the day or a time, if the words are nothing else."""
    flat = flattened(words)
    try:
        marks = read_marks(flat)
    except ValueError:
        return None
    is_whole = marks.end == len(flat) and not marks.is_dated and not marks.is_numbered
    return replace(marks) if is_whole and (marks.at or marks.half) else None
