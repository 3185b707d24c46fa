"""Bulletins in the admin: kinds are edited, issues are only looked at, so that no step is gone round."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from secretariat.records import RecordAdmin
from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section


@admin.register(BulletinKind)
class BulletinKindAdmin(admin.ModelAdmin):
    list_display = ["name", "masthead", "issuer", "numbers", "compiled_monthly"]
    list_select_related = ["numbers"]

    def has_delete_permission(self, request: HttpRequest, obj: BulletinKind | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.issues.exists())


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    list_display = ["title", "kind", "state", "first_on", "last_on", "year", "number", "overall_number", "signed_on"]
    list_filter = ["state", "kind"]
    list_select_related = ["kind"]


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    list_display = ["heading", "issue", "order"]
    list_select_related = ["issue__kind"]


@admin.register(FrozenPaper)
class FrozenPaperAdmin(RecordAdmin):
    list_display = ["issue", "docx_sha256", "pdf_sha256"]
    list_select_related = ["issue__kind"]
    fields = ["issue", "docx_sha256", "pdf_sha256"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrozenPaper]:
        return super().get_queryset(request).defer("docx", "pdf")
