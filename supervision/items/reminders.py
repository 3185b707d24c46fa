"""Whom to remind of which item on a day, by the ladders: due soon, overdue, not acknowledged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder, ReminderRule
from secretariat.people import queries as people
from secretariat.people.queries import Directory
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day
from supervision.items.states import RUNNING, ItemState

# The other ladders of the house are those of other drawers.
LADDERS = (Ladder.DUE, Ladder.LATE, Ladder.ACKNOWLEDGE)
# A rung reaches at most this many calendar days back or ahead of the event of its ladder.
REACH = timedelta(days=120)

REASONS = {
    Audience.HANDLER: gettext_lazy("You are the handler."),
    Audience.HEAD: gettext_lazy("You head the lead unit."),
    Audience.OVERSEER: gettext_lazy("You are responsible for the lead unit."),
    Audience.SECRETARY_GENERAL: gettext_lazy("It has come to the secretary-general."),
}


@dataclass(frozen=True)
class NextStep:
    """What the system will do next by itself: when, and whom it reminds."""

    on: date
    audience: str


def reminders(*, on: date, calendar: Calendar, rules: Sequence[ReminderRule]) -> list[ReminderLine]:
    """The lines of a working day: a pure read. One line per item and person, that of the latest rung (rule 17)."""
    with translation.override(settings.LANGUAGE_CODE):
        directory = people.directory()
        found: dict[tuple[int, int], ReminderLine] = {}
        for rule in sorted(_own(rules), key=lambda rule: rule.offset):
            for item in _items_of(rule, on, calendar):
                recipients, reached = _recipients(item, rule.audience, directory)
                for recipient in recipients:
                    found[item.pk, recipient] = _line(rule, item, recipient, reached, on, calendar)
        return list(found.values())


def nominal_day(rule: ReminderRule, event: date, calendar: Calendar) -> date:
    """The working day of a rung whose ladder counts from `event` (the due date, or the dispatch)."""
    if rule.offset > 0:
        return calendar.add(event, rule.offset)
    return calendar.subtract(event, -rule.offset) if rule.offset else calendar.roll_backward(event)


def next_step(item: SupervisionItem, day: Day, rules: Iterable[ReminderRule]) -> NextStep | None:
    """The next rung that this item will reach if nothing happens; None where no clock runs."""
    coming = [
        NextStep(when, rule.get_audience_display())
        for rule in _own(rules)
        if (event := _event(item, rule.ladder)) and (when := nominal_day(rule, event, day.calendar)) > day.on
    ]
    return min(coming, key=lambda step: step.on, default=None)


def _own(rules: Iterable[ReminderRule]) -> list[ReminderRule]:
    return [rule for rule in rules if rule.ladder in LADDERS]


def _event(item: SupervisionItem, ladder: str) -> date | None:
    if ladder == Ladder.ACKNOWLEDGE:
        return item.dispatched_on if item.state == ItemState.DISPATCHED else None
    return item.due_on if item.state in RUNNING else None


def _items_of(rule: ReminderRule, on: date, calendar: Calendar) -> Iterator[SupervisionItem]:
    events = [day for day in _days(on) if nominal_day(rule, day, calendar) == on]
    items = SupervisionItem.objects.filter(deleted_at=None).select_related("handler", "leader")
    if rule.ladder == Ladder.ACKNOWLEDGE:
        chosen = items.filter(state=ItemState.DISPATCHED, dispatched_on__in=events)
    else:
        chosen = items.filter(state__in=RUNNING, due_on__in=events)
    return chosen.order_by("pk").iterator(chunk_size=500)


def _days(on: date) -> list[date]:
    first = on - REACH
    return [first + timedelta(days=n) for n in range(2 * REACH.days + 1)]


def _recipients(item: SupervisionItem, audience: str, directory: Directory) -> tuple[list[int], Audience]:
    """Those of the rung; where nobody stands in that place, those one rung higher: nothing is told to nobody."""
    heads, overseers = directory.heads.get(item.lead_id), directory.overseers.get(item.lead_id)
    if audience == Audience.HANDLER and item.handler and item.handler.is_active:
        return [item.handler.pk], Audience.HANDLER
    if audience in (Audience.HANDLER, Audience.HEAD) and heads:
        return heads, Audience.HEAD
    if audience != Audience.SECRETARY_GENERAL:
        if item.leader and item.leader.is_active:
            return [item.leader.pk], Audience.OVERSEER
        if overseers:
            return overseers, Audience.OVERSEER
    return directory.secretary_general, Audience.SECRETARY_GENERAL


def _line(
    rule: ReminderRule, item: SupervisionItem, recipient: int, reached: Audience, on: date, calendar: Calendar
) -> ReminderLine:
    return ReminderLine.of(
        rule,
        item,
        recipient_id=recipient,
        due_version=item.due_version,
        title=str(item),
        text=_words(rule, item, on, calendar),
        reason=str(REASONS[reached]),
        url=item.get_absolute_url(),
    )


def _words(rule: ReminderRule, item: SupervisionItem, on: date, calendar: Calendar) -> str:
    if rule.ladder == Ladder.ACKNOWLEDGE or item.due_on is None:
        return _("Dispatched on %(day)s and not yet acknowledged.") % {"day": f"{item.dispatched_on:%m-%d}"}
    days = calendar.between(on, item.due_on)
    facts = {"day": f"{item.due_on:%m-%d}", "n": abs(days)}
    if item.due_on < on:
        late = ngettext(
            "Overdue by %(n)d working day (due %(day)s).", "Overdue by %(n)d working days (due %(day)s).", abs(days)
        )
        return late % facts
    if days == 0:
        # A due date on a rest day is told on the working day before it.
        words = _("Due today (%(day)s).") if item.due_on == on else _("Last working day before it is due (%(day)s).")
        return words % facts
    left = ngettext("%(n)d working day left (due %(day)s).", "%(n)d working days left (due %(day)s).", days)
    return left % facts
