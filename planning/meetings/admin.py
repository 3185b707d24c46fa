"""Series, meetings and decisions for the administrator: to look at, with no way round the steps."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from planning.meetings.models import Decision, Meeting, Series
from secretariat.records import RecordAdmin, StepAdmin

RHYTHM = ("frequency", "interval", "weekday", "nth", "month_day", "policy", "numbering", "first_on", "first_number")


@admin.register(Series)
class SeriesAdmin(StepAdmin):
    list_display = ("name", "frequency", "weekday", "month_day", "starts_at", "place", "policy", "is_active")
    list_filter = ("frequency", "policy", "is_active")
    search_fields = ("name", "chair", "place")
    readonly_fields = RHYTHM
    fieldsets = (
        (None, {"fields": ("name", "starts_at", "place", "chair", "is_active")}),
        (_("Rhythm and numbers"), {"fields": RHYTHM}),
    )


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("__str__", "year", "nominal_on", "held_on", "starts_at", "place", "chair", "state")
    list_filter = ("state", "series", "year")
    list_select_related = ("series",)
    search_fields = ("=number", "series__name", "place", "note")
    date_hierarchy = "held_on"
    fieldsets = (
        (None, {"fields": ("series", "year", "number", "state", "cancel_reason")}),
        (_("Time and place"), {"fields": ("nominal_on", "held_on", "starts_at", "place", "chair", "note")}),
        (_("Minutes"), {"fields": ("published_on", "minutes")}),
    )


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    list_display = ("label", "title", "meeting", "due_on", "cycle", "state")
    list_display_links = ("title",)
    list_filter = ("state", "needs_handling", "meeting__series")
    list_select_related = ("meeting__series",)
    search_fields = ("title", "text", "leads__name")
    date_hierarchy = "due_on"
    fieldsets = (
        (None, {"fields": ("meeting", "ordinal", "label", "title", "text")}),
        (_("Handling"), {"fields": ("needs_handling", "leads", "co_units", "due_on", "cycle")}),
        (_("State"), {"fields": ("state", "not_tracked_reason", "confirmed_by")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("leads", "co_units")
