"""What people type about an issue: one form per action."""

from calendar import monthrange
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import add_months
from supervision.bulletins.models import BulletinKind, Issue, Section

MONTHS = 12


class ActionForm(RefusableForm):
    """A form laid out by crispy; its buttons stand in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)


class VersionForm(forms.Form):
    """A step without questions; it carries the version that the person has seen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CompileForm(ActionForm):
    """Which bulletin, which month; the present month and those before it are offered."""

    kind = forms.ModelChoiceField(BulletinKind.objects.order_by("pk"), label=_("Bulletin"), empty_label=None)
    month = forms.ChoiceField(label=_("Month"))
    again = forms.BooleanField(
        label=_("Correct an issue that has been signed"),
        help_text=_("A signed issue never changes. A correction is a new issue with a number of its own."),
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month: Any = self.fields["month"]
        firsts = [add_months(on.replace(day=1), -back) for back in range(MONTHS)]
        month.choices = [(f"{first:%Y-%m}", _month(first)) for first in firsts]
        month.initial = f"{firsts[1]:%Y-%m}"

    def clean_month(self) -> tuple[date, date]:
        first = date.fromisoformat(f"{self.cleaned_data['month']}-01")
        return first, first.replace(day=monthrange(first.year, first.month)[1])


class EditForm(ActionForm):
    """The title and the text of every section, or of the one section that is being edited in place."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=100)

    def __init__(self, *args: Any, issue: Issue, section: str = "", **kwargs: Any) -> None:
        self.sections: list[Section] = [one for one in issue.sections.all() if section in ("", one.code)]
        kwargs.setdefault("initial", values_of(issue, self.sections))
        super().__init__(*args, **kwargs)
        if section:
            del self.fields["title"]
        for one in self.sections:
            self.fields[_field(one)] = forms.CharField(
                label=one.heading,
                required=False,
                max_length=10_000,
                widget=forms.Textarea(attrs={"rows": 6 if section else 4}),
            )
        self.helper.layout = Layout(*self.fields)

    @property
    def prose(self) -> dict[str, str]:
        """The text of each section as it was typed."""
        return {one.code: self.cleaned_data[_field(one)] for one in self.sections}


class ReturnForm(ActionForm):
    reason = forms.CharField(label=_("What is to be changed"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}))


class SignForm(ActionForm):
    """The signature; without Chinese fonts one has to say that the Word file is enough."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    without_pdf = forms.BooleanField(
        label=_("Issue it without a PDF"),
        help_text=_("There is no Chinese font on the server. Only the Word file would be kept, for good."),
        required=False,
    )

    def __init__(self, *args: Any, has_fonts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_fonts:
            del self.fields["without_pdf"]
            self.helper.layout = Layout(*self.fields)


def values_of(issue: Issue, sections: list[Section]) -> dict[str, Any]:
    """What the form of an issue shows first."""
    return {"version": issue.version, "title": issue.title, **{_field(one): one.prose for one in sections}}


def _field(section: Section) -> str:
    return f"prose_{section.code}"


def _month(first: date) -> str:
    return date_format(first, pgettext("month of a year", "F Y"))
