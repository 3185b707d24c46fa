"""Whom to remind of which item on a day, by the ladders: due soon, overdue, not acknowledged, without report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.daywords import day_short
from secretariat.outbox.ladders import DAY, gravity
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder, ReminderRule
from secretariat.people.queries import Directory
from secretariat.workdays.calendar import Calendar
from supervision.items.models import SupervisionItem
from supervision.items.rungs import Candidate, candidates, fallen_on, report_due_on, told_on
from supervision.items.standing import Day

# The other ladders of the house are those of other drawers.
LADDERS = (Ladder.DUE, Ladder.LATE, Ladder.ACKNOWLEDGE, Ladder.STALLED, Ladder.CYCLE)

SUBJECT = SupervisionItem._meta.label_lower

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


def reminders(
    *, on: date, calendar: Calendar, rules: Sequence[ReminderRule], directory: Directory
) -> list[ReminderLine]:
    """The lines of a working day: a pure read. One line per item and person, that of the gravest rung (rule 17)."""
    rungs = sorted(_own(rules), key=lambda rule: gravity(rule.ladder, rule.offset))
    if not rungs:
        return []
    with translation.override(settings.LANGUAGE_CODE):
        found: dict[tuple[int, int], ReminderLine] = {}
        for item in candidates(rungs, on, calendar):
            for rule in fallen_on(rungs, item, on, calendar):
                recipients, reached = _recipients(item, rule.audience, directory)
                for recipient in recipients:
                    found[item.pk, recipient] = _line(rule, item, recipient, reached, on, calendar)
        return list(found.values())


def next_step(item: SupervisionItem, day: Day, rules: Iterable[ReminderRule]) -> NextStep | None:
    """The next rung that this item will reach if nothing happens; None where no clock runs."""
    coming = [
        NextStep(when, rule.get_audience_display())
        for rule in _own(rules)
        for when in told_on(rule, item, day.on + DAY, day.calendar)
        if when > day.on
    ]
    return min(coming, key=lambda step: step.on, default=None)


def _own(rules: Iterable[ReminderRule]) -> list[ReminderRule]:
    return [rule for rule in rules if rule.ladder in LADDERS]


# ── To whom, in what words ───────────────────────────────────────────────────────────────────────────────────────────
def _recipients(item: Candidate, audience: str, directory: Directory) -> tuple[list[int], Audience]:
    """Those of the rung; where nobody stands in that place, those one rung higher: nothing is told to nobody."""
    heads, overseers = directory.heads.get(item.lead_id), directory.overseers.get(item.lead_id)
    if audience == Audience.HANDLER and item.handler_there:
        return [item.handler_there], Audience.HANDLER
    if audience in (Audience.HANDLER, Audience.HEAD) and heads:
        return heads, Audience.HEAD
    if audience != Audience.SECRETARY_GENERAL:
        if item.leader_there:
            return [item.leader_there], Audience.OVERSEER
        if overseers:
            return overseers, Audience.OVERSEER
    return directory.secretary_general, Audience.SECRETARY_GENERAL


def _line(
    rule: ReminderRule, item: Candidate, recipient: int, reached: Audience, on: date, calendar: Calendar
) -> ReminderLine:
    return ReminderLine.of(
        rule,
        (SUBJECT, item.pk),
        recipient_id=recipient,
        due_version=item.due_version,
        title=str(item),
        text=_words(rule, item, on, calendar),
        reason=_reason(reached),
        capacity=reached,
        url=item.get_absolute_url(),
        unit_id=item.lead_id,
    )


# What is said of thousands of items is worded once: in a sweep the language is always that of the house.
@cache
def _reason(reached: Audience) -> str:
    return str(REASONS[reached])


def _words(rule: ReminderRule, item: Candidate, on: date, calendar: Calendar) -> str:
    match rule.ladder:
        case Ladder.ACKNOWLEDGE:
            return _("Dispatched on %(day)s and not yet acknowledged.") % {"day": day_short(item.dispatched_on, on)}
        case Ladder.STALLED:
            return _words_of_silence(item, on, calendar)
        case Ladder.CYCLE:
            return _words_of_cycle(report_due_on(rule, item, on, calendar), on)
    assert item.due_on is not None
    return _words_of_due(item.due_on, on, calendar)


def _words_of_silence(item: Candidate, on: date, calendar: Calendar) -> str:
    since = max(day for day in (item.dispatched_on, item.last_report_on, item.resumed_on) if day)
    facts = {"day": day_short(since, on), "n": calendar.between(since, on)}
    if since == item.last_report_on:
        return _("No report for %(n)d working days (the last one on %(day)s).") % facts
    if since == item.resumed_on:
        return _("Resumed on %(day)s; no report for %(n)d working days.") % facts
    return _("Dispatched on %(day)s; no report for %(n)d working days.") % facts


@lru_cache(maxsize=1024)
def _words_of_cycle(due_on: date, on: date) -> str:
    facts = {"day": day_short(due_on, on)}
    if due_on < on:
        return _("The report due on %(day)s by the reporting cycle has not been given.") % facts
    if due_on == on:
        return _("The report of the reporting cycle is due today (%(day)s).") % facts
    return _("The report of the reporting cycle is due on %(day)s.") % facts


@lru_cache(maxsize=1024)
def _words_of_due(due_on: date, on: date, calendar: Calendar) -> str:
    days = calendar.between(on, due_on)
    facts = {"day": day_short(due_on, on), "n": abs(days)}
    if due_on < on:
        late = ngettext(
            "Overdue by %(n)d working day (due %(day)s).", "Overdue by %(n)d working days (due %(day)s).", abs(days)
        )
        return late % facts
    if days == 0:
        # A due date on a rest day is told on the working day before it.
        words = _("Due today (%(day)s).") if due_on == on else _("Last working day before it is due (%(day)s).")
        return words % facts
    left = ngettext("%(n)d working day left (due %(day)s).", "%(n)d working days left (due %(day)s).", days)
    return left % facts
