"""What people type about reminders and robots."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.outbox.chat import ChatRefused, service_of
from secretariat.outbox.models import ChatRobot, Ladder
from secretariat.refusable import RefusableForm
from secretariat.workdays.forms import FIRST_YEAR, LAST_YEAR


class DayForm(forms.Form):
    """The day whose reminders are to be shown."""

    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and not FIRST_YEAR < day.year < LAST_YEAR:
            raise ValidationError(_("Choose a day between %(first)d and %(last)d.") % _YEARS)
        return day


_YEARS = {"first": FIRST_YEAR + 1, "last": LAST_YEAR - 1}


class SuppressForm(RefusableForm):
    """Why a line is held back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)


class ChatRobotForm(forms.ModelForm):
    """A robot; its webhook goes in and never comes out again."""

    webhook = forms.CharField(
        label=gettext_lazy("webhook address"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 80}),
        help_text=gettext_lazy("As the chat program shows it when the robot is added. Left empty, it stays as it is."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of notices"), choices=Ladder.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ChatRobot
        fields = ("name", "kind", "webhook", "department", "kinds", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Neither shown nor compared with what was typed.
        self.initial.pop("webhook", None)

    def clean_webhook(self) -> str:
        """The address as it was where none is typed."""
        typed: str = self.cleaned_data["webhook"].strip() or self.instance.webhook
        if not typed:
            raise ValidationError(_("Paste the address of the robot."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("webhook") and cleaned.get("kind"):
            try:
                service_of(cleaned["kind"], cleaned["webhook"])
            except ChatRefused as refusal:
                self.add_error("webhook", self._words(refusal))
        return cleaned

    def _words(self, refusal: ChatRefused) -> str:
        if refusal.code == "host":
            hosts = ", ".join(settings.CHAT_HOSTS)
            return _("Robots may post to these hosts only: %(hosts)s (setting CHAT_HOSTS).") % {"hosts": hosts}
        return _("This is no address of a robot of this kind. Copy it whole from the chat program.")
