"""Saved views in administration: to be read, and to be restored after they were deleted."""

from typing import Any

from django.contrib import admin

from secretariat.lists import services
from secretariat.lists.models import SavedView
from secretariat.records import Discarded, RecordAdmin, Restorable


@admin.register(SavedView)
class SavedViewAdmin(Restorable, RecordAdmin):
    list_display = ("name", "list", "owner", "shared", "unit", "order", "deleted_at")
    list_filter = (Discarded, "list", "shared")
    list_select_related = ("owner", "unit")
    search_fields = ("name", "owner__name")

    def restore_row(self, pk: int, *, by: Any) -> Any:
        return services.restore_view(pk, by=by)
