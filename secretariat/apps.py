"""The shared app and the administration: their names, and when the drawers' answers are loaded."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Office")


class AdministrationConfig(AdminConfig):
    default_site = "secretariat.administration.Administration"
