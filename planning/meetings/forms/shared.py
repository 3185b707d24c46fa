"""What the forms of this drawer share."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms


def layout(*fields: Any) -> FormHelper:
    """The helper of a form whose <form> and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


def clock_input() -> forms.TimeInput:
    """The browser's own picker of times."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})
