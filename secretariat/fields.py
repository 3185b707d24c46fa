"""What a field of the house says when it is left empty, too full or out of time: its name, and the cure (rule 50)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TOO_LONG = gettext_lazy("This has %(show_value)d characters; there is room for %(limit_value)d. Shorten it.")

# The years the house knows: working days are counted year by year, and a slip of the keyboard reaches far.
FIRST_YEAR, LAST_YEAR = 1950, 2199


class NamedField(forms.BoundField):
    """A field in its form: there it has its name, so that what is wrong can be said by name. Words of its own stay."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        # Fields of a form are its own copies.
        if self.label and field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = _left_empty(field) % {"field": str(self.label).rstrip(":：")}
        if isinstance(field, forms.CharField) and field.max_length is not None:
            field.error_messages.setdefault("max_length", TOO_LONG)
        if isinstance(field, forms.DateField | forms.DateTimeField):
            field.validators.append(self._refuse_other_times)

    def _refuse_other_times(self, day: date) -> None:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            words = _("“%(field)s” must lie between %(first)d and %(last)d.")
            facts = {"field": str(self.label).rstrip(":："), "first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(words % facts)


def _left_empty(field: forms.Field) -> str:
    is_chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    return _("Choose “%(field)s”.") if is_chosen else _("Fill in “%(field)s”.")


class DayInput(forms.DateInput):
    """The browser's own picker of days."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked as browsers offer it."""

    widget = DayInput


class Renderer(TemplatesSetting):
    """Draws the forms of the house, of the administration as well."""

    bound_field_class = NamedField


def accept_pasted(field: forms.Field, limit: int) -> None:
    """Let the browser take in a text of any length, and refuse one above `limit` in words before it is sent.

    A limit of the browser's own would cut what is pasted without a word.
    """
    attrs: dict[str, Any] = field.widget.attrs
    attrs.pop("maxlength", None)
    attrs["data-longest"] = limit
    attrs["data-too-long"] = _(
        "The text is too long: there is room for %(n)d characters. Shorten it, or paste it in parts."
    ) % {"n": limit}
