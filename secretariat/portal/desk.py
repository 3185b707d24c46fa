"""The weekly dashboard (秘书长工作台) and 我的待办: what waits for a person, gathered from all drawers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.consultations.checkpoints import Standing
from planning.consultations.queries import on_the_desk
from secretariat.audit.models import Event
from secretariat.daywords import day_short
from secretariat.offers import Question, TaskLine, WeekEntry, ask
from secretariat.people.models import Department, PostKind, User
from secretariat.people.whose import unit_leads, unit_takes_part
from secretariat.workdays.lateness import Facts, Lateness, lateness
from secretariat.workflow import behalf, by_right_of
from supervision.bulletins.models import Issue
from supervision.bulletins.queries import issues_to_decide
from supervision.bulletins.rules import MAY as MAY_ISSUE
from supervision.bulletins.states import IssueState
from supervision.items import queries as items
from supervision.items.detail import buttons, extension_buttons
from supervision.items.models import Extension, SupervisionItem
from supervision.items.queries import Figures, Rate
from supervision.items.rules import MAY, MAY_EXTENSION
from supervision.items.standing import RUNNING, Day, standing_of
from supervision.items.states import ItemState

# As many as the panel of the dashboard has room for.
CHECKPOINTS = 4


@dataclass(frozen=True)
class Matter:
    """One line that waits for a decision: what it is, what to know, and the buttons to decide it in place.

    `behalf` is the one in whose name it would be decided, where it is not one's own matter (代理). `due_on` is the date
    that may be provisional.
    """

    tag: str
    colour: str
    title: str
    url: str
    text: str
    steps: list[dict[str, Any]]
    behalf: User | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class DayOfWeek:
    """A day of the week's table with its entries; rest days without entries are left out."""

    on: date
    entries: list[WeekEntry]
    is_rest: bool
    is_next_week: bool


@dataclass(frozen=True)
class Task:
    """One line of 我的待办: an item, or what another drawer offers; how it stands, why it is here, what to press."""

    item: SupervisionItem | TaskLine
    standing: Lateness
    why: str
    steps: list[dict[str, Any]]

    @property
    def is_offered(self) -> bool:
        return isinstance(self.item, TaskLine)


@dataclass
class Group:
    """Tasks of one stretch of time."""

    title: str
    tasks: list[Task] = field(default_factory=list)


def matters(user: User, *, on: date, after: str) -> list[Matter]:
    """Everything that waits for this leader or reviewer: three queries. Reviewing an issue is the officers' work."""
    reviews = user.acts_as(PostKind.SUPERVISOR)
    issues = [issue for issue in issues_to_decide(user) if reviews or issue.state == IssueState.APPROVED]
    found = [_of_issue(issue, user, on) for issue in issues]
    found += [_of_extension(extension, user, on, after) for extension in items.extensions_to_decide(user)]
    return found + [_of_item(item, user, on, after) for item in items.awaiting_leader(user)]


def _of_issue(issue: Issue, user: User, on: date) -> Matter:
    period = f"{day_short(issue.first_on, on)}—{day_short(issue.last_on, on)}"
    signing = issue.state == IssueState.APPROVED
    label = _("Read and sign") if signing else _("Read and review")
    icon = "stamp" if signing else "eye"
    step = {"label": label, "icon": icon, "method": "get", "url": issue.get_absolute_url()}
    tag = _("Sign") if signing else pgettext("decision", "Review")
    giver = behalf(MAY_ISSUE, "sign" if signing else "approve", user, issue)
    return Matter(tag, "accent", str(issue), issue.get_absolute_url(), period, [step], giver)


def _of_extension(extension: Extension, user: User, on: date, after: str) -> Matter:
    item = extension.item
    text = _("%(number)s, %(unit)s asks %(old)s → %(new)s: %(reason)s") % {
        "number": item.number_text,
        "unit": item.lead.short,
        "old": day_short(extension.from_due_on, on),
        "new": day_short(extension.to_due_on, on),
        "reason": extension.reason,
    }
    steps = extension_buttons(extension, user, after=after)
    giver = behalf(MAY_EXTENSION, "grant", user, extension) if steps else None
    return Matter(_("Extension"), "plum", item.title, item.get_absolute_url(), text, steps, giver, extension.to_due_on)


def _of_item(item: SupervisionItem, user: User, on: date, after: str) -> Matter:
    filing = item.state == ItemState.PENDING
    due = day_short(item.due_on, on) if item.due_on else "—"
    if filing:
        text = _("to be led by %(unit)s, due %(due)s") % {"unit": item.lead.short, "due": due}
    else:
        text = _("%(number)s, reported done by %(unit)s on %(day)s") % {
            "number": item.number_text,
            "unit": item.lead.short,
            "day": day_short(item.closing_on, on) if item.closing_on else "—",
        }
    tag = pgettext("step", "File") if filing else _("With the leader")
    steps = buttons(item, user, after=after)
    giver = behalf(MAY, "file" if filing else "read_mark", user, item) if steps else None
    return Matter(tag, "", item.title, item.get_absolute_url(), text, steps, giver, item.due_on if filing else None)


