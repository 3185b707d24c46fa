"""Administration of files: looked at, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.attachments.models import Attachment
from secretariat.attachments.queries import seen_by
from secretariat.audit.admin import KindFilter
from secretariat.audit.queries import kind_label
from secretariat.records import RecordAdmin


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    """Every file with its facts; what it is called is told to whoever may fetch it, and to nobody else (rule 46)."""

    list_display = ("called", "kind", "size", "belongs_to", "uploaded_by", "uploaded_at")
    list_filter = ("kind", ("owner_type", KindFilter))
    list_select_related = ("owner_type", "uploaded_by")
    search_fields = ("told", "sha256", "uploaded_by__name")
    search_help_text = _("File name, SHA-256 or person")
    date_hierarchy = "uploaded_at"
    # The file itself is fetched by its own address, after the rule of its owner.
    exclude = ("file",)
    readonly_fields = ("belongs_to",)
    hidden = frozenset({"name"})

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Attachment]":
        seen = When(seen_by(request.user), then="name")  # type: ignore[arg-type]
        told = Case(seen, default=Value(gettext("(internal)")), output_field=CharField())
        return super().get_queryset(request).annotate(told=told)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Attachment | None:
        """The row under the name that this reader is told: title, trail and form all read it; none of it is saved."""
        found: Any = super().get_object(request, object_id, from_field)
        if found is not None:
            found.name = found.told
        return found

    @admin.display(description=_("file name"), ordering="told")
    def called(self, attachment: Any) -> str:
        return str(attachment.told)

    @admin.display(description=_("belongs to"), ordering="owner_type")
    def belongs_to(self, attachment: Attachment) -> str:
        kind = attachment.owner_type.model_class()
        return f"{kind_label(kind)} {attachment.owner_id}"
