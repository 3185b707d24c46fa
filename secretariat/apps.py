"""The shared app and the administration: their names, and when the drawers' answers are loaded."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from tablib.formats import registry


class SecretariatConfig(AppConfig):
    name = "secretariat"
    verbose_name = _("Office")

    def ready(self) -> None:
        # Sheets have formats of our own (`resources`); import_export asks at its start for this one of tablib, too,
        # which would load openpyxl there and then.
        registry.register("xlsx", None)
        import_module("secretariat.portal.offers")


class AdministrationConfig(AdminConfig):
    default_site = "secretariat.administration.Administration"
