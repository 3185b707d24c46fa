"""Administration of number formats; a counter is only read, for a number once given is never given again (rule 21)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.numbering.models import Counter, NumberKind
from secretariat.records import RecordAdmin


@admin.register(NumberKind)
class NumberKindAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "pattern")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Counter)
class CounterAdmin(RecordAdmin):
    list_display = ("kind", "year", "last")
    list_filter = ("kind",)
    list_select_related = ("kind",)
