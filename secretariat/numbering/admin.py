"""Administration of number formats; a counter is only read, for a number once given is never given again (rule 21)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.numbering.models import Counter, NumberKind
from secretariat.numbering.sheets import NumberKindResource
from secretariat.records import RecordAdmin, RecordedAdmin
from secretariat.resources import SheetAdmin


@admin.register(NumberKind)
class NumberKindAdmin(SheetAdmin, RecordedAdmin):
    list_display = ("name", "code", "pattern")
    search_fields = ("name", "code")
    resource_classes = (NumberKindResource,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(Counter)
class CounterAdmin(RecordAdmin):
    list_display = ("kind", "year", "last")
    list_filter = ("kind", "year")
    list_select_related = ("kind",)
    search_fields = ("kind__name", "kind__code")
