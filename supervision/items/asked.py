"""Which report is asked for now: of which days, until which day, and why. Arithmetic over facts, without queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from secretariat.workdays import cycles
from secretariat.workdays.lateness import cycle_limits
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day, standing_of
from supervision.items.states import ItemState

Why = Literal["cycle", "stalled", "soon", "request"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A report on the days from `first_on`, asked for until `due_on`.

    `why` is the reporting cycle, the stalled mark, the due date that is near or past, or a request of the lead unit.
    """

    first_on: date
    due_on: date
    why: Why

    def is_answered(self, told_on: date | None) -> bool:
        """Whether a unit that reported last on `told_on` has given this report."""
        return told_on is not None and told_on >= self.first_on


def asked_of(item: SupervisionItem, day: Day, *, told_on: date | None, more: Asked | None = None) -> Asked | None:
    """The report that a unit owes on a day, or has given, where it reported last in this round on `told_on`.

    None where none is asked for: the item is not being handled, or it has no cycle, is not stalled and not nearly due
    (rule 11). `more` is what the unit was asked for beside. What is not answered comes first, of that the earliest.
    """
    if item.state != ItemState.IN_PROGRESS:
        return None
    found = [*_by_rule(item, day, told_on), *filter(None, [more])]
    return min(found, key=lambda asked: (asked.is_answered(told_on), asked.due_on), default=None)


def coming_after(item: SupervisionItem, asked: Asked | None, day: Day) -> date | None:
    """The day until which the next report will be asked for once `asked` is answered; None where none is foreseen."""
    if item.cycle:
        return cycles.next_due(item.cycle, max(asked.due_on, day.on) if asked else day.on, day.calendar)
    return item.due_on if item.due_on and item.due_on >= day.on else None


def span_of(item: SupervisionItem, day: Day) -> date | None:
    """The first day of the present reporting cycle; None without a cycle, where the round is one span (rule 51)."""
    return _period(item, day).first_on if item.cycle else None


def is_within(on: date | None, since: date | None) -> bool:
    """Whether a day of this round falls into the period since `since`; without one the round is the period."""
    return on is not None and (since is None or on >= since)


def is_asked(item: SupervisionItem, day: Day, *, requested_on: date | None) -> bool:
    """Whether a report is asked of the units in this period, by rule or by the lead unit, last on `requested_on`."""
    if item.state != ItemState.IN_PROGRESS:
        return False
    return is_within(requested_on, span_of(item, day)) or any(_by_rule(item, day, told_on=None))


def _by_rule(item: SupervisionItem, day: Day, told_on: date | None) -> Iterator[Asked]:
    if item.cycle:
        yield _missed(item, day, told_on) or _period(item, day)
    standing = standing_of(item, day)
    if standing.stalled and not item.cycle:
        sign = max(filter(None, [item.dispatched_on, item.last_report_on, item.resumed_on]))
        yield Asked(sign + ONE_DAY, day.calendar.add(sign, day.rule.stalled_days), "stalled")
    if item.due_on and standing.light in ("yellow", "orange", "red"):
        warned_on = day.calendar.subtract(item.due_on, day.rule.yellow_days)
        yield Asked(max(warned_on, _begun(item)), item.due_on, "soon")


def _begun(item: SupervisionItem) -> date:
    # What is in progress has been dispatched; the clock of a resumed item began anew.
    begun: date = max(filter(None, [item.dispatched_on, item.resumed_on]))
    return begun


def _period(item: SupervisionItem, day: Day) -> Asked:
    due_on = cycles.next_due(item.cycle, day.on - ONE_DAY, day.calendar)
    before = cycles.previous_due(item.cycle, due_on, day.calendar)
    return Asked(max(before + ONE_DAY, _begun(item)), due_on, "cycle")


def _missed(item: SupervisionItem, day: Day, told_on: date | None) -> Asked | None:
    """The report of the period before, where the unit has not given it and had the item in time (rule 11)."""
    missed, before = cycle_limits(item.cycle, on=day.on, calendar=day.calendar)
    told = told_on is not None and told_on > before
    if told or _begun(item) >= missed:
        return None
    return Asked(max(before + ONE_DAY, _begun(item)), missed, "cycle")
