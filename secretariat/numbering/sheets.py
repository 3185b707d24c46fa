"""Number formats as a sheet."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from secretariat.numbering.models import NumberKind
from secretariat.resources import SheetResource


class NumberKindResource(SheetResource):
    """How numbers are written; a format is known by its code. Numbers given out already stay as they are."""

    titles: ClassVar[dict[str, Any]] = {
        "code": gettext_lazy("code"),
        "name": gettext_lazy("name"),
        "pattern": gettext_lazy("pattern"),
    }

    class Meta(SheetResource.Meta):
        model = NumberKind
        fields = ("code", "name", "pattern")
        import_id_fields = ("code",)
