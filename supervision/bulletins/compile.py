"""The facts of an issue, compiled from the rows of a period as plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import Facts as ItemFacts
from secretariat.workdays.lateness import is_late, late_by
from supervision.bulletins import facts as reading
from supervision.bulletins import queries, wording
from supervision.bulletins.models import BulletinKind, Issue
from supervision.bulletins.queries import Period
from supervision.bulletins.sections import sections_of
from supervision.items.models import Report, SupervisionItem
from supervision.items.queries import SAMPLE
from supervision.items.standing import facts_of


@dataclass(frozen=True)
class Case:
    """An item as the end of the period sees it."""

    item: SupervisionItem
    period: Period
    calendar: Calendar

    @property
    def is_done(self) -> bool:
        return self.item.done_on is not None and self.item.done_on <= self.period.end

    @property
    def is_open(self) -> bool:
        """Dispatched by the end of the period, and neither done nor dropped by then."""
        dispatched = self.item.dispatched_on
        return dispatched is not None and dispatched <= self.period.end and not (self.is_done or self.is_dropped)

    @property
    def is_dropped(self) -> bool:
        return self.item.dropped_on is not None and self.item.dropped_on <= self.period.end

    @property
    def is_suspended(self) -> bool:
        """Whether the clock stood still at the end of the period: outside of rates (rule 41)."""
        spans = self.item.suspensions.all()
        end = self.period.end
        return any(span.from_on <= end and (span.until_on is None or span.until_on > end) for span in spans)

    @property
    def facts(self) -> ItemFacts:
        """What the judge of lateness asks; the days of review are not the unit's (rule 15)."""
        found = facts_of(self.item)
        submitted = found.done_on
        return replace(found, done_on=submitted if submitted and submitted <= self.period.end else None)

    @property
    def is_late(self) -> bool:
        return is_late(self.facts, on=self.period.judged_on)

    @property
    def is_overdue(self) -> bool:
        """Late and not done, be it under review."""
        return self.is_open and self.is_late and not self.is_suspended

    @property
    def days_late(self) -> int:
        return late_by(self.facts, on=self.period.judged_on, calendar=self.calendar)

    @property
    def reports(self) -> list[Report]:
        """The lead unit's reports until the day of compiling, the last one first."""
        found = self.item.reports.all()
        return [one for one in found if one.unit_id == self.item.lead_id and one.on <= self.period.on]


# A figure is a condition on a case. Rates and tables are made of these, so that everything adds up (rules 41, 42, 44).
FIGURES = {
    "all": lambda case: True,
    "filed": lambda case: case.period.holds(case.item.filed_on),
    "completed": lambda case: case.is_done,
    "open": lambda case: case.is_open,
    "late": lambda case: case.is_overdue,
    "judged": lambda case: _is_judged(case),
    "on_time": lambda case: _is_judged(case) and case.is_done and not case.is_late,
    "done_late": lambda case: case.is_done and case.is_late,
    "extended": lambda case: any(case.period.holds(one.decided_on) for one in case.item.extensions.all()),
    "returned": lambda case: any(case.period.holds(one.returned_on) for one in case.item.reports.all()),
    "decisions": lambda case: case.item.decision_id is not None,
    "decisions_done": lambda case: case.item.decision_id is not None and case.is_done,
    "decisions_dropped": lambda case: case.item.decision_id is not None and case.is_dropped,
    "decisions_open": lambda case: case.item.decision_id is not None and not (case.is_done or case.is_dropped),
    "lagging": lambda case: case.is_overdue or (case.is_done and case.is_late),
}


def _is_judged(case: Case) -> bool:
    # Rule 41: what was done, and what is open past its counted date. What has no date is outside.
    return case.is_overdue or (case.is_done and case.item.counted_due_on is not None)


def compile_facts(kind: BulletinKind, period: Period, *, calendar: Calendar) -> dict[str, Any]:
    """Everything an issue says, from the database as it is now; in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        cases = [Case(item, period, calendar) for item in queries.items_in(period)]
        figures = {code: [case.item.pk for case in cases if belongs(case)] for code, belongs in FIGURES.items()}
        rows = {str(case.item.pk): _cells(case) for case in cases}
        found: dict[str, Any] = {
            "period": {"first_on": str(period.first_on), "last_on": str(period.last_on), "on": str(period.on)},
            "figures": figures,
            "rows": rows,
            "rates": {"on_time_rate": {"kept": "on_time", "of": "judged", "sample": SAMPLE}},
        }
        _look_back(found, queries.issue_before(kind, period), period, calendar)
        found["sections"] = sections_of(found, period)
        return found


def _cells(case: Case) -> dict[str, str]:
    item, year = case.item, case.period.first_on.year
    state, last = _state_words(case), wording.said(case.reports)
    return {
        "id": str(item.pk),
        "number": item.number_text,
        "title": item.title,
        "source": wording.source_words(item),
        "lead": item.lead.short,
        "due": wording.due_words(item, year=year),
        "dates": wording.dates_words(item, year=year),
        "late": wording.late_words(case.days_late) if case.is_late else reading.DASH,
        "days": str(case.days_late) if case.is_late else reading.DASH,
        "cause": wording.cause(case.reports),
        "state": state,
        "progress": _("%(state)s. %(report)s") % {"state": state, "report": last} if last else state,
    }


def _state_words(case: Case) -> str:
    if case.is_done and case.item.counted_due_on is not None:
        return _("Done late") if case.is_late else _("Done on time")
    if case.item.done_on and not case.is_done:
        done_on = wording.day_words(case.item.done_on, year=case.period.first_on.year)
        return _("Done on %(day)s, after the period") % {"day": done_on}
    if case.is_overdue:
        return _("%(state)s, overdue") % {"state": case.item.get_state_display()}
    return str(case.item.get_state_display())


# ── The last issue ───────────────────────────────────────────────────────────────────────────────────────────────────
def _look_back(found: dict[str, Any], last: Issue | None, period: Period, calendar: Calendar) -> None:
    """What stood late in the last frozen issue, and where it stands now."""
    named = reading.ids(last.facts, "late") if last else []
    cases = [Case(item, period, calendar) for item in queries.items_of(named)]
    for case in cases:
        cells = found["rows"].setdefault(str(case.item.pk), _cells(case))
        cells["then"] = last.facts["rows"][str(case.item.pk)]["late"] if last else ""
        cells["now"] = _now_words(case)
    found["figures"] |= {
        "reviewed": [case.item.pk for case in cases],
        "reviewed_done": [case.item.pk for case in cases if case.is_done],
        "reviewed_dropped": [case.item.pk for case in cases if case.is_dropped],
        "reviewed_open": [case.item.pk for case in cases if not (case.is_done or case.is_dropped)],
    }
    if last:
        found["before"] = {"issue": last.pk, "name": _name(last.facts), "values": reading.values(last.facts)}


def _name(facts: Mapping[str, Any]) -> str:
    return str(facts["imprint"]["short_name"])


def _now_words(case: Case) -> str:
    if case.item.done_on and case.is_done:
        done_on = wording.day_words(case.item.done_on, year=case.period.first_on.year)
        return _("Done on %(day)s") % {"day": done_on}
    if case.is_overdue:
        return _("Overdue by %(days)s") % {"days": wording.late_words(case.days_late)}
    return str(case.item.get_state_display())
