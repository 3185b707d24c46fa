"""Finds the headings of a plan's sheet: which column holds what, and what stands above the table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.plans.models import PlanKind
from secretariat.patterns import regex
from secretariat.workbooks.sheets import Row, Sheet
from secretariat.workdays.numerals import HALF_WIDTH

# What offices call the columns; the first words are what a message to people says is expected.
_CALLED = {
    "number": "序号 编号 序 项目编号 任务编号",
    "platform": "平台 板块 工作平台 类别 工作板块 领域",
    "title": "工作任务 任务 重点任务 主要任务 任务名称 工作内容 工作事项 重点工作 工作项目 事项",
    "requirement": "工作要求 要求 具体要求 任务要求 目标要求 具体措施 工作措施 主要措施 工作目标",
    "product": "成果形式 成果 预期成果 工作成果 成果要求",
    "lead": "牵头单位 责任单位 牵头部门 责任部门 承办单位 承办部门 主办单位 牵头处室 责任处室 牵头",
    "co": "配合单位 参与单位 协办单位 配合部门 参与部门 协作单位 协办部门 配合处室 配合",
    "leader": "责任领导 牵头领导 分管领导 负责领导 联系领导 领导",
    "due": "完成时限 时限 完成时间 办结时限 时间安排 时间节点 时间要求 完成期限 时间 进度安排",
}
HEADINGS = {name: tuple(words.split()) for name, words in _CALLED.items()}
NEEDED = ("title", "lead", "due")
DEEPEST = 3  # rows that a heading may take
LOOKED_AT = 30  # rows in which the heading is looked for

_KINDS: tuple[tuple[str, PlanKind], ...] = (
    (r"党建", PlanKind.PARTY),
    (r"协商(?:工作)?计划", PlanKind.CONSULTATION),
    (r"民主监督", PlanKind.OVERSIGHT),
    (r"提案.*督办|督办.*提案", PlanKind.PROPOSALS),
    (r"(?:通报|视察|考察|调研).*计划", PlanKind.RESEARCH),
)
# What a sheet says of the plan where its title does not: 年度:2026年.
YEAR_LABEL, KIND_LABEL = "年度", "计划类别"
_SAID = regex(rf"({YEAR_LABEL}|{KIND_LABEL})[::](.+)")
_YEAR = regex(r"(20\d\d)年")
_DOCUMENT = regex(r"[\u4e00-\u9fff]{1,10}[〔\[(]20\d\d[〕\])]\d{1,4}号")


@dataclass(frozen=True)
class Table:
    """Where the columns stand, and the rows of the heading itself."""

    columns: dict[str, int]
    heads: tuple[Row, ...]

    @property
    def missing(self) -> list[str]:
        """What the headings of missing columns are expected to be called."""
        return [HEADINGS[name][0] for name in NEEDED if name not in self.columns]


@dataclass(frozen=True)
class Head:
    """What stands above the table."""

    title: str = ""
    year: int | None = None
    kind: str = PlanKind.KEY_POINTS
    document_number: str = ""
    remarks: tuple[str, ...] = ()


def find_table(sheet: Sheet) -> Table:
    """The heading with the most columns known; of equal ones the highest and flattest. It may take several rows."""
    best = Table({}, ())
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        for depth in range(1, DEEPEST + 1):
            heads = sheet.rows[place : place + depth]
            found = _columns(heads)
            # A heading stands in its own rows: the last of them must add or repeat a known name.
            if len(found) > len(best.columns) and _columns(heads[-1:]) and _columns([row]):
                best = Table(found, tuple(heads))
    return best


def is_heading(row: Row, table: Table) -> bool:
    """Whether the row repeats the heading, as long tables do on every page."""
    again = _columns([row])
    return len(again) >= 3 and all(table.columns.get(name) == column for name, column in again.items())


def read_head(rows: Iterable[Row]) -> Head:
    """Title, year, kind and document number from the rows above the table; the rest are remarks."""
    everything = [text for row in rows for text in row.texts]
    said = {match[1]: match[2] for text in everything if (match := _SAID.fullmatch(_flat(text)))}
    texts = [text for text in everything if not _SAID.fullmatch(_flat(text))]
    if not texts:
        return Head()
    title = max(texts[:3], key=lambda text: (bool(_YEAR.search(_flat(text))), -texts.index(text)))
    all_of_it = _flat(" ".join(texts))
    years = (year_of(words) for words in (said.get(YEAR_LABEL, ""), title, all_of_it))
    number = _DOCUMENT.search(all_of_it)
    return Head(
        title="".join(title.split())[:200],
        year=next((year for year in years if year), None),
        kind=kind_of(said.get(KIND_LABEL, title)),
        document_number=number[0] if number else "",
        remarks=tuple(text for text in texts if text != title and not (number and _flat(text) == number[0])),
    )


def kind_of(title: str) -> PlanKind:
    """The kind of plan that a title names; key points of work where it names none."""
    return next((kind for words, kind in _KINDS if re.search(words, title)), PlanKind.KEY_POINTS)


def year_of(words: str) -> int | None:
    """The year that a title names (2026年)."""
    found = _YEAR.search(_flat(words))
    return int(found[1]) if found else None


def is_document_number(words: str) -> bool:
    """Whether this is read as the number of a paper wherever it stands above a table."""
    return bool(_DOCUMENT.fullmatch(_flat(words)))


def _columns(heads: Sequence[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in reversed(heads):
        for cell in row:
            name = _named(_flat(cell.compact))
            if name and name not in found and cell.column not in found.values():
                found[name] = cell.column
    return found


def _named(words: str) -> str:
    bare = re.sub(r"[\s::()\[\]*]|\(.*?\)", "", words)
    if not bare or len(bare) > 12:
        return ""
    for name, called in HEADINGS.items():
        if bare in called:
            return name
    # 2025年工作任务, 市政协牵头单位
    longer = [
        (len(word), name)
        for name, called in HEADINGS.items()
        for word in called
        if len(word) > 2 and bare.endswith(word)
    ]
    return max(longer)[1] if longer else ""


def _flat(words: str) -> str:
    return words.translate(HALF_WIDTH)
