"""Administration of the calendar and of the warning rule."""

from django.contrib import admin

from secretariat.records import RecordAdmin
from secretariat.workdays.models import CalendarYear, SpecialDay, WarningRule


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
    inlines = (SpecialDayInline,)


@admin.register(WarningRule)
class WarningRuleAdmin(admin.ModelAdmin):
    list_display = ("valid_from", "yellow_days", "stalled_days")
