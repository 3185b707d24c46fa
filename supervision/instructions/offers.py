"""What the events of instructions are called."""

from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import register_all, register_group
from supervision.instructions.verbs import VERBS

register_group("instruction", _("Leaders' instructions"))
register_all(VERBS)
