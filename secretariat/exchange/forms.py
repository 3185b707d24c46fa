"""The form with which a sheet is sent in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.workbooks.archive import MAX_UPLOAD, MIB


class SheetForm(forms.Form):
    """One .xlsx; what may be in it is judged when it is read."""

    file = forms.FileField(
        label=_("Excel sheet"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("An .xlsx of at most 10 MB, without formulas and macros. The first sheet with content is read."),
        error_messages={"required": _("Choose the sheet first."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB. Make it smaller or split it.") % {"n": MAX_UPLOAD // MIB}
            )
        return upload
