"""What the events of asked reports are called in the log."""

from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import register, register_group

register_group("report", _("Reports asked for"))
register("report.asked", _("asked a co-unit for a report"))
