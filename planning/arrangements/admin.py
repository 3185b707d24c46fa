"""Arrangements, entries and addenda for the administrator; they are read."""

from django.contrib import admin

from planning.arrangements.models import Addendum, Arrangement, Entry
from secretariat.records import RecordAdmin


@admin.register(Arrangement)
class ArrangementAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "first_on", "cut_off_at", "state", "opened_by"]
    list_filter = ["kind", "state"]
    list_select_related = ["opened_by"]
    search_fields = ["opened_by__name"]
    date_hierarchy = "first_on"


@admin.register(Entry)
class EntryAdmin(RecordAdmin):
    list_display = ["activity", "on", "half_day", "starts_at", "unit", "place", "is_late"]
    list_filter = ["half_day", "is_late", "unit"]
    list_select_related = ["unit"]
    search_fields = ["activity", "place", "leaders", "unit__name", "unit_words"]
    date_hierarchy = "on"


@admin.register(Addendum)
class AddendumAdmin(RecordAdmin):
    list_display = ["arrangement", "number", "reason", "issued_at", "issued_by"]
    list_select_related = ["arrangement", "issued_by"]
    search_fields = ["reason"]
