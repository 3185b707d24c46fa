"""Administration of files: looked at, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.attachments.models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "size", "owner_type", "uploaded_by", "uploaded_at"]
    list_filter = ["kind", "owner_type"]
    list_select_related = ["owner_type", "uploaded_by"]
    search_fields = ["name", "sha256"]
    # The file itself is fetched by its own address, after the rule of its owner.
    exclude = ["file"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
