"""Bulletins in the admin: kinds are edited, issues are only looked at, so that no step is gone round."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.records import RecordAdmin, RecordedAdmin
from secretariat.resources import SheetAdmin
from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.bulletins.registers import BulletinKindResource


@admin.register(BulletinKind)
class BulletinKindAdmin(SheetAdmin, RecordedAdmin):
    resource_classes = (BulletinKindResource,)
    list_display = ("name", "masthead", "issuer", "numbers", "compiled_monthly")
    list_filter = ("compiled_monthly",)
    list_select_related = ("numbers",)
    search_fields = ("name", "masthead", "code")


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    list_display = ("title", "kind", "state", "first_on", "last_on", "year", "number", "overall_number", "signed_on")
    list_filter = ("state", "kind", "year")
    list_select_related = ("kind",)
    search_fields = ("title", "=number", "=overall_number")
    date_hierarchy = "last_on"


@admin.register(Section)
class SectionAdmin(RecordAdmin):
    list_display = ("heading", "issue", "order")
    list_filter = ("issue__kind", "issue__state")
    list_select_related = ("issue__kind",)
    search_fields = ("heading", "issue__title")


@admin.register(FrozenPaper)
class FrozenPaperAdmin(RecordAdmin):
    list_display = ("issue", "docx_digest", "pdf_digest")
    list_filter = ("issue__kind",)
    list_select_related = ("issue__kind",)
    search_fields = ("issue__title", "docx_sha256", "pdf_sha256")
    fields = readonly_fields = ("issue", "docx_digest", "pdf_digest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrozenPaper]:
        return super().get_queryset(request).defer("docx", "pdf")

    @admin.display(description=_("SHA-256 of the Word file"), ordering="docx_sha256")
    def docx_digest(self, paper: FrozenPaper) -> str:
        return paper.docx_sha256

    @admin.display(description=_("SHA-256 of the PDF file"), ordering="pdf_sha256")
    def pdf_digest(self, paper: FrozenPaper) -> str:
        return paper.pdf_sha256
