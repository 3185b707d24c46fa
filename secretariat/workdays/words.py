"""Reporting cycles and versions of the warning rule in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.workdays.cycles import parse
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import RuleKind, WarningRule


def rule_words(rule: Rule) -> str:
    """What the office calls a version of the warning rule: “3-day rule”, “30/15 rule”."""
    if rule.kind == "share":
        return _("%(yellow)d/%(orange)d rule") % {"yellow": rule.yellow_share, "orange": rule.orange_share}
    return ngettext("%(n)d-day rule", "%(n)d-day rule", rule.yellow_days) % {"n": rule.yellow_days}


def version_sentence(version: WarningRule) -> str:
    """All that a version says, for the log and for whoever administers it: from which day, which light when (rules
    11, 12), and when a matter counts as stalled."""
    facts = {"day": version.day_words, "lights": _lights(version), "stalled": _stalled(version.stalled_days)}
    return _("From %(day)s: %(lights)s; %(stalled)s") % facts


def _lights(version: WarningRule) -> str:
    if version.kind == RuleKind.SHARE:
        shares = {"yellow": version.yellow_share, "orange": version.orange_share}
        return _("yellow at %(yellow)d%% of the working days left, orange at %(orange)d%%") % shares
    days = version.yellow_days
    return ngettext("yellow at %(n)d working day left", "yellow at %(n)d working days left", days) % {"n": days}


def _stalled(days: int) -> str:
    found = ngettext(
        "stalled after %(n)d working day without a report", "stalled after %(n)d working days without a report", days
    )
    return found % {"n": days}


def cycle_words(text: str) -> str:
    """“weekly:5” as people say it; empty for no cycle."""
    cycle = parse(text)
    if cycle is None:
        return ""
    named = ":" in text
    if cycle.rhythm in ("weekly", "biweekly"):
        weekday = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
        every = _("every week") if cycle.rhythm == "weekly" else _("every two weeks")
        return _("%(every)s by %(weekday)s") % {"every": every, "weekday": weekday[cycle.day - 1]} if named else every
    every = _("every month") if cycle.rhythm == "monthly" else _("every quarter")
    return _("%(every)s by day %(day)d") % {"every": every, "day": cycle.day} if named else every
