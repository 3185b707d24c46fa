"""The words of the template of items: its headings, its example, and what may stand in its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from secretariat.workbooks.sheets import Row, Sheet
from supervision.items.models import Importance, Label

# The first word of each stands in the template; the others are understood as well.
HEADS: dict[str, tuple[str, ...]] = {
    "serial": ("序号",),
    "title": ("事项", "督查事项", "事项名称", "任务", "标题"),
    "assignment": ("交办依据", "来源", "交办来源", "依据"),
    "requirement": ("办理要求", "工作要求", "要求"),
    "product": ("成果形式", "预期成果", "成果"),
    "lead": ("牵头单位", "主办单位", "责任单位"),
    "co": ("配合单位", "协办单位", "会办单位"),
    "handler": ("承办人",),
    "leader": ("责任领导", "分管领导"),
    "due": ("办结时限", "完成时限", "到期日", "时限"),
    "cycle": ("反馈周期", "报送周期", "周期"),
    "importance": ("类别", "重要程度"),
    "label": ("标注", "公开属性"),
}
NEEDED = ("title", "assignment", "requirement", "lead", "due")
EXAMPLE_MARK = "例"
EXAMPLE = {
    "serial": EXAMPLE_MARK,
    "title": "修订《提案办理工作办法》",
    "assignment": "主席会议第30次会议要求",
    "requirement": "11月底前完成修订并印发；每月25日前反馈进展。",
    "product": "印发的办法",
    "due": "11月30日",
    "cycle": "每月25日",
    "importance": "重要",
    "label": "内部",
}
IMPORTANCE = {"一般": Importance.ORDINARY, "普通": Importance.ORDINARY, "重要": Importance.IMPORTANT}
IMPORTANCE |= {"紧急": Importance.URGENT, "急": Importance.URGENT}
LABELS = {"公开": Label.PUBLIC, "内部": Label.INTERNAL}
CYCLES = ("每周五", "每两周", "每月25日", "每季度")
CLASSES = ("一般", "重要", "紧急")
DUES = "11月30日、2026-12-15、年底、+10wd"
TITLE, CHOICES = "督查事项", "可选内容"
# No rhythm at all, as people write it.
NONE = frozenset({"无", "—", "-", "/", "不定期"})
_LOOKED_AT = 20  # rows in which the headings may stand


@dataclass(frozen=True)
class Table:
    """Where the table of a sheet begins, and which column is what."""

    head: Row | None
    columns: dict[str, int]

    @property
    def missing(self) -> list[str]:
        return [HEADS[name][0] for name in NEEDED if name not in self.columns]


def find_table(sheet: Sheet) -> Table:
    """The row with the most headings."""
    tables = [Table(row, _columns(row)) for row in sheet.rows[:_LOOKED_AT]]
    return max(tables, key=lambda table: len(table.columns), default=Table(None, {}))


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in row:
        for name, words in HEADS.items():
            if cell.compact in words and name not in found:
                found[name] = cell.column
    return found


def example(unit: str, partners: Sequence[str]) -> list[str]:
    """The example row of the template, with units that the house has."""
    filled = {**EXAMPLE, "lead": unit, "co": "、".join(partners)}
    return [filled.get(name, "") for name in HEADS]
