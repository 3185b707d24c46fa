"""What people type about the lines of an agenda, and about the change of one that is fixed."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import layout
from planning.meetings.models import AgendaLine, Meeting
from secretariat.refusable import RefusableForm


class LineForm(RefusableForm, forms.ModelForm):
    """The words of a line, its minutes, and who presents it."""

    class Meta:
        model = AgendaLine
        fields = ("title", "minutes", "presenter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout("title", Row(Column("minutes"), Column("presenter")))


class ReopenForm(RefusableForm):
    """Who has approved the change of a fixed agenda, and why it is changed (rule 35)."""

    approved_by = forms.CharField(
        label=_("Approved by"), max_length=60, help_text=_("Whoever allowed the change, such as the secretary-general.")
    )
    reason = forms.CharField(label=_("Why the agenda is changed"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": meeting.version}})
        self.helper = layout("approved_by", "reason", "version")
