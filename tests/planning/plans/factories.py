"""Plans and their items, valid and dull; a row fits its state. And sheets as offices draw them up."""

from datetime import date
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from openpyxl import Workbook

from planning.plans.models import AnnualPlan, PlanItem
from planning.plans.states import BEFORE_ADOPTION
from tests.secretariat.factories import UserFactory, counted
from tests.supervision.factories import DepartmentFactory

YEAR = 2026
HEADINGS = ("序号", "平台", "工作任务", "工作要求", "牵头单位", "配合单位", "责任领导", "完成时限")
ROW = (1, "学习", "办好大讲堂", "全年不少于6期", "提案委员会", "研究室", "秘书长", "11月底前")


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = AnnualPlan

    year = YEAR
    title = factory.Sequence(lambda n: f"工作要点{counted(n)}")
    state = "adopted"
    adopted_by = factory.LazyAttribute(lambda plan: "" if plan.state in BEFORE_ADOPTION else "主席会议")
    adopted_on = factory.LazyAttribute(lambda plan: None if plan.state in BEFORE_ADOPTION else date(YEAR, 1, 14))
    closed_on = factory.LazyAttribute(lambda plan: date(YEAR + 1, 1, 5) if plan.state == "closed" else None)
    created_by = factory.SubFactory(UserFactory)


class PlanItemFactory(DjangoModelFactory):
    """`PlanItemFactory(due=("cycle", None, None, "monthly:25"))`: kind, first, last, cycle."""

    class Meta:
        model = PlanItem
        skip_postgeneration_save = True

    class Params:
        due = ("window", date(YEAR, 1, 1), date(YEAR, 11, 30), "")

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n)
    number = factory.Sequence(str)
    platform = "learning"
    title = factory.Sequence(lambda n: f"任务{counted(n)}")
    lead = factory.SubFactory(DepartmentFactory)
    due_words = "11月底前"
    due_kind = factory.LazyAttribute(lambda item: item.due[0])
    window_first = factory.LazyAttribute(lambda item: item.due[1])
    window_last = factory.LazyAttribute(lambda item: item.due[2])
    cycle = factory.LazyAttribute(lambda item: item.due[3])
    original_words = factory.SelfAttribute("due_words")
    original_last = factory.SelfAttribute("window_last")
    measure = factory.LazyAttribute(lambda item: "期" if item.target else "")
    target = None
    done_on = factory.LazyAttribute(lambda item: date(YEAR, 6, 1) if item.progress == "done" else None)
    progress = "not_started"

    @factory.post_generation
    def co_units(self, create, units, **kwargs):
        if units:
            self.co_units.set(units)


def sheet(rows=(ROW,), *, title="2026年工作要点", headings=(HEADINGS,), merged=(), remark=None):
    """The bytes of a workbook with a title, headings, rows and a remark below; `merged` are ranges such as B3:B5."""
    book = Workbook()
    page = book.active
    if title:
        page.append([title])
    for line in [*headings, *rows]:
        page.append(list(line))
    for cells in merged:
        page.merge_cells(cells)
    if remark:
        page.append([])
        page.append([remark])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(content=None, name="计划.xlsx"):
    """A sheet as a form sends it."""
    return ContentFile(sheet() if content is None else content, name=name)
