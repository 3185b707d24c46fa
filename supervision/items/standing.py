"""How an item stands on a day: its facts handed to the one judge of lateness."""

from dataclasses import dataclass
from datetime import date

from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Facts, Lateness, Phase, Rule, lateness
from secretariat.workdays.sql import Columns
from supervision.items.models import SupervisionItem
from supervision.items.states import CLOSED, RUNNING, ItemState

# The day the closing report was submitted, and not the day it was accepted, tells whether it was late (rule 15).
COLUMNS = Columns(
    running=RUNNING, closed=CLOSED, resumed_on="resumed_on", done_on="closing_on", suspended_days="suspended_days"
)


@dataclass(frozen=True)
class Day:
    """A day with the calendar and the version of the warning rule by which things are judged on it."""

    on: date
    calendar: Calendar
    rule: Rule

    @classmethod
    def of(cls, on: date) -> "Day":
        """One small query."""
        return cls(on, *workdays.calendar_and_rule(on))


def phase_of(item: SupervisionItem) -> Phase:
    """Where the clock of the item stands."""
    if item.state in CLOSED:
        return "closed"
    if item.state in RUNNING:
        return "running"
    if item.state == ItemState.SUSPENDED:
        return "suspended"
    return "review" if item.state in (ItemState.UNDER_REVIEW, ItemState.LEADER_REVIEW) else "undispatched"


def facts_of(item: SupervisionItem) -> Facts:
    """What the judge of lateness asks about."""
    return Facts(
        phase=phase_of(item),
        due_on=item.due_on,
        counted_on=item.counted_due_on,
        original_on=item.original_due_on,
        dispatched_on=item.dispatched_on,
        last_report_on=item.last_report_on,
        resumed_on=item.resumed_on,
        done_on=item.closing_on,
        cycle=item.cycle,
        suspended_days=item.suspended_days,
    )


def standing_of(item: SupervisionItem, day: Day) -> Lateness:
    """Light, working days left or late, and the stalled mark of an item on a day (rules 9–15)."""
    return lateness(facts_of(item), on=day.on, calendar=day.calendar, rule=day.rule)
