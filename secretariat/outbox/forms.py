"""What people type about reminders and robots."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.fields import DayField
from secretariat.outbox.chat import service_of
from secretariat.outbox.models import ChatKind, ChatRobot, Ladder
from secretariat.outbox.troubles import ChatRefused
from secretariat.refusable import RefusableForm


class DayForm(forms.Form):
    """The day whose reminders are to be shown."""

    on = DayField(label=gettext_lazy("Day"), required=False)


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
    """A robot; its webhook and its secret go in and never come out again."""

    webhook = forms.CharField(
        label=gettext_lazy("webhook address"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 80}),
        help_text=gettext_lazy("As the chat program shows it when the robot is added. Left empty, it stays as it is."),
    )
    secret = forms.CharField(
        label=gettext_lazy("signing secret"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 80}),
        help_text=gettext_lazy(
            "DingTalk only, where the robot signs its messages. Left empty, it stays as it is. Feishu robots are not"
            " signed here: choose a keyword or a list of addresses there."
        ),
    )
    unsigned = forms.BooleanField(label=gettext_lazy("Remove the signing secret"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of notices"), choices=Ladder.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ChatRobot
        fields = ("name", "kind", "webhook", "secret", "department", "kinds", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Neither shown nor compared with what was typed.
        self.initial.pop("webhook", None)
        self.initial.pop("secret", None)
        self._secret = self.instance.secret

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the columns; a secret that is taken away has changed as well."""
        changed = [name for name in super().changed_data if name not in ("secret", "unsigned")]
        is_other = self.cleaned_data.get("secret", self._secret) != self._secret
        return [*changed, "secret"] if is_other else changed

    def clean_webhook(self) -> str:
        """The address as it was where none is typed."""
        typed: str = self.cleaned_data["webhook"].strip() or self.instance.webhook
        if not typed:
            raise ValidationError(_("Paste the address of the robot."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "secret" in cleaned:
            cleaned["secret"] = self._kept(cleaned)
        if cleaned.get("webhook") and cleaned.get("kind"):
            try:
                service_of(cleaned["kind"], cleaned["webhook"])
            except ChatRefused as refusal:
                self.add_error("webhook", self._words(refusal))
            else:
                self._refuse_secret(cleaned)
        return cleaned

    def _kept(self, cleaned: dict[str, Any]) -> str:
        """The secret as it was where none is typed; none where it is taken away, or the service takes none."""
        typed: str = cleaned["secret"].strip()
        stays = not cleaned.get("unsigned") and cleaned.get("kind") == ChatKind.DINGTALK
        return typed or (self._secret if stays else "")

    def _refuse_secret(self, cleaned: dict[str, Any]) -> None:
        try:
            service_of(cleaned["kind"], cleaned["webhook"], cleaned.get("secret", ""))
        except ChatRefused:
            self.add_error("secret", self._words_of_secret(cleaned["kind"]))

    def _words_of_secret(self, kind: str) -> str:
        if kind == ChatKind.DINGTALK:
            return _("This is no secret of a DingTalk robot. Copy it whole from the chat program; it begins with SEC.")
        return _("Only DingTalk robots sign here. Leave this empty, and choose a keyword or a list of addresses there.")

    def _words(self, refusal: ChatRefused) -> str:
        if refusal.code == "host":
            hosts = ", ".join(settings.CHAT_HOSTS)
            return _("Robots may post to these hosts only: %(hosts)s (setting CHAT_HOSTS).") % {"hosts": hosts}
        return _("This is no address of a robot of this kind. Copy it whole from the chat program.")
