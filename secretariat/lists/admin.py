"""Saved views in administration: to be read, and to be restored after they were deleted."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.errors import Refused
from secretariat.lists import services
from secretariat.lists.models import SavedView
from secretariat.records import Discarded, RecordAdmin


@admin.register(SavedView)
class SavedViewAdmin(RecordAdmin):
    list_display = ("name", "list", "owner", "shared", "unit", "order", "deleted_at")
    list_filter = (Discarded, "list", "shared")
    list_select_related = ("owner", "unit")
    search_fields = ("name", "owner__name")
    actions = ("restore",)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("secretariat.change_savedview")

    @admin.action(description=_("Restore the selected views"), permissions=["restore"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for view in queryset.exclude(deleted_at=None):
            try:
                services.restore_view(view.pk, by=request.user)
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
