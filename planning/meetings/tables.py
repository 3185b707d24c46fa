"""Rows pasted out of a table of decisions (事项, 牵头单位, 配合单位, 完成时限) under a row that names the columns."""

import re
from dataclasses import dataclass

from planning.consultations.roles import column_role
from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH

Place = tuple[int, int]

_MARK = regex(r"[\t|│┃]")
# A column is one of these, in the order in which offices prefer their words for who leads.
LEADS, HELPS = ("lead", "both", "undertaker", "host"), ("co",)
LONGEST_LABEL = 4
_TASK = regex(r"(?:[\u4e00-\u9fff]{0,6}(?:任务|措施|举措|工作|要求|决定|事项|内容)(?:内容|名称|要求)?)|会议决定")
_NEEDED = {"task", *LEADS}


@dataclass(frozen=True)
class Row:
    """A row of such a table: its number, its text, and where in it the cell of each column stands."""

    label: str
    text: str
    cells: dict[str, Place]


def split_rows(text: str) -> tuple[list[Row], str]:
    """The rows of the tables in `text`, below a row that names a task and who leads, and the text without them."""
    if not _MARK.search(text):
        return [], text
    found: list[Row] = []
    columns: list[str] = []
    prose: list[str] = []
    for line in text.split("\n"):
        line = line.rstrip()
        places = _places(line)
        named = [_column(line[slice(*place)]) for place in places]
        if "task" in named and _NEEDED & set(named) - {"task"}:
            columns = named
        elif columns and len(places) > 1:
            row = _row(line, places, columns)
            found += [row] if row else []
        else:
            prose.append(line)
    return found, "\n".join(prose)


def _places(line: str) -> list[Place]:
    marks = [match.span() for match in _MARK.finditer(line)]
    return list(zip([0, *(end for _start, end in marks)], [*(start for start, _end in marks), len(line)], strict=True))


def _column(cell: str) -> str:
    bare = re.sub(r"[\s*]", "", cell.translate(HALF_WIDTH))
    role = column_role(bare)
    if role in ("topic", "content") or (role in ("", "other") and _TASK.fullmatch(bare)):
        return "task"
    return role


def _row(line: str, places: list[Place], columns: list[str]) -> Row | None:
    cells = {name: place for place, name in reversed(list(zip(places, columns, strict=False))) if name}
    if not re.search(r"\w", line[slice(*cells.get("task", (0, 0)))]):
        return None
    given = ((name, line[slice(*place)].strip(" .、．")) for name, place in zip(columns, places, strict=False))
    name, first = next(((name, words) for name, words in given if words), ("task", ""))
    return Row(first if name != "task" and len(first) <= LONGEST_LABEL else "", line, cells)
