"""Administration of instructions: everything about them but what they say."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.records import RecordAdmin, RecordedAdmin
from supervision.instructions.models import Instruction, PrivateReader

SHOWN = ("leader", "leader_user", "given_on", "is_private", "state", "entered_by")


@admin.register(Instruction)
class InstructionAdmin(RecordAdmin):
    list_display = ("leader", "given_on", "is_private", "state", "entered_by")
    list_filter = ("state", "is_private")
    list_select_related = ("entered_by",)
    # Neither shown nor searched: who may read the text is decided by the post and not by the administration (46).
    search_fields = ("leader",)
    hidden = frozenset({"document", "text", "not_tracked_reason"})
    date_hierarchy = "given_on"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return SHOWN


@admin.register(PrivateReader)
class PrivateReaderAdmin(RecordedAdmin):
    list_display = ("kind", "is_active")
    list_filter = ("is_active",)
    search_fields = ("kind",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("kind",) if obj else ()
