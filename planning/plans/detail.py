"""What the pages of a plan and of an item show, gathered in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from planning.plans import forms, queries
from planning.plans.importing import KIND
from planning.plans.models import AnnualPlan, PlanItem, Platform
from planning.plans.queries import Pace, pace_of
from planning.plans.rules import MAY_ITEM, MAY_PLAN
from planning.plans.states import ITEM_STEPS, PLAN_STEPS, PlanState, Progress
from planning.plans.steps import ITEM_PAGES, PLAN_PAGES, StepPage
from secretariat.audit.models import Event
from secretariat.exchange.models import ImportRun, RunState
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.words import cycle_words
from secretariat.workflow import open_steps

EVENTS = 30


@dataclass(frozen=True)
class Line:
    """An item in a list: how it stands on the day of the page."""

    item: PlanItem
    pace: Pace | None

    @property
    def cycle(self) -> str:
        return cycle_words(self.item.cycle)

    @property
    def is_late(self) -> bool:
        return bool(self.pace and self.pace.is_over)


@dataclass(frozen=True)
class Month:
    """A cell of the year board: whether the item is at work then, ends then, or must be reported on then."""

    number: int
    name: str
    is_in: bool
    is_end: bool
    reports: int
    is_now: bool

    @cached_property
    def words(self) -> str:
        """What the cell says to those who do not see it."""
        said = [self.name]
        if self.is_end:
            said.append(_("ends"))
        elif self.is_in:
            said.append(_("in progress"))
        if self.reports:
            said.append(_("report"))
        return " ".join(said) if len(said) > 1 else ""


def lines_of(items: Iterable[PlanItem], *, on: date, calendar: Calendar) -> list[tuple[Platform, list[Line]]]:
    """The items under their platforms, each with its progress against the time."""
    return [
        (platform, [Line(item, pace_of(item, on=on, calendar=calendar)) for item in group])
        for platform, group in queries.by_platform(items)
    ]


def months_of(item: PlanItem, *, on: date, calendar: Calendar) -> list[Month]:
    """The twelve cells of an item on the year board."""
    year, due = item.plan.year, item.window_last
    until = due if due else date(year, 12, 31)
    start = item.window_first if item.window_first and item.due_kind != "cycle" else date(year, 1, 1)
    days = queries.due_days(item.cycle, start, min(until, date(year, 12, 31)), calendar) if item.cycle else ()
    cells = []
    for month in queries.MONTHS:
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1) - queries.DAY
        is_in = bool(due and item.window_first and item.window_first <= last and due >= first)
        is_end = bool(due and first <= due <= last)
        reports = sum(first <= day <= last for day in days)
        is_now = (on.year, on.month) == (year, month)
        cells.append(Month(month, str(MONTHS_3[month]), is_in, is_end, reports, is_now))
    return cells


def plan_page(plan: AnnualPlan, user: Any, query: Any, *, on: date) -> dict[str, Any]:
    """Everything on the page of a plan, be it the list or the year."""
    form = forms.ItemFilterForm(query)
    calendar = workdays.load()
    everything = queries.items_of(plan, user)
    items = list(form.apply(everything, plan, on=on))
    run = _run_of(plan, user)
    return {
        "plan": plan,
        "form": form,
        "today": on,
        "items": items,
        "groups": lines_of(items, on=on, calendar=calendar),
        "figures": _figures(items, on),
        "steps": plan_buttons(plan, user),
        "events": Event.objects.about(plan)[:EVENTS],
        "is_filtered": any(query.get(name) for name in form.fields),
        "calendar": calendar,
        "run": run,
        "provisional": calendar.is_provisional(date(plan.year, 1, 1)),
    }


def year_page(plan: AnnualPlan, user: Any, query: Any, *, on: date) -> dict[str, Any]:
    """The same items as a board of twelve columns."""
    page = plan_page(plan, user, query, on=on)
    calendar = page["calendar"]
    board = [
        (platform, [(line, months_of(line.item, on=on, calendar=calendar)) for line in lines])
        for platform, lines in page["groups"]
    ]
    return page | {"board": board, "months": [(n, str(MONTHS_3[n])) for n in queries.MONTHS]}


def item_page(item: PlanItem, user: Any, *, on: date) -> dict[str, Any]:
    """Everything on the page of an item."""
    calendar = workdays.load()
    steps = open_steps(ITEM_STEPS, MAY_ITEM, item, user)
    reports = list(item.reports.select_related("by"))
    item.report_days = [report.on for report in reports]  # type: ignore[attr-defined]
    return {
        "item": item,
        "today": on,
        "line": Line(item, pace_of(item, on=on, calendar=calendar)),
        "months": months_of(item, on=on, calendar=calendar),
        "reports": reports,
        "amendments": list(item.amendments.select_related("by")),
        "steps": item_buttons(item, steps),
        "may_follow": "follow" in steps,
        "events": Event.objects.about(item)[:EVENTS],
        "chain": chain(item),
        "crumbs": [(_("Annual plans"), reverse("planning:plan_list")), (item.plan.title, item.plan.get_absolute_url())],
    }


def chain(item: PlanItem) -> list[dict[str, Any]]:
    """The plan and its item; behind them stands what came of it."""
    plan = item.plan
    return [
        {
            "icon": "cal",
            "label": _("Annual plan"),
            "note": plan.year,
            "text": plan.title,
            "url": plan.get_absolute_url(),
        },
        {"icon": "list", "label": _("Plan item"), "note": item.number, "text": item.title, "current": True},
    ]


def plan_buttons(plan: AnnualPlan, user: Any) -> list[dict[str, Any]]:
    """The steps of a plan as buttons."""
    names = open_steps(PLAN_STEPS, MAY_PLAN, plan, user)
    return [
        _button(
            reverse("planning:plan_step", args=[plan.pk, name]), PLAN_PAGES[name], primary=name in ("submit", "adopt")
        )
        for name in names
    ]


def item_buttons(item: PlanItem, names: list[str], *, after: str = "") -> list[dict[str, Any]]:
    """The steps of an item as buttons."""
    shown = [name for name in names if name in ITEM_PAGES]
    return [
        _button(
            reverse("planning:plan_item_step", args=[item.pk, name]),
            ITEM_PAGES[name],
            primary=name == "report" and item.is_open,
            after=after,
        )
        for name in shown
    ]


def _button(url: str, page: StepPage, *, primary: bool, after: str = "") -> dict[str, Any]:
    return {
        "label": page.label,
        "icon": page.icon,
        "method": "get" if page.asks else "post",
        "url": f"{url}?{urlencode({'next': after})}" if after else url,
        "primary": primary,
        "confirm": page.confirm,
    }


def _figures(items: list[PlanItem], on: date) -> dict[str, int]:
    counted = [item for item in items if item.progress != Progress.DROPPED]
    return {
        "n": len(counted),
        "done": sum(item.progress == Progress.DONE for item in counted),
        "under_way": sum(item.progress == Progress.UNDER_WAY for item in counted),
        "not_started": sum(item.progress == Progress.NOT_STARTED for item in counted),
        "late": sum(
            item.is_open and item.state == "adopted" and bool(item.window_last and item.window_last < on)
            for item in counted
        ),
        "moved": sum(item.is_moved for item in counted),
        "dropped": len(items) - len(counted),
    }


def _is_late(item: PlanItem, on: date) -> bool:
    return item.state == PlanState.ADOPTED and item.is_open and item.window_last is not None and item.window_last < on


def _run_of(plan: AnnualPlan, user: Any) -> ImportRun | None:
    """The import from which the plan came, where the user may still take it back or see it."""
    made = [[AnnualPlan._meta.label, plan.pk]]
    runs = ImportRun.objects.visible_to(user).filter(kind=KIND, state=RunState.CONFIRMED, made__contains=made)
    found: ImportRun | None = runs.defer("cells", "made").first()
    return found
