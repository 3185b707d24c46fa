"""Administration of the calendar and of the warning rule."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from secretariat.records import RecordAdmin
from secretariat.workdays.models import CalendarYear, DateToDecide, SpecialDay, WarningRule
from secretariat.workdays.rules import may_import
from secretariat.workdays.words import version_sentence


class SpecialDayInline(admin.TabularInline):
    model = SpecialDay
    extra = 0
    can_delete = False
    fields = readonly_fields = ("date", "kind", "name")
    max_num = 0


@admin.register(CalendarYear)
class CalendarYearAdmin(RecordAdmin):
    """A year is imported whole by its notice, never edited day by day (rule 8)."""

    list_display = ("year", "notice", "imported_at")
    search_fields = ("=year", "notice")
    inlines = (SpecialDayInline,)
    # Links to the page of the house on which a year is imported.
    change_list_template = "admin/secretariat/calendaryear/change_list.html"

    def changelist_view(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"may_import": may_import(request.user)} | (extra_context or {}))


@admin.register(DateToDecide)
class DateToDecideAdmin(RecordAdmin):
    """Dates that an imported calendar puts in question; they are decided on their page of the house."""

    list_display = ("label", "date", "suggested_on", "why", "state", "new_on", "decided_by", "decided_on")
    list_filter = ("state", "why", "year")
    list_select_related = ("decided_by",)
    search_fields = ("label",)
    date_hierarchy = "date"


@admin.register(WarningRule)
class WarningRuleAdmin(RecordAdmin):
    """A version is entered on its page of the house, where its effect is seen first, and never changed (rule 13)."""

    list_display = ("valid_from", "kind", "sentence")
    list_filter = ("kind",)
    search_fields = ("=yellow_days", "=stalled_days")

    @admin.display(description=_("What it says"))
    def sentence(self, version: WarningRule) -> str:
        return version_sentence(version)
