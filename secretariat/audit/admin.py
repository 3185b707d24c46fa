"""The event log in administration: to be read only."""

from django.contrib import admin

from secretariat.audit.models import Event
from secretariat.records import RecordAdmin


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("at", "actor", "behalf", "verb", "label", "before", "after")
    list_filter = ("verb",)
    list_select_related = ("actor", "behalf")
    search_fields = ("label", "note", "actor__name")
    date_hierarchy = "at"
