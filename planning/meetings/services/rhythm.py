"""A series that stands: another rule from a day on, and what its agendas are made of."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from planning.meetings.models import RULE, FormerRule, Meeting, Series, TemplateLine
from planning.meetings.notices import tell, tell_of_rule
from planning.meetings.numbers import Numbered
from planning.meetings.queries import dealt_anew
from planning.meetings.rules import may_found_series
from planning.meetings.services.invitations import renewed
from planning.meetings.services.series import AHEAD, left_out_words, note_on_neighbours, top_up
from planning.meetings.states import TO_COME, MeetingState
from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import Outdated, permit


@transaction.atomic
def change_rule(
    series_id: int, *, by: Any, on: date, calendar: Calendar, from_on: date, version: int | None = None, **rule: Any
) -> Series:
    """Let a series meet by another rule from a day on (RULE: recurrence, policy, time and place).

    The meetings planned from that day on get the days and numbers of the new rule in their order, with their topics and
    agendas; those held, cancelled or minuted keep both (rules 33, 37). Raises PermissionDenied, Outdated, and Refused
    for a day that is past and for a rule of which no date can be kept.
    """
    behalf = permit(by, may_found_series)
    refuse_classified(str(rule["place"]), field="place")
    series = lock_series(series_id, version)
    if not series.is_active:
        raise Refused(_("This series has ended already."))
    if from_on < on:
        raise Refused(_("What is past stays as it was: choose today or a later day."), field="from_on")
    before = {name: str(getattr(series, name)) for name in RULE}
    _remember(series, from_on)
    for name in RULE:
        setattr(series, name, rule[name])
    series.rule_since = from_on
    save_series(series, *RULE, "rule_since")
    left_out = _deal_anew(series, from_on, calendar)
    top_up(series, on=on, calendar=calendar)
    changed = {name: [before[name], str(rule[name])] for name in RULE if before[name] != str(rule[name])}
    audit.record(
        actor=by,
        behalf=behalf,
        verb="series.rule_changed",
        subject=series,
        note="; ".join(left_out),
        changed=changed,
        from_on=f"{from_on:%Y-%m-%d}",
    )
    tell_of_rule(series, by=by, on=on, from_on=from_on)
    _tell_invited(series, from_on, by, on)
    return series


@transaction.atomic
def prepare_series(
    series_id: int, *, by: Any, on: date, template: Sequence[tuple[str, int]], version: int | None = None, **facts: Any
) -> Series:
    """Set name, chair, cut-off, length, the first item and the standing lines (title, minutes) of a series.

    Agendas that are fixed stay as they are; another chair takes the other meetings from `on` over. Raises
    PermissionDenied, Outdated, and Refused for a line standing twice.
    """
    behalf = permit(by, may_found_series)
    refuse_classified(*(title for title, _minutes in template), field="template")
    refuse_classified(*(str(facts.get(name, "")) for name in ("name", "chair", "participants")), field="name")
    series = lock_series(series_id, version)
    chaired = series.chair
    titles = [title for title, _minutes in template]
    twice = next((title for title in titles if titles.count(title) > 1), None)
    if twice:
        said = _("“%(title)s” stands there twice. Leave one of the lines out.")
        raise Refused(said % {"title": twice}, field="template")
    changed = {name: [str(getattr(series, name)), str(value)] for name, value in facts.items()}
    for name, value in facts.items():
        setattr(series, name, value)
    save_series(series, *facts)
    _replace_template(series, template)
    if series.chair != chaired:
        planned = series.meetings.filter(state=MeetingState.PLANNED, chair=chaired, held_on__gte=on)
        planned.update(chair=series.chair, version=F("version") + 1)
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    facts = {"changed": changed, "lines": [list(line) for line in template]}
    audit.record(actor=by, behalf=behalf, verb="series.prepared", subject=series, **facts)
    return series


def lock_series(series_id: int, version: int | None) -> Series:
    """The series, locked. Raises Outdated where somebody else changed it since `version`."""
    series = Series.objects.select_for_update().get(pk=series_id)
    if version is not None and version != series.version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    return series


def save_series(series: Series, *fields: str) -> None:
    """Save these columns of a locked series, and that it has changed."""
    series.version += 1
    series.save(update_fields=["version", *fields])


def _remember(series: Series, from_on: date) -> None:
    """Keep the rule that held until now; one that was to hold only later never comes into force."""
    begun = series.rule_since or series.first_on
    if from_on > begun:
        kept = {name: getattr(series, name) for name in RULE}
        FormerRule.objects.create(series=series, from_on=begun, until_on=from_on, **kept)
        return
    series.former_rules.filter(from_on__gte=from_on).delete()
    series.former_rules.filter(until_on__gt=from_on).update(until_on=from_on)


def _deal_anew(series: Series, from_on: date, calendar: Calendar) -> list[str]:
    planned = series.meetings.filter(state__in=TO_COME, held_on__gte=from_on)
    meetings = list(planned.select_for_update().order_by("year", "number"))
    rows = dealt_anew(series, from_on=from_on, calendar=calendar, count=max(AHEAD, len(meetings)))
    held = [row for row in rows if row.number is not None]
    if not held or len(held) < len(meetings):
        raise Refused(_("Every date of this rule is left out. Choose another day or another policy."), field="policy")
    for meeting, row in zip(meetings, held, strict=False):
        _place(meeting, row, series)
    last = meetings[-1].nominal_on if meetings else from_on
    left_out = [row.occurrence for row in rows if row.number is None and row.occurrence.nominal_on < last]
    if meetings:
        note_on_neighbours(meetings, left_out)
    fields = ["nominal_on", "held_on", "note", "year", "number", "version", "starts_at", "place", "sequence"]
    Meeting.objects.bulk_update(meetings, fields)
    return [left_out_words(one, on=from_on) for one in left_out]


def _tell_invited(series: Series, from_on: date, by: Any, on: date) -> None:
    # Whoever has a notice of a meeting has its old day in the calendar.
    planned = series.meetings.filter(state__in=TO_COME, held_on__gte=from_on)
    for meeting in planned.filter(invitations__isnull=False).select_related("series").distinct():
        tell("move", meeting, by=by, on=on, invitation=renewed("move", meeting, by=by, on=on))


def _place(meeting: Meeting, row: Numbered, series: Series) -> None:
    one = row.occurrence
    facts: dict[str, Any] = {"nominal_on": one.nominal_on, "held_on": one.held_on, "note": one.note}
    facts |= {"year": row.year, "number": row.number, "version": meeting.version + 1}
    facts |= {"starts_at": series.starts_at, "place": series.place, "sequence": meeting.sequence + 1}
    for name, value in facts.items():
        setattr(meeting, name, value)


def _replace_template(series: Series, template: Sequence[tuple[str, int]]) -> None:
    # A line is known by its words: an agenda that has taken it over finds it again.
    series.template.exclude(title__in=[title for title, _minutes in template]).delete()
    for ordinal, (title, minutes) in enumerate(template, start=1):
        TemplateLine.objects.update_or_create(
            series=series, title=title, defaults={"ordinal": ordinal, "minutes": minutes}
        )
