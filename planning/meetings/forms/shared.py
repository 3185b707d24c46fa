"""What the forms of this drawer share."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from secretariat.errors import Refused


class Refusable(forms.Form):
    """A form that shows what the service refused, at the field that it names."""

    def refuse(self, refusal: Refused) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


def layout(*fields: Any) -> FormHelper:
    """The helper of a form whose <form> and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


def day_input() -> forms.DateInput:
    """The browser's own picker of days."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def clock_input() -> forms.TimeInput:
    """The browser's own picker of times."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})
