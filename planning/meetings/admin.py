"""Series, meetings and decisions for the administrator: to look at, with no way round the steps."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from planning.meetings.models import (
    AgendaChange,
    AgendaLine,
    Approval,
    Attendance,
    Decision,
    FormerRule,
    Hearing,
    Invitation,
    Meeting,
    MinutesCorrection,
    MinutesPaper,
    MinutesSigner,
    Note,
    Series,
    SeriesSigner,
    Sitting,
    StandingGuest,
    TakenUp,
    TemplateLine,
    Topic,
)
from secretariat.records import RecordAdmin, StepAdmin

RULE_FIELDS = ("frequency", "interval", "weekday", "nth", "month_day", "policy", "rule_since")
RHYTHM = (*RULE_FIELDS, "numbering", "first_on", "first_number")
MINUTES = ("minutes_masthead", "minutes_issuer", "minutes_copy_to")
AGENDA = ("cutoff_days", "cutoff_at", "papers_days", "length", "line_minutes", "has_first_item")
TAKING_UP = ("leave_approver", "taken_up_by", "take_up_days")


class SignerInline(admin.TabularInline):
    """A route is set on the page of its series, and begun by a submission."""

    extra = max_num = 0
    can_delete = False


class SeriesSignerInline(SignerInline):
    model = SeriesSigner
    readonly_fields = fields = ("ordinal", "person", "called")


class MinutesSignerInline(SignerInline):
    model = MinutesSigner
    readonly_fields = fields = ("ordinal", "person", "called", "approval")


@admin.register(Series)
class SeriesAdmin(StepAdmin):
    list_display = ("name", "frequency", "weekday", "month_day", "starts_at", "place", "policy", "is_active")
    list_filter = ("frequency", "policy", "is_active")
    search_fields = ("name", "chair", "place")
    readonly_fields = (*RHYTHM, *AGENDA, *MINUTES, *TAKING_UP)
    inlines = (SeriesSignerInline,)
    fieldsets = (
        (None, {"fields": ("name", "starts_at", "place", "chair", "is_active")}),
        (_("Rhythm and numbers"), {"fields": RHYTHM}),
        (_("Topics and agenda"), {"fields": AGENDA}),
        (_("Minutes"), {"fields": MINUTES}),
        (_("Leave and taking up"), {"fields": TAKING_UP}),
    )


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin):
    list_display = ("__str__", "year", "nominal_on", "held_on", "starts_at", "place", "chair", "state")
    list_filter = ("state", "series", "year")
    list_select_related = ("series",)
    search_fields = ("=number", "series__name", "place", "note")
    date_hierarchy = "held_on"
    inlines = (MinutesSignerInline,)
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


@admin.register(FormerRule)
class FormerRuleAdmin(RecordAdmin):
    list_display = ("series", "from_on", "until_on", "frequency", "weekday", "month_day", "policy", "place")
    list_filter = ("series",)
    search_fields = ("series__name", "place")


@admin.register(TemplateLine)
class TemplateLineAdmin(RecordAdmin):
    list_display = ("title", "series", "ordinal", "minutes")
    list_filter = ("series",)
    search_fields = ("title",)


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("title", "unit", "meeting", "presenter", "minutes", "is_late", "state")
    list_filter = ("state", "is_late", "series", "unit")
    list_select_related = ("unit", "meeting__series")
    search_fields = ("title", "reason", "wanted", "presenter", "unit__name")
    fieldsets = (
        (None, {"fields": ("title", "unit", "drafted_by", "presenter", "minutes", "reason", "wanted")}),
        (_("Meeting"), {"fields": ("series", "meeting", "submitted_at", "is_late", "signed_by", "signed_on")}),
        (_("State"), {"fields": ("state", "answer")}),
    )


@admin.register(Hearing)
class HearingAdmin(RecordAdmin):
    list_display = ("topic", "meeting", "outcome", "note")
    list_filter = ("outcome",)
    list_select_related = ("topic", "meeting__series")
    search_fields = ("topic__title", "note")


@admin.register(AgendaLine)
class AgendaLineAdmin(RecordAdmin):
    list_display = ("title", "meeting", "ordinal", "kind", "minutes", "presenter", "why", "state")
    list_filter = ("kind", "state", "meeting__series")
    list_select_related = ("meeting__series",)
    search_fields = ("title", "presenter", "why")


@admin.register(AgendaChange)
class AgendaChangeAdmin(RecordAdmin):
    list_display = ("meeting", "on", "approved_by", "reason", "entered_by")
    list_select_related = ("meeting__series", "entered_by")
    search_fields = ("approved_by", "reason")


@admin.register(Sitting)
class SittingAdmin(RecordAdmin):
    list_display = ("meeting", "begun_at", "ended_at", "line", "submitted_by")
    list_filter = ("meeting__series",)
    list_select_related = ("meeting__series", "line", "submitted_by")
    search_fields = ("title", "meeting__series__name")


@admin.register(Note)
class NoteAdmin(RecordAdmin):
    list_display = ("__str__", "line", "kind", "by", "at")
    list_filter = ("kind", "line__meeting__series")
    list_select_related = ("line", "by")
    search_fields = ("text",)


@admin.register(Approval)
class ApprovalAdmin(RecordAdmin):
    list_display = ("meeting", "verdict", "called", "by", "behalf", "on", "reason")
    list_filter = ("verdict",)
    list_select_related = ("meeting__series", "by", "behalf")
    search_fields = ("reason",)


@admin.register(MinutesPaper)
class MinutesPaperAdmin(RecordAdmin):
    list_display = ("meeting", "docx_sha256", "pdf_sha256")
    list_filter = ("meeting__series",)
    list_select_related = ("meeting__series",)
    search_fields = ("meeting__series__name",)
    exclude = ("docx", "pdf")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("docx", "pdf")


@admin.register(MinutesCorrection)
class MinutesCorrectionAdmin(RecordAdmin):
    list_display = ("meeting", "number", "place", "reason", "by", "on")
    list_filter = ("meeting__series",)
    list_select_related = ("meeting__series", "by")
    search_fields = ("place", "old", "new", "reason")


@admin.register(StandingGuest)
class StandingGuestAdmin(RecordAdmin):
    list_display = ("series", "kind", "person", "unit", "name")
    list_display_links = ("series",)
    list_filter = ("series", "kind")
    list_select_related = ("series", "person", "unit")
    search_fields = ("person__name", "unit__name", "name")


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    list_display = ("meeting", "kind", "person", "unit", "name", "state", "came")
    list_filter = ("state", "kind", "came", "meeting__series")
    list_select_related = ("meeting__series", "person", "unit")
    search_fields = ("person__name", "unit__name", "name", "reason")
    fieldsets = (
        (None, {"fields": ("meeting", "kind", "person", "unit", "name", "came")}),
        (_("Leave"), {"fields": ("state", "reason", "substitute", "asked_by", "asked_on")}),
        (_("Answer"), {"fields": ("approved_by", "approved_at", "answer")}),
    )


@admin.register(Invitation)
class InvitationAdmin(RecordAdmin):
    list_display = ("number_text", "meeting", "method", "held_on", "starts_at", "place", "sequence", "sent_on")
    list_filter = ("method", "meeting__series")
    list_select_related = ("meeting__series",)
    search_fields = ("number_text", "uid", "place")


@admin.register(TakenUp)
class TakenUpAdmin(RecordAdmin):
    list_display = ("decision", "title", "on", "by")
    list_filter = ("decision__meeting__series",)
    list_select_related = ("decision__meeting__series", "by")
    search_fields = ("decision__title", "title")
