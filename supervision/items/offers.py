"""What items answer to the drawers below, and what their events are called."""

from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import register_all, register_group
from secretariat.offers import Question, answers
from supervision.items.reminders import reminders
from supervision.items.verbs import VERBS

answers(Question.REMINDERS)(reminders)

register_group("item", _("Supervision items"))
register_group("extension", _("Extensions"))
register_all(VERBS)
