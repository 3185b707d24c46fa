"""Logging in, and the password."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext


class LogInForm(AuthenticationForm):
    """Says what to do after a refused log-in, and how many attempts are left before the lock."""

    please_log_in = gettext_lazy("Please log in to see this page.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext_lazy("Staff number")
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["username"].error_messages["required"] = gettext_lazy("Please enter your staff number.")
        self.fields["password"].error_messages["required"] = gettext_lazy("Please enter your password.")

    def get_invalid_login_error(self) -> ValidationError:
        left = max(0, settings.AXES_FAILURE_LIMIT - self._failures())
        text = ngettext(
            "The staff number or the password is not right; you may try %(n)d more time. If you have forgotten the "
            "password, ask the administrator.",
            "The staff number or the password is not right; you may try %(n)d more times. If you have forgotten the "
            "password, ask the administrator.",
            left,
        )
        return ValidationError(text % {"n": left}, code="invalid_login")

    def _failures(self) -> int:
        return int(AxesProxyHandler.get_failures(self.request, {"username": self.cleaned_data.get("username")}))


class ChangePasswordForm(PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False)
