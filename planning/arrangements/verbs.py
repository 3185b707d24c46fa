"""What the events of arrangements are called in the log."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "arrangement.opened": _("opened the arrangement"),
    "arrangement.coordinated": _("began to coordinate"),
    "arrangement.reopened": _("went back to collecting"),
    "arrangement.published": _("published the arrangement"),
    "arrangement.supplemented": _("issued an addendum"),
    "arrangement.pasted": _("took over a pasted arrangement"),
    "arrangement.collected": _("collected entries from meetings, consultations and plans"),
    "arrangement.nil_reported": _("reported that there is nothing"),
    "arrangement.reminded": _("reminded the units that have not reported"),
    "arrangement_entry.added": _("added the entry"),
    "arrangement_entry.changed": _("changed the entry"),
    "arrangement_entry.filled": _("filled in the leaders of the entry"),
    "arrangement_entry.discarded": _("discarded the entry"),
    "arrangement_entry.left_out": _("left the entry out of the published week"),
    "arrangement_entry.restored": _("restored the entry"),
    "arrangement_entry.done": _("noted the entry as done"),
    "arrangement_entry.carried": _("carried the entry over"),
    "arrangement_entry.redated": _("re-dated the entry"),
    "arrangement_entry.cancelled": _("cancelled the entry"),
    "arrangement_entry.reopened": _("took back what became of the entry"),
}
