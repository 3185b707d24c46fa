"""What the events of arrangements are called."""

from django.utils.translation import gettext_lazy as _

from planning.arrangements.verbs import VERBS
from secretariat.audit.labels import register_all, register_group

register_group("arrangement", _("Arrangements"))
register_group("arrangement_entry", _("Entries of arrangements"))
register_all(VERBS)
