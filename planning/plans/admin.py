"""Administration of plans: everything can be read; states, times and reports change by the steps only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport
from planning.plans.restoring import restore_plan, restore_plan_item
from secretariat.records import Discarded, RecordAdmin, Restorable, StepAdmin


@admin.register(AnnualPlan)
class AnnualPlanAdmin(Restorable, StepAdmin):
    list_display = ("year", "kind", "title", "document_number", "state", "adopted_on", "created_by", "deleted_at")
    list_filter = ("state", Discarded, "kind", "year")
    list_select_related = ("created_by",)
    search_fields = ("title", "document_number")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return _fixed(AnnualPlan, "title", "note")

    def restore_row(self, pk: int, *, by: Any) -> Any:
        return restore_plan(pk, by=by)


@admin.register(PlanItem)
class PlanItemAdmin(Restorable, StepAdmin):
    list_display = ("plan", "number", "title", "platform", "lead", "due_words", "window_last", "progress", "deleted_at")
    list_filter = ("platform", "progress", Discarded, "due_kind", "plan", "lead")
    list_select_related = ("plan", "lead")
    search_fields = ("title", "requirement", "number", "due_words")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Words may be put right; when it is to be done and by whom changes by amendment (rule 31).
        return [*_fixed(PlanItem, "title", "requirement", "product", "leader_words"), "co_units"]

    def restore_row(self, pk: int, *, by: Any) -> Any:
        return restore_plan_item(pk, by=by)


@admin.register(PlanReport)
class PlanReportAdmin(RecordAdmin):
    list_display = ("item", "on", "by", "progress", "count")
    list_filter = ("progress",)
    list_select_related = ("item", "by")
    search_fields = ("item__title", "text")
    date_hierarchy = "on"


@admin.register(Amendment)
class AmendmentAdmin(RecordAdmin):
    list_display = ("item", "field", "old", "new", "reason", "approver", "on", "by")
    list_filter = ("field",)
    list_select_related = ("item", "by")
    search_fields = ("item__title", "reason", "approver")
    date_hierarchy = "on"


def _fixed(model: Any, *open_fields: str) -> list[str]:
    return [field.name for field in model._meta.fields if field.name not in ("id", *open_fields)]
