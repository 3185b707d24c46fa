"""Programmes, consultations and checkpoints for the administrator; forms and rules may be edited, the rest is read."""

from django.contrib import admin

from planning.consultations.models import Checkpoint, CheckpointRule, Consultation, ConsultationForm, Programme
from planning.consultations.registers import ConsultationFormResource
from secretariat.records import RecordAdmin, RecordedAdmin, StepAdmin
from secretariat.resources import SheetAdmin

CONSULTATION_FIELDS = (
    *("programme", "ordinal", "kind", "form", "topic", "source", "participants", "product", "addressee"),
    *("lead", "co_units", "outside", "leader_words", "leader", "window_words", "window_first", "window_last"),
    *("meeting_on", "state", "cancel_reason"),
)
# What no step decides about may be put right here as well.
EDITABLE = ("source", "participants", "product", "addressee", "outside", "leader_words", "leader")


@admin.register(ConsultationForm)
class ConsultationFormAdmin(SheetAdmin, RecordedAdmin):
    resource_classes = [ConsultationFormResource]
    list_display = ["name", "order", "is_active"]
    list_editable = ["order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]


@admin.register(CheckpointRule)
class CheckpointRuleAdmin(RecordedAdmin):
    list_display = ["kind", "offset", "valid_from"]
    list_filter = ["kind"]
    search_fields = ["kind"]


@admin.register(Programme)
class ProgrammeAdmin(StepAdmin):
    list_display = ["title", "year"]
    list_filter = ["year"]
    search_fields = ["title"]
    readonly_fields = ["year"]


@admin.register(Consultation)
class ConsultationAdmin(StepAdmin):
    list_display = ["topic", "programme", "kind", "form", "lead", "meeting_on", "state"]
    list_filter = ["state", "kind", "programme__year", "form"]
    list_select_related = ["programme", "form", "lead"]
    search_fields = ["topic", "leader_words", "outside", "lead__name"]
    date_hierarchy = "meeting_on"
    fields = CONSULTATION_FIELDS
    readonly_fields = [name for name in CONSULTATION_FIELDS if name not in EDITABLE]
    autocomplete_fields = ["leader"]


@admin.register(Checkpoint)
class CheckpointAdmin(RecordAdmin):
    list_display = ["consultation", "kind", "due_on", "done_on", "done_by", "note"]
    list_filter = ["kind", "due_on"]
    list_select_related = ["consultation", "done_by"]
    search_fields = ["consultation__topic", "note"]
    date_hierarchy = "due_on"