@dataclass(frozen=True)
class Desk:
    """The dashboard of a day."""

    day: Day
    monday: date
    matters: list[Matter]
    figures: Figures
    units: list[tuple[Department, Figures]]
    week: list[DayOfWeek]
    news: list[Event]
    checkpoints: list[Standing]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def desk_of(user: User, day: Day, *, after: str) -> Desk:
    """What the secretary-general sees first: decisions, figures, this and next week, units in organisation order."""
    seen = SupervisionItem.objects.visible_to(user)
    units = items.figures_by_unit(seen, day)
    monday = day.on - timedelta(days=day.on.weekday())
    return Desk(
        day=day,
        monday=monday,
        matters=matters(user, on=day.on, after=after),
        figures=_total(figures for _unit, figures in units),
        units=units,
        week=_two_weeks(monday, user, day),
        news=items.news(user),
        checkpoints=on_the_desk(user, on=day.on, calendar=day.calendar, rule=day.rule, limit=CHECKPOINTS),
    )


def _total(rows: Iterable[Figures]) -> Figures:
    found = list(rows)
    sums = {name: sum(getattr(row, name) for row in found) for name in ("open", "soon", "late", "stalled", "extended")}
    return Figures(**sums, rate=_pooled(row.rate for row in found), last_year=_pooled(row.last_year for row in found))


def _pooled(rates: Iterable[Rate]) -> Rate:
    found = list(rates)
    return Rate(sum(rate.kept for rate in found), sum(rate.n for rate in found))


def _two_weeks(monday: date, user: User, day: Day) -> list[DayOfWeek]:
    last = monday + timedelta(days=13)
    entries: list[WeekEntry] = ask(Question.WEEK, first_on=monday, last_on=last, user=user)
    days = [monday + timedelta(days=n) for n in range(14)]
    rows = [
        DayOfWeek(
            on,
            [entry for entry in entries if entry.on == on],
            is_rest=not day.calendar.is_workday(on),
            is_next_week=(on - monday).days > 6,
        )
        for on in days
    ]
    return [row for row in rows if row.entries or not (row.is_rest or row.is_next_week)]


def tasks_of(user: User, day: Day, *, after: str) -> list[Group]:
    """What this person must do, in order of due: overdue and today, this week, later, without a date.

    What waits for a step while no clock runs (a draft, a review, a sign-off) is neither overdue nor due: it has a group
    of its own.
    """
    sunday = day.on + timedelta(days=6 - day.on.weekday())
    groups = {
        "now": Group(_("Overdue and today")),
        "still": Group(_("Waiting for a step, no deadline running")),
        "week": Group(_("This week")),
        "later": Group(_("Next week and later")),
        "open": Group(_("Without a due date")),
    }
    for item in items.to_do(user, day):
        when = _when(item.due_on, day.on, sunday) if item.state in RUNNING else "still"
        groups[when].tasks.append(_task(item, user, day, after))
    for line in ask(Question.TASKS, user=user, on=day.on, calendar=day.calendar):
        groups[_when(line.due_on, day.on, sunday)].tasks.append(_offered(line, day, after))
    for group in groups.values():
        group.tasks.sort(key=lambda task: task.item.due_on or date.max)
    return [group for group in groups.values() if group.tasks]


def _when(due_on: date | None, on: date, sunday: date) -> str:
    if due_on is None:
        return "open"
    if due_on <= on:
        return "now"
    return "week" if due_on <= sunday else "later"


def _offered(line: TaskLine, day: Day, after: str) -> Task:
    stands = lateness(Facts("running", due_on=line.due_on), on=day.on, calendar=day.calendar, rule=day.rule)
    back = urlencode({"next": after})
    return Task(line, stands, line.why, [{**step, "url": f"{step['url']}?{back}"} for step in line.steps])


def _task(item: SupervisionItem, user: User, day: Day, after: str) -> Task:
    return Task(item, standing_of(item, day), _why(item, user), buttons(item, user, after=after, short=True))


def _why(item: SupervisionItem, user: User) -> str:
    concerned = by_right_of(user, lambda person: _concerns(item, person), named=item.named)
    if concerned and concerned[0] != user:
        return _why_for(item, user, concerned[0])
    if item.state in (ItemState.DRAFT, ItemState.FILED, ItemState.COMPLETED, ItemState.UNDER_REVIEW):
        return _("You supervise it.") if item.officer_id == user.pk else _("It waits for the supervision office.")
    if item.handler_id == user.pk:
        return _("You are the handler.")
    return _("Your unit has the lead.") if item.lead_id == user.department_id else _("Your unit takes part.")


def _why_for(item: SupervisionItem, user: User, giver: User) -> str:
    """Whose matter it is where `user` acts for `giver`: that of a unit, or of the person."""
    if giver.pk not in item.named and item.lead and giver.department_id == item.lead_id:
        return unit_leads(user, item.lead)
    shared = next((unit for unit in item.co_units.all() if unit.pk == giver.department_id), None)
    if giver.pk not in item.named and shared:
        return unit_takes_part(user, shared)
    return _("You act for %(name)s.") % {"name": giver}


def _concerns(item: SupervisionItem, person: User) -> bool:
    units = {item.lead_id, *(unit.pk for unit in item.co_units.all())}
    return person.pk in item.named or person.department_id in units or person.holds(PostKind.SUPERVISOR)
