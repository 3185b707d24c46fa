"""What the forms of arrangements share: their helper, and the inputs of days and times."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from planning.arrangements.models import HalfDay

NO_HALF = [("", "—"), *HalfDay.choices]


def layout(*fields: Any) -> FormHelper:
    """The helper of a form whose <form> and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*fields)
    return helper


def time_input() -> forms.TimeInput:
    """The time picker of the browser."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})
