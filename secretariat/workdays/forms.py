"""What people type about the calendar: a year's days, and what becomes of a date."""

from pathlib import PurePath
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.fields import FIRST_YEAR, LAST_YEAR, DayField, accept_pasted
from secretariat.refusable import RefusableForm
from secretariat.sheets import read_csv, read_xlsx
from secretariat.workdays.models import DateToDecide
from secretariat.workdays.parsing import MAX_CHARACTERS, MAX_LINES, as_text, notice_number
from secretariat.workdays.rules import LONGEST_NOTICE

# A list of one year's days is a few kilobytes; a workbook of it some ten.
MAX_FILE = 1024 * 1024
SUFFIXES = (".xlsx", ".csv", ".txt")


def _layout(*fields: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper


class ImportForm(RefusableForm):
    """The days of a year: pasted, or in a file, which becomes text to look at."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    notice = forms.CharField(
        label=gettext_lazy("Number of the notice"),
        max_length=LONGEST_NOTICE,
        required=False,
        help_text=gettext_lazy("Left empty, it is taken from the text if the text names it."),
    )
    text = forms.CharField(
        label=gettext_lazy("Days"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        help_text=gettext_lazy(
            "Paste the notice of the State Council as it stands, or rows of date, kind (off or work) and name of the "
            "holiday."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy("A sheet (.xlsx) or a text file with the columns date, kind and name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accept_pasted(self.fields["text"], MAX_CHARACTERS)
        self.helper = _layout(Row(Column("year"), Column("notice")), "text", "file")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > MAX_CHARACTERS or text.count("\n") >= MAX_LINES:
            raise ValidationError(
                _("This is too long for the calendar of one year: at most %(n)d characters in %(lines)d lines.")
                % {"n": MAX_CHARACTERS, "lines": MAX_LINES}
            )
        return text

    def clean_file(self) -> str:
        """The file as text to paste."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > MAX_FILE:
            raise ValidationError(_("The file is larger than 1 MB; the calendar of one year is far smaller."))
        path = PurePath(file.name or "")
        if path.suffix.lower() not in SUFFIXES:
            raise ValidationError(_("Send the calendar as .xlsx, .csv or .txt."))
        return self._file_text(path, file.read())

    def _file_text(self, path: PurePath, content: bytes) -> str:
        is_sheet = path.suffix.lower() == ".xlsx" or content.startswith(b"PK")
        try:
            refuse_classified(path.stem)
            text = as_text(read_xlsx(content) if is_sheet else read_csv(content))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if "\x00" in text:
            raise ValidationError(_("This is no text file."))
        if len(text) > MAX_CHARACTERS or text.count("\n") >= MAX_LINES:
            raise ValidationError(_("The file has more rows than the calendar of one year."))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        text = cleaned.pop("file", "") or cleaned.get("text", "")
        notice = cleaned.get("notice") or notice_number(text)[:LONGEST_NOTICE]
        if not text.strip():
            raise ValidationError({"text": _("Paste the days, or choose a file.")})
        return cleaned | {"text": text, "notice": notice}


class KeepForm(RefusableForm):
    """Why a date stays as it is."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, row: DateToDecide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _layout(*self.fields)


class MoveDateForm(KeepForm):
    """The new date, and why."""

    to_on = DayField(label=gettext_lazy("New date"))
    field_order = ("to_on", "reason")

    def __init__(self, *args: Any, row: DateToDecide, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **{"initial": {"to_on": row.suggested_on}} | kwargs)

    def refuse(self, refusal: Refused) -> None:
        """A drawer may call the date otherwise."""
        field = "to_on" if refusal.field in ("due_on", "held_on", "meeting_on") else refusal.field
        self.add_error(field if field in self.fields else None, str(refusal))
