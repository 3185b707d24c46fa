"""What is noted in a meeting, drafted of its minutes, and corrected in them afterwards."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.composing import Facts, decisions_in, places_of
from planning.meetings.forms.shared import layout
from planning.meetings.models import AgendaLine, Decision, Meeting, Note, NoteKind
from planning.meetings.states import DecisionState
from secretariat.refusable import RefusableForm

LONG = 20_000


class NoteForm(RefusableForm):
    """What is noted at a line."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices, initial=NoteKind.INFO)
    text = forms.CharField(
        label=pgettext_lazy("note", "Note"),
        widget=forms.Textarea,
        error_messages={"required": _("Write what is to be noted.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DraftForm(RefusableForm):
    """The words of minutes: title, opening, and for every line its text and what was decided."""

    title = forms.CharField(label=_("Title"), max_length=120)
    opening = forms.CharField(label=_("Opening words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, lines: Sequence[AgendaLine], **kwargs: Any) -> None:
        words = {"title": meeting.sitting.title, "opening": meeting.sitting.opening}
        super().__init__(*args, **kwargs | {"initial": words | {"version": meeting.version}})
        self.lines = lines
        groups = [Fieldset("", "title", "opening")]
        for number, line in enumerate(lines, start=1):
            names = [self._text(line), *map(self._decision, decisions_in(line)), self._added(line)]
            groups.append(Fieldset(f"{number}. {line.title}", *names))
        self.helper = layout(*groups, "version")

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        clean = self.cleaned_data
        notes = [note for line in self.lines for note in decisions_in(line)]
        return {
            "title": clean["title"],
            "opening": clean["opening"],
            "texts": {line.pk: clean[f"text_{line.pk}"] for line in self.lines},
            "decisions": {note.pk: clean[f"decision_{note.pk}"] for note in notes},
            "added": {line.pk: clean[f"added_{line.pk}"] for line in self.lines},
            "version": clean["version"],
        }

    def _text(self, line: AgendaLine) -> str:
        return self._add(f"text_{line.pk}", _("What was said"), line.text, rows=2)

    def _decision(self, note: Note) -> str:
        name = self._add(f"decision_{note.pk}", note.get_kind_display(), note.text, rows=2)
        decision: Decision | None = getattr(note, "decision", None)
        if decision and decision.state == DecisionState.TRACKED:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("It is on the supervision ledger; its words stay.")
        else:
            self.fields[name].help_text = _("Changed words are read anew; left empty, it is taken away.")
        return name

    def _added(self, line: AgendaLine) -> str:
        name = self._add(f"added_{line.pk}", _("Further decisions"), "", rows=1)
        self.fields[name].help_text = _("One on each line.")
        return name

    def _add(self, name: str, label: Any, initial: str, *, rows: int) -> str:
        facts: dict[str, Any] = {"label": label, "initial": initial, "required": False, "max_length": LONG}
        self.fields[name] = forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **facts)
        return name


class ReturnMinutesForm(RefusableForm):
    """What is to be changed in minutes that are sent back."""

    reason = forms.CharField(label=_("What is to be changed"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": meeting.version}})
        self.helper = layout("reason", "version")


class CorrectionForm(RefusableForm):
    """Where published minutes are wrong, what they say, what they should say, and why."""

    place = forms.ChoiceField(label=_("Place in the minutes"), help_text=_("The part in which the words stand."))
    old = forms.CharField(
        label=_("As it reads"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("Copied from the minutes, word for word."),
    )
    new = forms.CharField(label=_("As it should read"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, facts: Facts | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": meeting.version}})
        places = list(places_of(facts)) if facts else [str(_("Text of the minutes"))]
        self.fields["place"].choices = [(place, place) for place in places]  # type: ignore[attr-defined]
        self.helper = layout("place", "old", "new", "reason", "version")
