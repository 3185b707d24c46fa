"""Which meetings are listed, and what becomes of one: moved, cancelled, minuted."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import clock_input, layout
from planning.meetings.models import Meeting, Series
from planning.meetings.parsing import MAX_CHARACTERS
from secretariat.documents.opening import open_document
from secretariat.errors import Refused
from secretariat.fields import DayField, accept_pasted
from secretariat.refusable import RefusableForm


class MeetingFilterForm(forms.Form):
    """Which meetings the list shows; everything is in the address."""

    series = forms.ModelChoiceField(
        Series.objects.none(), label=_("Series"), required=False, empty_label=_("All series")
    )
    q = forms.CharField(label=_("In this list"), required=False, max_length=60)

    def __init__(self, *args: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].widget.attrs["class"] = "form-select"
        self.fields["series"].queryset = series  # type: ignore[attr-defined]

    def apply(self, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """The meetings that pass; a filter that cannot be read is left out."""
        self.is_valid()
        chosen, words = self.cleaned_data.get("series"), self.cleaned_data.get("q", "").strip()
        if chosen:
            meetings = meetings.filter(series=chosen)
        if words:
            by_number = Q(number=int(words)) if words.isdecimal() and len(words) < 5 else Q()
            by_words = Q(series__name__icontains=words) | Q(place__icontains=words) | Q(note__icontains=words)
            meetings = meetings.filter(by_words | by_number if by_number else by_words)
        return meetings


class MoveForm(RefusableForm):
    """Another day, time or place for a meeting, and why."""

    held_on = DayField(label=_("Day"))
    starts_at = forms.TimeField(label=_("Begins at"), widget=clock_input())
    place = forms.CharField(label=_("Place"), max_length=60)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Leaders and the offices concerned are told, with this reason.")
    )
    in_spite = forms.CharField(label=_("Why it is moved there in spite of that"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kept = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "place", "version")}
        super().__init__(*args, **kwargs | {"initial": kept})
        self.helper = layout(Row(Column("held_on"), Column("starts_at")), "place", "reason", "version")
        if self.data.get("in_spite"):
            self.helper.layout.append("in_spite")

    def refuse(self, refusal: Refused) -> None:
        """What is only asked where the meeting collides with something (rule 36) stands on the page from then on."""
        super().refuse(refusal)
        if refusal.field == "in_spite" and "in_spite" not in self.helper.layout.fields:
            self.helper.layout.append("in_spite")


class CancelForm(RefusableForm):
    """Why a meeting does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The meeting keeps its number and can be restored. Leaders and the offices concerned are told."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": meeting.version}})
        self.helper = layout("reason", "version")


class MinutesForm(RefusableForm):
    """The text of the minutes, as it is pasted, or the Word document that holds it.

    `belongs` is offered only where the text states the number or the day of another meeting (rule 37).
    """

    file = forms.FileField(
        label=_("Word document"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A .docx of at most 10 MB; its automatic numbers are read, too. Or paste the text below."),
        error_messages={"empty": _("The file is empty.")},
    )
    text = forms.CharField(
        label=_("Text of the minutes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_CHARACTERS,
        help_text=_("Numbered decisions are read: who leads, who takes part, until when. You confirm every line."),
    )
    belongs = forms.BooleanField(label=_("The text belongs to this meeting all the same"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.kept = meeting.minutes
        super().__init__(*args, **kwargs | {"initial": {"text": meeting.minutes, "version": meeting.version}})
        accept_pasted(self.fields["text"], MAX_CHARACTERS)
        self.helper = layout("belongs", "file", "text", "version")
        if not self.data.get("belongs"):
            self.fields["belongs"].widget = forms.HiddenInput()

    def refuse(self, refusal: Refused) -> None:
        """Show the box that confirms a text with the number or the day of another meeting where it was refused."""
        if refusal.field == "belongs":
            self.fields["belongs"].widget = forms.CheckboxInput()
        super().refuse(refusal)

    def clean(self) -> dict[str, Any]:
        """Take the words of the document for the text; what was typed besides is never thrown away."""
        clean = super().clean()
        upload, typed = clean.get("file"), clean.get("text", "")
        if upload and typed and not _is_same(typed, self.kept):
            self.add_error(
                "file",
                _("The box below holds a text of its own. Empty it to read the document, or send the text only."),
            )
        elif upload:
            self._read(upload)
        elif not typed and "text" not in self.errors and "file" not in self.errors:
            self.add_error("text", _("Paste the text of the minutes here."))
        return clean

    def _read(self, upload: Any) -> None:
        try:
            text = open_document(upload, limit=MAX_CHARACTERS)
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.cleaned_data["text"] = text
        # Whatever happens next, the words that were read stand in the box.
        self.data = {"version": self.data.get("version"), "text": text}


def _is_same(one: str, other: str) -> bool:
    return one.split() == other.split()
