"""Which meetings are listed, and what becomes of one: moved, cancelled, minuted."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import clock_input, day_input, layout
from planning.meetings.models import Meeting, Series
from planning.meetings.parsing import MAX_CHARACTERS
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

    held_on = forms.DateField(label=_("Day"), widget=day_input())
    starts_at = forms.TimeField(label=_("Begins at"), widget=clock_input())
    place = forms.CharField(label=_("Place"), max_length=60)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Leaders and the offices concerned are told, with this reason.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kept = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "place", "version")}
        super().__init__(*args, **kwargs | {"initial": kept})
        self.helper = layout(Row(Column("held_on"), Column("starts_at")), "place", "reason", "version")


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
    """The text of the minutes, as it is pasted."""

    text = forms.CharField(
        label=_("Text of the minutes"),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_CHARACTERS,
        error_messages={
            "max_length": _(
                "The text has %(show_value)d characters; minutes have at most %(limit_value)d. Shorten it."
            ),
            "required": _("Paste the text of the minutes here."),
        },
        help_text=_("Numbered decisions are read: who leads, who takes part, until when. You confirm every line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"text": meeting.minutes, "version": meeting.version}})
        # A textarea with a limit would cut what is pasted without a word.
        self.fields["text"].widget.attrs.pop("maxlength", None)
        self.helper = layout("text", "version")
