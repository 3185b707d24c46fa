"""Reads the table of an arrangement, as offices keep it in Word, into entries to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from planning.arrangements.days import Days, NoDay, NoSuchDay
from planning.arrangements.lines import flattened
from planning.arrangements.marks import Marks, NoSuchTime, read_marks
from planning.arrangements.reading import (
    LONGEST_ACTIVITY,
    NO_ACTIVITY,
    NO_DATE,
    NO_SUCH_DAY,
    NO_SUCH_TIME,
    UNKNOWN_DAY,
    ReadWeek,
    Unread,
    halves_of,
    read_entry,
)
from secretariat.errors import Refused
from secretariat.patterns import regex

Table = Sequence[Sequence[str]]

# What a column is called; the first that fits a heading without its blanks is taken.
_COLUMNS = {
    "activity": r"(?:活动|工作|会议|主要|具体|事项)*(?:\(活动\)|/活动|及活动)?(?:内容|安排|名称|事项|主题)|活动|议题",
    "day": r"日期|月日|日期\(?星期\)?|星期",
    "time": r"(?:具体|起止|开始|会议|活动)?时间|时段|上下午",
    "place": r"(?:会议|活动)?(?:地点|会场|场所)",
    "leaders": r"(?:主持|出席|参加|牵头|带队|责任|分管|有关|参会|/|、|或|及)*领导(?:同志)?|(?:主持|出席|带队)人?",
    "participants": r"(?:参会|参加|出席|列席|参与|/|、)*(?:人员|对象|范围)(?:及单位)?|参加单位|参会单位",
    "unit": r"(?:责任|承办|牵头|组织|主办|申报|填报|负责|实施|/|、)*(?:单位|部门|处室|委室)",
    "support": r"(?:需)?(?:保障|服务保障|后勤保障|保障支持)(?:需求|事项|要求|内容)?",
    "note": r"备注|说明|备考",
}
_PATTERNS = {name: regex(words) for name, words in _COLUMNS.items()}
_LENGTHS = {"place": 60, "leaders": 200, "participants": 400, "support": 200, "note": 200}
_BADGE = regex(r"[(\[]\s*(?:[休班]|暂定)\s*[)\]]|(?<=[一二三四五六日])\s*[休班](?=\s|$)")
_NOTHING = frozenset("—–-/无 ")


def read_table(tables: Sequence[Table], *, year: int, days: tuple[date, date] | None) -> ReadWeek:
    """The entries of the first table that has the columns of an arrangement; dates without a year are those of `year`,
    days of the week those of `days`. Raises Refused where there is no such table."""
    found = _begin(tables)
    if found is None:
        words = _("The document has no table with the columns of an arrangement; day and activity are needed at least.")
        raise Refused(words, field="file")
    columns, rows = found
    is_week = days is not None and (days[1] - days[0]).days < 7
    reader = _Reader(columns, Days(year, week=days if is_week else None))
    for number, cells in enumerate(rows, 1):
        reader.take(number, cells)
    return reader.week


def has_table(tables: Sequence[Table]) -> bool:
    """Whether one of the tables has the columns of an arrangement."""
    return _begin(tables) is not None


def _begin(tables: Sequence[Table]) -> tuple[dict[str, int], Sequence[Sequence[str]]] | None:
    """The columns of the first such table, and the rows below its headings."""
    for table in tables:
        for place, row in enumerate(table):
            columns = columns_of(row)
            if {"activity", "day"} <= columns.keys():
                return columns, table[place + 1 :]
    return None


def columns_of(row: Sequence[str]) -> dict[str, int]:
    """Which column stands where in a row of headings; empty for any other row. A lone time stands for the day."""
    found: dict[str, int] = {}
    for place, words in enumerate(row):
        plain = flattened("".join(words.split()))
        name = next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)
        if name:
            found.setdefault(name, place)
    if "day" not in found and "time" in found:
        found["day"] = found.pop("time")
    return found


@dataclass
class _Reader:
    """Reads row by row; a row without a day belongs to that of the row above."""

    columns: Mapping[str, int]
    days: Days
    week: ReadWeek = field(default_factory=ReadWeek)
    dates: list[date] = field(default_factory=list)

    def take(self, number: int, row: Sequence[str]) -> None:
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in self.columns.items()}
        activity = _joined(cells["activity"])
        if not activity and all(set(words) <= _NOTHING for name, words in cells.items() if name != "day"):
            self._note_day(cells["day"])
            return
        words = flattened(f"{cells['day']} {cells.get('time', '')}")
        try:
            marks = read_marks(" ".join(_BADGE.sub(" ", words).split()))
            reason: object = self._place(marks)
        except NoSuchTime:
            reason = NO_SUCH_TIME
        except (NoSuchDay, ValueError, OverflowError):
            self.dates, reason = [], NO_SUCH_DAY
        except NoDay:
            self.dates, reason = [], UNKNOWN_DAY
        if reason or not activity:
            self.week.unread.append(Unread(number, " ".join(row)[:200], str(reason or NO_ACTIVITY)))
            return
        self._enter(number, marks, activity, cells)

    def _note_day(self, words: str) -> None:
        """A day on which nothing takes place: the rows below it without a day are its own."""
        try:
            self._place(read_marks(" ".join(_BADGE.sub(" ", flattened(words)).split())))
        except (NoSuchDay, NoDay, ValueError, OverflowError):
            self.dates = []

    def _place(self, marks: Marks) -> object:
        if marks.is_dated:
            self.dates = self.days.dates(marks, self.dates)
        return None if self.dates else NO_DATE

    def _enter(self, number: int, marks: Marks, activity: str, cells: Mapping[str, str]) -> None:
        more = {name: _joined(cells.get(name, ""))[:length] for name, length in _LENGTHS.items()}
        unit = _joined(cells.get("unit", ""))
        for on, half in zip(self.dates, halves_of(marks, len(self.dates)), strict=True):
            self.week.entries.append(read_entry(on, half, marks, unit, activity[:LONGEST_ACTIVITY], number, **more))


def _joined(words: str) -> str:
    """The lines of a cell as one: the text of a narrow column is broken anywhere."""
    plain = "".join(line.strip() for line in words.splitlines())
    return "" if set(plain) <= _NOTHING else plain
