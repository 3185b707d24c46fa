"""What the events of series, meetings and decisions are called in the log."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "series.founded": _("founded the series"),
    "series.continued": _("added the next meetings"),
    "meeting.moved": _("moved the meeting"),
    "meeting.cancelled": _("cancelled the meeting"),
    "meeting.restored": _("restored the meeting"),
    "meeting.minutes_pasted": _("pasted the minutes"),
    "meeting.minutes_published": _("published the minutes"),
    "decision.corrected": _("corrected a decision"),
    "decision.gathered": _("let one unit answer for a decision"),
    "decision.confirmed": _("confirmed a decision"),
    "decision.tracked": _("put a decision on the ledger"),
    "decision.not_tracked": _("left a decision untracked"),
    "decision.reopened": _("reopened a decision"),
    "department.added": _("added the unit"),
}
