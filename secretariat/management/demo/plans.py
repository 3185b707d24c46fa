"""The annual plans of the demo: drawn up as sheets, imported, adopted, reported on; all through services."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

from planning.plans import services
from planning.plans.dues import read_due
from planning.plans.models import AnnualPlan, PlanItem
from planning.plans.queries import due_days
from planning.plans.states import Progress
from secretariat.exchange import services as exchange
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days

HERE = Path(__file__).parent
HEADINGS = ("序号", "平台", "工作任务", "工作要求", "牵头\n单位", "配合单位", "责任领导", "完成时限")
COLUMNS = ("platform", "title", "requirement", "lead", "co", "leader", "due")
REMARK = "注：完成时限为“全年”的，每季度末月25日前报送进展。"
BODY, LATER = "市政协主席会议", "因外出调研和专家论证需要，顺延至年底前完成。"
DOUBLE = "与市级统一采购项目重复，不再单独实施。"
DONE = "已按要求完成，成果已印发，材料已归档。"
MOVING = "已完成阶段性任务，正在按计划推进下一步工作。"
# How much of what is counted is done in a whole year, and how much at most before the year is over.
PLENTY, MOST = 1.05, 0.97

Plan = Callable[[date, Callable[[], Any]], None]
Moment = Callable[[date], datetime]


class Plans:
    """Last year's plan is closed, this year's at work, a second one submitted, next year's drafted and looked at."""

    def __init__(self, house: House, days: Days, plan: Plan, moment: Moment) -> None:
        self.house, self.days, self.plan, self.moment = house, days, plan, moment
        self.planner = house.person("planner")
        with (HERE / "plan.csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))

    def draw_up(self) -> None:
        """Plan every deed on its day."""
        year, today = self.days.today.year, self.days.at(0)
        opened = self.days.calendar.roll_forward(date(year, 1, 1))
        # On the first days of a year nothing of it can be older than today.
        made, adopted = min(opened, today), min(self.days.calendar.add(opened, 8), today)
        self.plan(made, lambda: self._last_year(year - 1, made))
        self.plan(made, lambda: self._this_year(year, made, adopted))
        self.plan(today, lambda: self._second(year, today))
        self.plan(today, lambda: self._next_year(year + 1, today))

    # ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _last_year(self, year: int, on: date) -> None:
        plan = self._import(f"市政协机关{year}年工作要点任务分解表", [*self.rows[3:8], *self.rows[15:16]], on)
        self._adopt(plan, date(year, 1, 20), on, f"政办发〔{year}〕3号")
        for item in plan.items.all():
            services.report_item(item.pk, by=self._staff(item), on=on, text=DONE, progress=Progress.DONE)
        services.close_plan(plan.pk, by=self.planner, on=on)

    def _this_year(self, year: int, made: date, adopted: date) -> None:
        mistaken = self._preview(f"{year}年工作要点（征求意见稿）", self.rows[:5], made)
        exchange.confirm(mistaken.pk, by=self.planner, at=self.moment(made))
        exchange.undo(mistaken.pk, by=self.planner, at=self.moment(made))
        plan = self._import(f"市政协机关{year}年工作要点任务分解表", self.rows, made)
        self.plan(adopted, lambda: self._adopt(plan, adopted, adopted, f"政办发〔{year}〕2号"))
        for item, row in zip(plan.items.select_related("plan", "lead"), self.rows, strict=True):
            self._tell(item, row["story"], adopted)

    def _second(self, year: int, on: date) -> None:
        plan = self._import(f"市政协机关{year}年党建工作要点任务分解表", self.rows[:5], on)
        services.submit_plan(plan.pk, by=self.planner, on=on)

    def _next_year(self, year: int, on: date) -> None:
        self._import(f"市政协机关{year}年工作要点任务分解表", self.rows[:16], on)
        self._preview(f"市政协机关{year}年重点协商计划", self.rows[8:12], on)

    def _preview(self, title: str, rows: list[dict[str, str]], on: date) -> Any:
        upload = ContentFile(_sheet(title, rows), name=f"{title}.xlsx")
        options = {"on": on.isoformat(), "platform": "learning" if rows[0]["platform"] == "" else ""}
        return exchange.preview("plan", upload, by=self.planner, at=self.moment(on), options=options)

    def _import(self, title: str, rows: list[dict[str, str]], on: date) -> AnnualPlan:
        run = self._preview(title, rows, on)
        run = exchange.confirm(run.pk, by=self.planner, at=self.moment(on))
        return AnnualPlan.objects.get(pk=run.made[0][1])

    def _adopt(self, plan: AnnualPlan, adopted_on: date, on: date, number: str) -> None:
        services.submit_plan(plan.pk, by=self.planner, on=on)
        services.adopt_plan(
            plan.pk, by=self.planner, on=on, adopted_by=BODY, adopted_on=adopted_on, document_number=number
        )

    # ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _tell(self, item: PlanItem, story: str, adopted: date) -> None:
        """What became of an item since the adoption."""
        if story in ("regular", "slow"):
            self._regular(item, adopted, left_out=story == "slow")
        elif story == "counted":
            self._counted(item, adopted)
        elif story == "done" and item.window_last:
            self._report_on(self.days.calendar.roll_backward(item.window_last), adopted, item, Progress.DONE)
        elif story in ("late", "under_way", "amended") and item.window_last:
            told = min(self.days.calendar.subtract(item.window_last, 15), self.days.at(-12))
            self._report_on(told, adopted, item, Progress.UNDER_WAY)
        if story in ("amended", "dropped") and item.window_first:
            self._change(item, story, max(adopted, self.days.calendar.roll_forward(item.window_first)))

    def _regular(self, item: PlanItem, adopted: date, *, left_out: bool) -> None:
        until = min(self.days.today, date(item.plan.year, 12, 31))
        days = due_days(item.cycle, adopted, until, self.days.calendar)
        for day in days[: -1 if left_out else None]:
            self._report_on(day, adopted, item, Progress.UNDER_WAY)

    def _counted(self, item: PlanItem, adopted: date) -> None:
        for month in range(3, 13, 3):
            day = self.days.calendar.roll_backward(date(item.plan.year, month, 20))
            share = min(MOST, PLENTY * month / 12)
            self._report_on(day, adopted, item, Progress.UNDER_WAY, round((item.target or 0) * share))

    def _report_on(self, day: date, adopted: date, item: PlanItem, progress: str, count: int | None = None) -> None:
        text = DONE if progress == Progress.DONE else MOVING
        if adopted <= day <= self.days.today:
            by = self._staff(item)
            self.plan(
                day,
                lambda: services.report_item(item.pk, by=by, on=day, text=text, progress=progress, count=count),
            )

    def _change(self, item: PlanItem, story: str, day: date) -> None:
        if day <= self.days.today:
            self.plan(day, lambda: self._amend(item, story, day))

    def _amend(self, item: PlanItem, story: str, on: date) -> None:
        item.refresh_from_db()
        facts: dict[str, Any] = {"by": self.planner, "on": on, "version": item.version, "approver": "秘书长"}
        if story == "dropped":
            services.drop_item(item.pk, reason=DOUBLE, document="秘书长办公会议纪要", **facts)
            return
        due = read_due("12月底前", year=item.plan.year, calendar=self.days.calendar)
        assert due is not None
        services.amend_item(item.pk, due=due, reason=LATER, **facts)

    def _staff(self, item: PlanItem) -> Any:
        name = item.lead.name
        return self.house.person("deputy") if name == "市政协办公厅" else self.house.staff_of(name)


def _sheet(title: str, rows: list[dict[str, str]]) -> bytes:
    """The table as an office draws it up: a title over all columns, platforms merged, a remark below."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet.append(list(HEADINGS))
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *(row[name] or None for name in COLUMNS)])
    begins = [place for place, row in enumerate(rows, start=3) if row["platform"]]
    for first, after in pairwise([*begins, len(rows) + 3]):
        sheet.merge_cells(start_row=first, start_column=2, end_row=after - 1, end_column=2)
    sheet.append([])
    sheet.append([REMARK])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
