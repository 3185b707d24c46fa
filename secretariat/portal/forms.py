"""Logging in, the password, and what a person sets or gives for themself."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from secretariat.fields import DayField
from secretariat.people import services as people
from secretariat.people.models import Theme, User
from secretariat.refusable import RefusableForm


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

    def save(self, commit: bool = True) -> Any:
        people.change_password(self.user, self.cleaned_data["new_password1"])
        return self.user


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class OwnForm(forms.Form):
    """What a person sets for themself."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        required=False,
        choices=[("", pgettext_lazy("theme", "As the computer is set")), *Theme.choices],
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone extension"),
        required=False,
        max_length=20,
        validators=[RegexValidator(r"^[0-9+() -]*\Z", gettext_lazy("Digits, spaces and + ( ) - only."))],
    )
    mails_digest = forms.BooleanField(
        label=gettext_lazy("Send me a digest by mail every working day"),
        required=False,
        help_text=User._meta.get_field("mails_digest").help_text,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        initial = {name: getattr(user, name) for name in people.OWN}
        initial["language"] = initial["language"] or settings.LANGUAGE_CODE
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.helper = _helper()
        self.helper.layout = Layout(Row(*(Column(name) for name in ("language", "theme", "phone"))), "mails_digest")


class PersonField(forms.ModelChoiceField):
    """A person who is here, with the unit, to be found by typing."""

    def __init__(self, **kwargs: Any) -> None:
        here = User.objects.filter(is_active=True).select_related("department")
        kwargs = {"empty_label": gettext_lazy("Choose a person")} | kwargs
        super().__init__(here, widget=forms.Select(attrs={"data-chooser": True}), **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return f"{person} ({person.department.short})" if person.department else str(person)


class LaidOutForm(RefusableForm):
    """Laid out by crispy; its buttons stand in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class DelegationForm(LaidOutForm):
    """Whom one lets act, and when; oneself is not among them."""

    taker = PersonField(label=gettext_lazy("Who acts for you"))
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("Such as leave or a business trip.")
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taker: Any = self.fields["taker"]
        taker.queryset = taker.queryset.exclude(pk=giver.pk)
        self.helper.layout = Layout("taker", Row(Column("from_on"), Column("until_on")), "reason")


class LeavingForm(LaidOutForm):
    """Who takes over from somebody who leaves."""

    successor = PersonField(
        label=gettext_lazy("Successor"),
        required=False,
        empty_label=gettext_lazy("Nobody for now"),
        help_text=gettext_lazy("Takes over what the person has in hand, as far as the posts allow."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor: Any = self.fields["successor"]
        successor.queryset = successor.queryset.exclude(pk=person.pk)


class WeekForm(forms.Form):
    """A day whose week is shown; one that cannot be read is left out."""

    on = forms.DateField(required=False)
