"""Administration of items: everything can be read; states, numbers, dates and reports change by the steps only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.records import RecordAdmin, StepAdmin
from supervision.items.models import Extension, Report, SupervisionItem

ORDINARY = ("title", "requirement", "product", "label", "handler", "leader", "officer")


@admin.register(SupervisionItem)
class SupervisionItemAdmin(StepAdmin):
    list_display = ("number_text", "title", "lead", "state", "original_due_on", "due_on", "done_on")
    list_filter = ("state", "importance", "lead")
    list_select_related = ("lead",)
    search_fields = ("title", "number_text", "requirement")
    autocomplete_fields = ("handler", "leader", "officer")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [name for name in _all_fields() if name not in ORDINARY]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*ORDINARY, *(name for name in _all_fields() if name not in ORDINARY)]


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    list_display = ("item", "unit", "author", "on", "progress", "is_closing", "accepted_on")
    list_filter = ("is_closing", "progress", "unit")
    list_select_related = ("item", "unit", "author")
    search_fields = ("item__title", "item__number_text", "text")


@admin.register(Extension)
class ExtensionAdmin(RecordAdmin):
    list_display = ("item", "from_due_on", "to_due_on", "state", "asked_by", "asked_on", "decided_by", "granted_due_on")
    list_filter = ("state",)
    list_select_related = ("item", "asked_by", "decided_by")
    search_fields = ("item__title", "item__number_text", "reason")


def _all_fields() -> list[str]:
    hidden = {"id", "deleted_at"}
    own = [field.name for field in SupervisionItem._meta.fields if field.name not in hidden]
    return [*own, "co_units"]
