"""Imports in administration: to be read only."""

from django.contrib import admin

from secretariat.exchange.models import ImportRun
from secretariat.records import RecordAdmin


@admin.register(ImportRun)
class ImportRunAdmin(RecordAdmin):
    list_display = ("file_name", "kind", "state", "rows_read", "rows_failed", "by", "at", "confirmed_at", "undone_at")
    list_filter = ("kind", "state")
    list_select_related = ("by",)
    search_fields = ("file_name", "by__name", "sha256")
    date_hierarchy = "at"
    exclude = ("cells",)
