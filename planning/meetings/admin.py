"""Series, meetings and decisions for the administrator: to look at, with no way round the steps."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from planning.meetings.models import Decision, Meeting, Series

MEETING_FIELDS = (
    "series",
    "year",
    "number",
    "nominal_on",
    "held_on",
    "starts_at",
    "place",
    "chair",
    "note",
    "state",
    "cancel_reason",
    "published_on",
    "minutes",
)
DECISION_FIELDS = (
    "meeting",
    "ordinal",
    "label",
    "title",
    "text",
    "needs_handling",
    "leads",
    "co_units",
    "due_on",
    "cycle",
    "state",
    "not_tracked_reason",
    "confirmed_by",
)


class _FoundedElsewhere(admin.ModelAdmin):
    """Rows come into being, change their state and leave by the steps of their services only."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Series)
class SeriesAdmin(_FoundedElsewhere):
    list_display = ["name", "frequency", "weekday", "month_day", "starts_at", "place", "policy", "is_active"]
    list_filter = ["frequency", "policy", "is_active"]
    search_fields = ["name", "chair", "place"]
    readonly_fields = [
        "frequency",
        "interval",
        "weekday",
        "nth",
        "month_day",
        "policy",
        "numbering",
        "first_on",
        "first_number",
    ]


@admin.register(Meeting)
class MeetingAdmin(_FoundedElsewhere):
    list_display = ["__str__", "year", "held_on", "starts_at", "place", "chair", "state"]
    list_filter = ["series", "state", "year"]
    list_select_related = ["series"]
    search_fields = ["=number", "series__name", "place", "note"]
    date_hierarchy = "held_on"
    fields = MEETING_FIELDS
    readonly_fields = MEETING_FIELDS


@admin.register(Decision)
class DecisionAdmin(_FoundedElsewhere):
    list_display = ["label", "title", "meeting", "due_on", "cycle", "state"]
    list_display_links = ["title"]
    list_filter = ["state", "needs_handling", "meeting__series"]
    list_select_related = ["meeting__series"]
    search_fields = ["title", "text"]
    fields = DECISION_FIELDS
    readonly_fields = DECISION_FIELDS

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("leads", "co_units")
