"""Administration of urging: slips and urges are looked at, the rule of each class is set."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.records import RecordAdmin, RecordedAdmin
from supervision.urging.models import Slip, SlipRule, Urge


@admin.register(SlipRule)
class SlipRuleAdmin(RecordedAdmin):
    list_display = ("importance", "first_level", "reply_days")
    search_fields = ("=importance",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("importance",) if obj else ()


@admin.register(Slip)
class SlipAdmin(RecordAdmin):
    list_display = ("number_text", "level", "item", "state", "issued_by", "issued_on", "reply_due_on", "replied_on")
    list_filter = ("level", "state")
    list_select_related = ("item", "issued_by")
    search_fields = ("number_text", "item__title", "item__number_text", "text")
    date_hierarchy = "issued_on"


@admin.register(Urge)
class UrgeAdmin(RecordAdmin):
    list_display = ("item", "unit", "channel", "person", "at", "by", "content", "reply")
    list_filter = ("channel", "unit")
    list_select_related = ("item", "unit", "by")
    search_fields = ("item__title", "item__number_text", "content", "person")
    date_hierarchy = "at"
