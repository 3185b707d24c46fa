"""Administration of items: everything can be read; states, numbers, dates and reports change by the steps only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.records import Discarded, RecordAdmin, RecordedAdmin, Restorable, StepAdmin
from secretariat.resources import SheetAdmin
from supervision.items import services
from supervision.items.drafts import ReportDraft
from supervision.items.models import CauseCode, Extension, HandlingRule, Objection, Report, SupervisionItem, Suspension
from supervision.items.registers import CauseResource
from supervision.items.states import CLOSED, DROPPED
from supervision.items.steps import STEP_PAGES

ORDINARY = ("title", "requirement", "product", "label", "handler", "leader", "officer")
DATES = (
    *("original_due_on", "due_on", "counted_due_on", "due_version", "cycle", "filed_on", "dispatched_on"),
    *("acknowledged_on", "last_report_on", "closing_on", "done_on", "signed_off_on"),
)
SHOWN = {*ORDINARY, *DATES, "id", "co_units", "lead", "version", "last_step"}


def _others() -> list[str]:
    """What no other fieldset shows: a column that is added to the model stands here by itself."""
    return [field.name for field in SupervisionItem._meta.fields if field.name not in SHOWN]


@admin.register(SupervisionItem)
class SupervisionItemAdmin(Restorable, StepAdmin):
    list_display = ("number_text", "title", "lead", "state", "original_due_on", "due_on", "done_on")
    list_display_links = ("number_text", "title")
    list_filter = ("state", "importance", Discarded, "lead")
    list_select_related = ("lead",)
    search_fields = ("title", "number_text", "requirement")
    autocomplete_fields = ("handler", "leader", "officer")
    date_hierarchy = "original_due_on"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is completed stays as it was completed (rule 29)."""
        return super().has_change_permission(request, obj) and (obj is None or obj.state not in (*CLOSED, *DROPPED))

    def restore_row(self, pk: int, *, by: Any) -> Any:
        return services.restore(pk, by=by)

    @admin.display(description=_("last step"))
    def step_taken(self, item: SupervisionItem) -> str:
        page = STEP_PAGES.get(item.last_step)
        return str(page.label) if page else item.last_step

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["lead", "co_units", *DATES, *_others(), "step_taken"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            (None, {"fields": (*ORDINARY, "lead", "co_units")}),
            (_("Dates"), {"fields": DATES}),
            (_("State and origin"), {"fields": (*_others(), "step_taken")}),
        )


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    list_display = ("item", "unit", "author", "on", "progress", "is_closing", "accepted_on")
    list_filter = ("is_closing", "progress", "unit")
    list_select_related = ("item", "unit", "author")
    search_fields = ("item__title", "item__number_text", "text")
    date_hierarchy = "on"


@admin.register(ReportDraft)
class ReportDraftAdmin(RecordAdmin):
    """That there is a draft, and whose; what it says is its author's alone."""

    list_display = ("item", "author", "kind", "saved_at")
    list_filter = ("kind",)
    list_select_related = ("item", "author")
    search_fields = ("item__title", "item__number_text", "author__name")
    exclude = ("fields",)


@admin.register(Extension)
class ExtensionAdmin(RecordAdmin):
    list_display = ("item", "from_due_on", "to_due_on", "state", "asked_by", "asked_on", "decided_by", "granted_due_on")
    list_filter = ("state",)
    list_select_related = ("item", "asked_by", "decided_by")
    search_fields = ("item__title", "item__number_text", "reason")
    date_hierarchy = "asked_on"


@admin.register(Objection)
class ObjectionAdmin(RecordAdmin):
    list_display = ("item", "unit", "state", "raised_by", "raised_on", "decided_by", "decided_on", "new_lead")
    list_filter = ("state", "unit")
    list_select_related = ("item", "unit", "raised_by", "decided_by", "new_lead")
    search_fields = ("item__title", "item__number_text", "reason")
    date_hierarchy = "raised_on"


@admin.register(Suspension)
class SuspensionAdmin(RecordAdmin):
    list_display = ("item", "from_on", "until_on", "reason", "suspended_by", "ended_by")
    list_select_related = ("item", "suspended_by", "ended_by")
    search_fields = ("item__title", "item__number_text", "reason")
    date_hierarchy = "from_on"


@admin.register(CauseCode)
class CauseCodeAdmin(SheetAdmin, RecordedAdmin):
    resource_classes = (CauseResource,)
    list_display = ("name", "order", "is_active")
    list_editable = ("order", "is_active")
    search_fields = ("name",)


@admin.register(HandlingRule)
class HandlingRuleAdmin(RecordedAdmin):
    """A version that was in force is followed by another, so that the past stays as it was."""

    list_display = ("valid_from", "objection_days")
    search_fields = ("=objection_days",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("valid_from",) if obj else ()
