"""How a followed matter stands on a day: its light, the working days left or late, and whether it has gone quiet."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, cast, get_args

from secretariat.workdays import cycles
from secretariat.workdays.calendar import Calendar

Phase = Literal["undispatched", "running", "review", "suspended", "closed"]
Kind = Literal["days", "share"]
Light = Literal["green", "yellow", "orange", "red", "grey", "none"]


@dataclass(frozen=True)
class Rule:
    """A version of the warning rule: of the kind `days` (rule 11) or `share` (rule 12).

    Days are working days; shares are per cent of the working days from the dispatch to the due date. A matter without
    a dispatch has nothing to take a share of: `yellow_days` holds for it under either kind. `since` is the day from
    which the version holds, None for the preset before any version.
    """

    yellow_days: int = 3
    stalled_days: int = 10
    kind: Kind = "days"
    yellow_share: int = 30
    orange_share: int = 15
    since: date | None = field(default=None, compare=False)

    @property
    def code(self) -> str:
        """The version in a word, for addresses: share-3-10-30-15."""
        figures = (self.yellow_days, self.stalled_days, self.yellow_share, self.orange_share)
        return "-".join([self.kind, *map(str, figures)])

    @classmethod
    def of_code(cls, code: str) -> "Rule":
        """The version that `code` stands for. Raises ValueError for what is none."""
        kind, *figures = code.split("-")
        if kind not in get_args(Kind) or not all(figure.isdecimal() and len(figure) < 4 for figure in figures):
            raise ValueError(code)
        days, stalled, yellow, orange = map(int, figures)
        if stalled < 1 or not 0 < orange < yellow < 100:
            raise ValueError(code)
        return cls(days, stalled, cast(Kind, kind), yellow, orange)


# The presets of rules 11 and 12, by what the office calls them.
PRESETS = {"3": Rule(), "30/15": Rule(kind="share")}


@dataclass(frozen=True)
class Facts:
    """What is known of a matter (rule 15): `due_on` is the effective date, `counted_on` the one statistics use.

    `suspended_days` are the working days of all suspensions that are over; the due date was moved by them.
    """

    phase: Phase
    due_on: date | None = None
    counted_on: date | None = None
    original_on: date | None = None
    dispatched_on: date | None = None
    last_report_on: date | None = None
    resumed_on: date | None = None
    done_on: date | None = None
    cycle: str = ""
    suspended_days: int = 0


@dataclass(frozen=True)
class Lateness:
    """A light, and working days: left while the due date has not passed, late after it. 0 days late is late by rest
    days only: the due date has passed, but no working day since."""

    light: Light
    days_left: int | None = None
    days_late: int = 0
    stalled: bool = False


@dataclass(frozen=True)
class Thresholds:
    """The days with which a day `on` is compared: everything the light and the stalled mark depend on."""

    on: date
    yellow_until: date
    quiet_since: date

    @classmethod
    def of(cls, on: date, calendar: Calendar, rule: Rule) -> "Thresholds":
        """Yellow is a due date from `on` to `yellow_until`; quiet is a last sign on or before `quiet_since`."""
        return cls(on, last_day_within(on, rule.yellow_days, calendar), _last_quiet_day(on, rule, calendar))


def lateness(facts: Facts, *, on: date, calendar: Calendar, rule: Rule) -> Lateness:
    """How the matter stands on `on` (rules 9–12, 14, 15).

    Only a running matter has a warning light; under review, suspended and not yet dispatched it has none, and a
    closed one is grey. Without a due date there is no light either, but the stalled mark is still possible.
    """
    if facts.phase == "closed":
        return Lateness("grey")
    if facts.phase != "running":
        return Lateness("none")
    limits = Thresholds.of(on, calendar, rule)
    stalled = _is_stalled(facts, limits, calendar)
    if facts.due_on is None:
        return Lateness("none", stalled=stalled)
    if facts.due_on < on:
        return Lateness("red", days_late=calendar.between(facts.due_on, on), stalled=stalled)
    light = _light(facts, facts.due_on, limits, calendar, rule)
    return Lateness(light, days_left=calendar.between(on, facts.due_on), stalled=stalled)


def late_by(facts: Facts, *, on: date, calendar: Calendar) -> int:
    """Working days by which the counted date was missed, until done or until `on`; 0 when it was not (rule 15)."""
    if facts.counted_on is None:
        return 0
    return max(0, calendar.between(facts.counted_on, facts.done_on or on))


def is_late(facts: Facts, *, on: date) -> bool:
    """Whether the counted date passed before the matter was done, be it by rest days only (rules 9, 15, 41)."""
    return facts.counted_on is not None and (facts.done_on or on) > facts.counted_on


def after_suspension(day: date, *, suspended_on: date, resumed_on: date, calendar: Calendar) -> date:
    """Where a due date moves at the resume: on by the working days of the suspension (rule 15)."""
    return calendar.add(day, calendar.between(suspended_on, resumed_on))


def last_day_within(on: date, days: int, calendar: Calendar) -> date:
    """The last day that is at most `days` working days after `on`, rest days behind it included."""
    return calendar.add(on, days + 1) - timedelta(days=1)


def cycle_limits(cycle: str, *, on: date, calendar: Calendar) -> tuple[date, date]:
    """The last two days before `on` on which a report was due by `cycle`: the missed one and the one before it."""
    missed = cycles.previous_due(cycle, on, calendar)
    return missed, cycles.previous_due(cycle, missed, calendar)


def _light(facts: Facts, due_on: date, limits: Thresholds, calendar: Calendar, rule: Rule) -> Light:
    if rule.kind == "days" or facts.dispatched_on is None:
        return "yellow" if due_on <= limits.yellow_until else "green"
    # Suspended days were added to the due date, and do not count (rule 14).
    whole = max(0, calendar.between(facts.dispatched_on, due_on) - facts.suspended_days)

    def is_reached(share: int, day: date) -> bool:
        return 100 * calendar.between(day, due_on) <= share * whole

    if is_reached(rule.orange_share, limits.on):
        return "orange"
    told = facts.last_report_on
    # A report qualifies once the yellow threshold is reached; what was said before the clock stood still is outdated.
    if told and is_reached(rule.yellow_share, told) and not (facts.resumed_on and told < facts.resumed_on):
        return "green"
    return "yellow" if is_reached(rule.yellow_share, limits.on) else "green"


def _last_quiet_day(on: date, rule: Rule, calendar: Calendar) -> date:
    # The last day with at least `stalled_days` working days after it up to `on`; seen from a rest day, the working
    # day before it is the first of them.
    back = rule.stalled_days - calendar.is_workday(on)
    return calendar.subtract(on, back) - timedelta(days=1)


def _is_stalled(facts: Facts, limits: Thresholds, calendar: Calendar) -> bool:
    signs = [day for day in (facts.dispatched_on, facts.last_report_on, facts.resumed_on) if day]
    if not signs:
        return False
    if max(signs) <= limits.quiet_since:
        return True
    return bool(facts.cycle) and _missed_its_cycle(facts, max(signs), limits.on, calendar)


def _missed_its_cycle(facts: Facts, last_sign: date, on: date, calendar: Calendar) -> bool:
    missed, before = cycle_limits(facts.cycle, on=on, calendar=calendar)
    # A report covers the due day that follows it; being dispatched or resumed is no report.
    reported = facts.last_report_on is not None and facts.last_report_on > before
    return not reported and last_sign < missed
