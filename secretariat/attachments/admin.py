"""Administration of files: looked at, never changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from secretariat.attachments.models import Attachment
from secretariat.audit.queries import kind_label
from secretariat.records import RecordAdmin


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    list_display = ("name", "kind", "size", "belongs_to", "uploaded_by", "uploaded_at")
    list_filter = ("kind", "owner_type")
    list_select_related = ("owner_type", "uploaded_by")
    search_fields = ("name", "sha256", "uploaded_by__name")
    search_help_text = _("File name, SHA-256 or person")
    date_hierarchy = "uploaded_at"
    # The file itself is fetched by its own address, after the rule of its owner.
    exclude = ("file",)
    readonly_fields = ("belongs_to",)

    @admin.display(description=_("belongs to"), ordering="owner_type")
    def belongs_to(self, attachment: Attachment) -> str:
        kind = attachment.owner_type.model_class()
        return f"{kind_label(kind)} {attachment.owner_id}"
