"""Whom to remind of which checkpoint on a day: the head of the lead unit, by a ladder of its own (rule 32)."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.consultations.models import Checkpoint
from planning.consultations.states import RUNNING
from secretariat.daywords import day_short
from secretariat.outbox.ladders import events_of, nominal_day
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder, ReminderRule
from secretariat.people.queries import Directory
from secretariat.workdays.calendar import Calendar


def reminders(
    *, on: date, calendar: Calendar, rules: Sequence[ReminderRule], directory: Directory
) -> list[ReminderLine]:
    """The lines of a working day: a pure read. One per checkpoint and person, that of the latest rung (rule 17)."""
    own = (rule for rule in rules if rule.ladder == Ladder.CHECKPOINT)
    rungs = [(rule, events_of(rule.ladder, rule.offset, on, calendar)) for rule in own]
    if not rungs:
        return []
    with translation.override(settings.LANGUAGE_CODE):
        found: dict[tuple[int, int], ReminderLine] = {}
        points = _points_within([days for _rule, days in rungs])
        for rule, (first, last) in sorted(rungs, key=lambda rung: rung[0].offset):
            for point in points:
                if first <= point.due_on <= last:
                    for recipient, reached in _recipients(point, rule.audience, directory):
                        found[point.pk, recipient] = _line(rule, point, recipient, reached, on, calendar)
        return list(found.values())


def _points_within(spans: list[tuple[date, date]]) -> list[Checkpoint]:
    """The open checkpoints due on one of these days: one query for all rungs."""
    due = reduce(or_, [Q(due_on__range=span) for span in spans])
    points = Checkpoint.objects.filter(due, done_on=None, consultation__state__in=RUNNING)
    return list(points.select_related("consultation__lead", "consultation__leader").order_by("pk"))


def next_day(due_on: date, rules: Iterable[ReminderRule], *, on: date, calendar: Calendar) -> date | None:
    """The next working day after `on` on which a checkpoint is told of if nothing happens; None after the last rung."""
    rungs = (rule for rule in rules if rule.ladder == Ladder.CHECKPOINT)
    coming = (nominal_day(rule.ladder, rule.offset, due_on, calendar) for rule in rungs)
    return min((day for day in coming if day > on), default=None)


def _recipients(point: Checkpoint, audience: str, directory: Directory) -> list[tuple[int, Audience]]:
    """Those of the rung; where nobody stands in that place, those one rung higher: nothing is told to nobody."""
    lead = point.consultation.lead_id
    if lead is not None and audience in (Audience.HANDLER, Audience.HEAD) and lead in directory.heads:
        return [(head, Audience.HEAD) for head in directory.heads[lead]]
    overseers = directory.overseers.get(lead, []) if lead is not None else []
    if audience != Audience.SECRETARY_GENERAL and overseers:
        return [(overseer, Audience.OVERSEER) for overseer in overseers]
    return [(leader, Audience.SECRETARY_GENERAL) for leader in directory.secretary_general]


def _line(
    rule: ReminderRule, point: Checkpoint, recipient: int, reached: Audience, on: date, calendar: Calendar
) -> ReminderLine:
    consultation = point.consultation
    return ReminderLine.of(
        rule,
        (point._meta.label_lower, point.pk),
        recipient_id=recipient,
        due_version=consultation.due_version,
        title=f"{consultation} {point.get_kind_display()}",
        text=_words(point.due_on, on, calendar),
        reason=_("Your unit prepares this consultation.") if consultation.lead_id else _("It has no lead unit yet."),
        capacity=reached,
        url=consultation.get_absolute_url(),
        unit_id=consultation.lead_id,
    )


def _words(due_on: date, on: date, calendar: Calendar) -> str:
    days = calendar.between(on, due_on)
    facts = {"day": day_short(due_on, on), "n": abs(days)}
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
