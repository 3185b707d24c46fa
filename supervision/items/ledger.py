"""The ledger as a list: its columns, its tabs with their counts, its looks, and what can be done with many rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from secretariat.lists.columns import Column, chosen
from secretariat.lists.models import SavedView
from secretariat.lists.queries import views_of
from secretariat.lists.registry import ListPage, register
from secretariat.people.models import PostKind
from secretariat.workdays.lateness import Lateness
from secretariat.workdays.words import cycle_words
from secretariat.workflow import open_steps
from supervision.items.coverage import Coverage, asked_coverage
from supervision.items.filters import FIELDS, ItemFilterForm, asked
from supervision.items.filters import LIGHTS as FILTERED
from supervision.items.models import ItemQuerySet, SupervisionItem
from supervision.items.queries import ledger
from supervision.items.rules import MAY
from supervision.items.standing import Day, standing_of
from supervision.items.states import CORRECTABLE, STEPS, TAKEN_BACK
from supervision.items.steps import STEP_PAGES

SPLIT, TABLE, CALENDAR = "", "table", "calendar"
LOOKS = {
    SPLIT: (_("List and preview"), "split"),
    TABLE: (_("List"), "list"),
    CALENDAR: (_("Calendar"), "cal"),
}
LEDGER = register(
    ListPage("items", _("Supervision ledger"), "supervision:item_list", (*FIELDS, "look", "columns")),
)


@dataclass(frozen=True)
class Line:
    """A row of the ledger: an item and how it stands."""

    item: SupervisionItem
    standing: Lateness
    is_provisional: bool = False
    coverage: Coverage | None = None

    @property
    def cycle(self) -> str:
        return cycle_words(self.item.cycle)

    @property
    def source(self) -> str:
        """What it came of; of an instruction no more than that, for the text may be private (rule 46)."""
        item = self.item
        if item.decision:
            return str(item.decision.meeting)
        if item.instruction_id:
            return gettext("Leader's instruction")
        return str(item.plan_item.plan if item.plan_item else item.consultation or item.assignment)


def lines(items: Iterable[SupervisionItem], day: Day) -> list[Line]:
    """The rows of `with_partners` with light, time left and mark."""
    return [line_of(item, day) for item in items]


def line_of(item: SupervisionItem, day: Day) -> Line:
    """`is_provisional` where the due date of an item that is not done yet, a draft as well, depends on a year without a
    calendar (rule 7); `coverage` where a report is asked of co-units."""
    provisional = bool(item.state in CORRECTABLE and item.due_on and day.calendar.is_provisional(item.due_on))
    return Line(item, standing_of(item, day), provisional, asked_coverage(item, day))


# ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────
LIGHTS = {
    "green": pgettext_lazy("light", "On course"),
    "yellow": pgettext_lazy("light", "Due soon"),
    "orange": pgettext_lazy("light", "Pressing"),
    "red": pgettext_lazy("light", "Overdue"),
    "grey": pgettext_lazy("light", "Closed"),
}


def _left(line: Line) -> int | str:
    """Working days left, late ones below zero."""
    if not line.item.is_open:
        return ""
    if line.standing.light == "red":
        return -line.standing.days_late
    return "" if line.standing.days_left is None else line.standing.days_left


COLUMNS = (
    Column("light", _("Light"), lambda line: str(LIGHTS.get(line.standing.light, ""))),
    Column("number", _("Number"), lambda line: line.item.number_text),
    Column("title", _("Matter"), lambda line: line.item.title, kept=True),
    Column("lead", _("Lead unit"), lambda line: line.item.lead.short),
    Column("handler", _("Handler"), lambda line: line.item.handler or "", ("handler",), shown=False),
    Column("leader", _("Responsible leader"), lambda line: line.item.leader or "", ("leader",), shown=False),
    Column("officer", _("Supervising officer"), lambda line: line.item.officer, ("officer",), shown=False),
    Column(
        "source",
        _("Source"),
        lambda line: line.source,
        ("decision__meeting__series", "plan_item__plan", "consultation"),
        shown=False,
    ),
    Column("importance", _("Class"), lambda line: line.item.get_importance_display(), shown=False),
    Column("original", _("Original due date"), lambda line: line.item.original_due_on, shown=False),
    Column("due", _("Due"), lambda line: line.item.due_on),
    Column("left", _("Time left"), _left),
    Column("cycle", _("Reporting cycle"), lambda line: line.cycle, shown=False),
    Column("state", _("State"), lambda line: line.item.get_state_display()),
    Column("last", _("Last report"), lambda line: line.item.last_report_on),
    Column("coverage", _("Co-units reported"), lambda line: line.coverage.short if line.coverage else ""),
)


def columns_of(query: QueryDict) -> list[Column]:
    """The columns that an address asks for."""
    return chosen(COLUMNS, query.getlist("columns"))


def rows_of(user: Any, query: QueryDict, day: Day) -> tuple[ItemFilterForm, ItemQuerySet]:
    """What an address leaves of the ledger of a person, in its order, with what its columns show."""
    form = ItemFilterForm(asked(query), user=user)
    found = form.apply(ledger(user, form.day(day)), day)
    related = [name for column in columns_of(query) for name in column.related]
    return form, found.select_related("lead", *related)


# ── Lights to choose from ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Chip:
    """A light in the filter, or with an empty `light` all of them."""

    light: str
    words: Any
    is_on: bool


def chips(form: ItemFilterForm, day: Day) -> list[Chip]:
    """The lights of the filter, the most pressing first. Orange stands there where the rule of the day has it (rules
    11, 12), rows without light where the address asks for them."""
    on = form.cleaned_data.get("light") or ""
    unusual = {"none"} if day.rule.kind == "share" else {"none", "orange"}
    pressing = ("", "red", "orange", "yellow", "green", "none")
    words = {"": _("All lights"), **dict(FILTERED)}
    return [Chip(light, words[light], light == on) for light in pressing if light not in unusual - {on}]


# ── Tabs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Tab:
    """A view of the ledger: one of the house, or one that somebody saved."""

    key: str
    label: Any
    query: str
    current: bool = False
    view: SavedView | None = None
    own: bool = False
    count: int | None = None

    @property
    def url(self) -> str:
        return LEDGER.address(self.query)


HOUSE = (
    ("open", _("All open"), ""),
    ("mine", _("That I supervise"), "state=open&mine=officer"),
    ("late", _("Overdue"), "mark=late"),
    ("soon", _("Due within 10 working days"), "mark=soon"),
    ("stalled", _("Stalled"), "mark=stalled"),
    ("all", _("All"), "state=all"),
)


def tabs(user: Any, query: QueryDict) -> list[Tab]:
    """The tabs of a person on the ledger; the one that the address shows is current. One query."""
    now = _plain(query)
    house = [Tab(key, label, text) for key, label, text in HOUSE if key != "mine" or user.acts_as(PostKind.SUPERVISOR)]
    saved = [
        Tab(f"v{view.pk}", view.name, view.query, view=view, own=view.owner_id == user.pk)
        for view in views_of(user, LEDGER.name)
    ]
    found = [*house, *saved]
    # The same filter under two names: the one that somebody saved, if any, is the one to show.
    current = next((tab.key for tab in reversed(found) if _plain(QueryDict(tab.query)) == now), "")
    return [Tab(**{**tab.__dict__, "current": tab.key == current}) for tab in found]


def counted(found: Sequence[Tab], user: Any, day: Day) -> list[Tab]:
    """The same tabs with the number of their rows: all of them in one query."""
    forms = {tab.key: ItemFilterForm(asked(QueryDict(tab.query)), user=user) for tab in found}
    wanted = {key: Count("pk", filter=form.condition(day, indexed=False)) for key, form in forms.items()}
    numbers: Mapping[str, int] = ledger(user, day).order_by().aggregate(**wanted)
    return [Tab(**{**tab.__dict__, "count": numbers[tab.key]}) for tab in found]


def _plain(query: QueryDict) -> str:
    """What a view is compared by: neither the look nor what says nothing, nor the columns that are there anyway."""
    kept = asked(query).copy()
    usual = {column.name for column in chosen(COLUMNS, ())}
    same = {column.name for column in columns_of(query)} == usual
    for name in ("look", *["columns"] * same, *(key for key in query if not any(query.getlist(key)))):
        kept.pop(name, None)
    return LEDGER.query_of(kept)


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────
def bulk_steps(items: Sequence[SupervisionItem], user: Any) -> list[tuple[str, Any]]:
    """The steps that this person may take on at least one of these items and that can be taken on many at once."""
    table = {name: step for name, step in STEPS.items() if in_bulk(name)}
    may = {name: MAY[name] for name in table}
    open_to = {name for item in items for name in open_steps(table, may, item, user)}
    return [(name, STEP_PAGES[name]) for name in table if name in open_to]


def in_bulk(name: str) -> bool:
    """Whether a step can be taken on many items: it asks nothing, or one form tells all of them the same."""
    page = STEP_PAGES.get(name)
    return page is not None and name not in TAKEN_BACK and (page.many or not page.asks)
