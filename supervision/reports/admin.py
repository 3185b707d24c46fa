"""Administration of requests for reports: they are only read."""

from django.contrib import admin

from secretariat.records import RecordAdmin
from supervision.items.requests import ReportRequest


@admin.register(ReportRequest)
class ReportRequestAdmin(RecordAdmin):
    list_display = ("item", "unit", "asked_by", "asked_on", "due_on", "note")
    list_filter = ("unit",)
    list_select_related = ("item", "unit", "asked_by")
    search_fields = ("item__title", "item__number_text", "note")
    date_hierarchy = "asked_on"
