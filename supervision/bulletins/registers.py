"""Kinds of bulletins as a sheet."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget

from secretariat.numbering.models import NumberKind
from secretariat.registers import Whole, YesNo
from secretariat.resources import SheetResource
from supervision.bulletins.models import BulletinKind


class FormatByName(Widget):
    """A number format by its name or its code."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> NumberKind | None:
        for known in ({"name": value}, {"code": value}):
            if value and (found := NumberKind.objects.filter(**known).first()):
                return found
        if value:
            raise ValueError(_("There is no number format called “%(name)s”.") % {"name": value})
        return None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name if value else ""


class BulletinKindResource(SheetResource):
    """Masthead, issuer, numbers and distribution of each bulletin, known by its code."""

    titles: ClassVar[dict[str, Any]] = {
        "code": gettext_lazy("code"),
        "name": gettext_lazy("name"),
        "masthead": gettext_lazy("masthead"),
        "issuer": gettext_lazy("issuer"),
        "numbers": gettext_lazy("number format"),
        "report_to": gettext_lazy("reported to"),
        "send_to": gettext_lazy("sent to"),
        "copy_to": gettext_lazy("copied to"),
        "copies": gettext_lazy("copies printed"),
        "compiled_monthly": gettext_lazy("compiled every month"),
    }

    numbers = Field(attribute="numbers", widget=FormatByName())
    copies = Field(attribute="copies", widget=Whole(), default=30)
    compiled_monthly = Field(attribute="compiled_monthly", widget=YesNo(empty=False))

    class Meta(SheetResource.Meta):
        model = BulletinKind
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "masthead", "issuer", "numbers", "report_to", "send_to", "copy_to", "copies"),
            "compiled_monthly",
        )
