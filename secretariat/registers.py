"""Lists that the administrator keeps by name, as sheets: what their columns have in common and how they are read."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import BooleanWidget, Widget

from secretariat.resources import SheetResource, in_every_language


class YesNo(BooleanWidget):
    """Yes or no in the words of the reader, understood in those of every language. An empty cell says `empty`."""

    def __init__(self, *, empty: bool = True) -> None:
        super().__init__()
        self.empty = empty

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        word = str(value).strip().lower()
        if not word:
            return self.empty
        if word in {"1", "true", *map(str.lower, in_every_language(gettext_lazy("Yes")))}:
            return True
        if word in {"0", "false", *map(str.lower, in_every_language(gettext_lazy("No")))}:
            return False
        raise ValueError(_("Write yes or no."))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(_("Yes") if value else _("No"))


class Whole(Widget):
    """A whole number that is not negative, such as a place in an order; nothing where the cell is empty."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isdecimal() and int(text) <= 32_767):
            raise ValueError(_("Write a whole number."))
        return int(text) if text else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class RegisterResource(SheetResource):
    """A list kept by name: its order, and what is in use of it. What left the sheet stays in the list."""

    titles: ClassVar[dict[str, Any]] = {
        "name": gettext_lazy("name"),
        "order": gettext_lazy("order"),
        "is_active": gettext_lazy("active"),
    }

    order = Field(attribute="order", widget=Whole(), default=99)
    is_active = Field(attribute="is_active", widget=YesNo())

    class Meta(SheetResource.Meta):
        fields: tuple[str, ...] = ("name", "order", "is_active")
        import_id_fields = ("name",)
