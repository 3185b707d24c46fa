"""Reporting cycles and versions of the warning rule in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.audit.labels import register_values
from secretariat.workdays.cycles import LAST_DAY, parse
from secretariat.workdays.lateness import Rule
from secretariat.workdays.models import RuleKind, WarningRule

_EVERY = {
    "weekly": gettext_lazy("every week"),
    "biweekly": gettext_lazy("every two weeks"),
    "monthly": gettext_lazy("every month"),
    "quarterly": gettext_lazy("every quarter"),
}
_AT_THE_END = {
    "monthly": gettext_lazy("at the end of every month"),
    "quarterly": gettext_lazy("at the end of every quarter"),
}
_WEEKLY = (
    gettext_lazy("every Monday"),
    gettext_lazy("every Tuesday"),
    gettext_lazy("every Wednesday"),
    gettext_lazy("every Thursday"),
    gettext_lazy("every Friday"),
    gettext_lazy("every Saturday"),
    gettext_lazy("every Sunday"),
)
_BIWEEKLY = (
    gettext_lazy("every second Monday"),
    gettext_lazy("every second Tuesday"),
    gettext_lazy("every second Wednesday"),
    gettext_lazy("every second Thursday"),
    gettext_lazy("every second Friday"),
    gettext_lazy("every second Saturday"),
    gettext_lazy("every second Sunday"),
)


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
    """“weekly:5” as people say it, and as `phrases.read_one` reads it again; empty for no cycle."""
    cycle = parse(text)
    if cycle is None:
        return ""
    if ":" not in text:
        return str(_EVERY[cycle.rhythm])
    if cycle.rhythm == "weekly":
        return str(_WEEKLY[cycle.day - 1])
    if cycle.rhythm == "biweekly":
        return str(_BIWEEKLY[cycle.day - 1])
    if cycle.day == LAST_DAY[cycle.rhythm]:
        return str(_AT_THE_END[cycle.rhythm])
    by_day = (
        _("by day %(day)d of every month")
        if cycle.rhythm == "monthly"
        else _("by day %(day)d of the last month of every quarter")
    )
    return by_day % {"day": cycle.day}


register_values("cycle", cycle_words)
