"""Whom to remind of which checkpoint on a day: the head of the lead unit, by a ladder of its own (rule 32)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.consultations.models import Checkpoint
from planning.consultations.states import RUNNING
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder, ReminderRule
from secretariat.people import queries as people
from secretariat.people.queries import Directory
from secretariat.workdays.calendar import Calendar

# A rung reaches at most this many calendar days back or ahead of the due day.
REACH = timedelta(days=120)


def reminders(*, on: date, calendar: Calendar, rules: Sequence[ReminderRule]) -> list[ReminderLine]:
    """The lines of a working day: a pure read. One per checkpoint and person, that of the latest rung (rule 17)."""
    rungs = sorted((rule for rule in rules if rule.ladder == Ladder.CHECKPOINT), key=lambda rule: rule.offset)
    if not rungs:
        return []
    with translation.override(settings.LANGUAGE_CODE):
        directory = people.directory()
        found: dict[tuple[int, int], ReminderLine] = {}
        for rule in rungs:
            for point in _points_of(rule, on, calendar):
                for recipient in _recipients(point, rule.audience, directory):
                    found[point.pk, recipient] = _line(rule, point, recipient, on, calendar)
        return list(found.values())


def nominal_day(offset: int, due_on: date, calendar: Calendar) -> date:
    """The working day of a rung; a due day on a rest day is told on the working day before it."""
    return calendar.add(due_on, offset) if offset else calendar.roll_backward(due_on)


def next_day(due_on: date, rules: Iterable[ReminderRule], *, on: date, calendar: Calendar) -> date | None:
    """The next working day after `on` on which a checkpoint is told of if nothing happens; None after the last rung."""
    rungs = (rule for rule in rules if rule.ladder == Ladder.CHECKPOINT)
    coming = (nominal_day(rule.offset, due_on, calendar) for rule in rungs)
    return min((day for day in coming if day > on), default=None)


def _points_of(rule: ReminderRule, on: date, calendar: Calendar) -> Iterator[Checkpoint]:
    days = [on - REACH + timedelta(days=n) for n in range(2 * REACH.days + 1)]
    due = [day for day in days if nominal_day(rule.offset, day, calendar) == on]
    points = Checkpoint.objects.filter(done_on=None, due_on__in=due, consultation__state__in=RUNNING)
    return points.select_related("consultation__lead", "consultation__leader").order_by("pk").iterator(chunk_size=500)


def _recipients(point: Checkpoint, audience: str, directory: Directory) -> list[int]:
    """Those of the rung; where nobody stands in that place, those one rung higher: nothing is told to nobody."""
    lead = point.consultation.lead_id
    if lead is not None and audience in (Audience.HANDLER, Audience.HEAD) and lead in directory.heads:
        return directory.heads[lead]
    if audience != Audience.SECRETARY_GENERAL and lead is not None:
        return directory.overseers_of(lead)
    return directory.secretary_general


def _line(rule: ReminderRule, point: Checkpoint, recipient: int, on: date, calendar: Calendar) -> ReminderLine:
    consultation = point.consultation
    return ReminderLine.of(
        rule,
        point,
        recipient_id=recipient,
        due_version=consultation.due_version,
        title=f"{consultation} {point.get_kind_display()}",
        text=_words(point.due_on, on, calendar),
        reason=_("Your unit prepares this consultation.") if consultation.lead_id else _("It has no lead unit yet."),
        url=consultation.get_absolute_url(),
    )


def _words(due_on: date, on: date, calendar: Calendar) -> str:
    days = calendar.between(on, due_on)
    facts = {"day": f"{due_on:%m-%d}", "n": abs(days)}
    if due_on < on:
        late = ngettext(
            "Overdue by %(n)d working day (due %(day)s).", "Overdue by %(n)d working days (due %(day)s).", abs(days)
        )
        return late % facts
    if days == 0:
        words = _("Due today (%(day)s).") if due_on == on else _("Last working day before it is due (%(day)s).")
        return words % facts
    left = ngettext("%(n)d working day left (due %(day)s).", "%(n)d working days left (due %(day)s).", days)
    return left % facts
