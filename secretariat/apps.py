"""The shared app: its name, and the moment at which the drawers' answers are loaded."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Office")
