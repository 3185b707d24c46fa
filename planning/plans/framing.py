"""What a sheet of rows says of their plan, in the words in which the reader finds it again."""

from collections.abc import Iterable, Mapping

from planning.plans.headings import KIND_LABEL, YEAR_LABEL, find_table, is_document_number, kind_of, year_of
from planning.plans.models import PlanKind
from planning.plans.parsing import PLATFORM_WORDS
from secretariat.exchange.readers import Reading, ReadRow
from secretariat.workbooks.sheets import Sheet

_KINDS: Mapping[str, str] = {
    PlanKind.KEY_POINTS: "工作要点",
    PlanKind.PARTY: "党建工作要点",
    PlanKind.CONSULTATION: "协商工作计划",
    PlanKind.RESEARCH: "通报视察考察调研工作计划",
    PlanKind.OVERSIGHT: "民主监督工作计划",
    PlanKind.PROPOSALS: "重点提案督办计划",
}
_SECTIONS = {platform: f"{word}平台" for word, platform in reversed(PLATFORM_WORDS.items())}


def lines_above(*, title: str, year: int, kind: str, document_number: str) -> tuple[str, ...]:
    """Lines above a table from which `read_head` reads these facts again: what the title says is not said twice."""
    lines = [title]
    if year_of(title) != year:
        lines.append(f"{YEAR_LABEL}：{year}年")
    if kind_of(title) != kind:
        lines.append(f"{KIND_LABEL}：{_KINDS[kind]}")
    return (*lines, document_number) if is_document_number(document_number) else tuple(lines)


def sections(reading: Reading, rows: Iterable[ReadRow]) -> dict[int, str]:
    """Before which of `rows` (by number) the platform must be named, as it stands in none of their own cells."""
    column = find_table(Sheet("", reading.heads)).columns.get("platform")
    found, above = {}, ""
    for row in rows:
        platform = row.found.platform
        is_said = column is not None and bool(row.row.cell(column).text)
        if platform and platform != above and not is_said:
            found[row.row.number] = _SECTIONS[platform]
        above = platform or above
    return found
