"""Administration of files: looked at, never changed."""

from django.contrib import admin

from secretariat.attachments.models import Attachment
from secretariat.records import RecordAdmin


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    list_display = ["name", "kind", "size", "owner_type", "uploaded_by", "uploaded_at"]
    list_filter = ["kind", "owner_type"]
    list_select_related = ["owner_type", "uploaded_by"]
    search_fields = ["name", "sha256"]
    # The file itself is fetched by its own address, after the rule of its owner.
    exclude = ["file"]
