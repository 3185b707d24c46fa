"""How Django admin treats rows that the house writes by its own rules."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class StepAdmin(admin.ModelAdmin):
    """Rows come into being and leave by their services only; some of their words may be corrected here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(StepAdmin):
    """Rows to be read: nobody adds, changes or deletes one by hand."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
