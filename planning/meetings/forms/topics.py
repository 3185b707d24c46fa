"""What people type about a topic, and which topics are listed."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from planning.meetings.deadlines import cutoff_of
from planning.meetings.forms.shared import layout
from planning.meetings.models import Meeting, Series, Topic
from planning.meetings.states import LIVING, TopicState
from secretariat.attachments.forms import FilesField
from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.refusable import RefusableForm
from secretariat.workdays.calendar import Calendar

# So many meetings of a series are offered; who looks further ahead waits.
OFFERED = 4
LONGEST = 2000


class FileRefusableForm(RefusableForm):
    """Shows what was refused of a file at the field of the files."""

    def refuse(self, refusal: Refused) -> None:
        field = "attachments" if refusal.field == "file" else refusal.field
        self.add_error(field if field in self.fields else None, str(refusal))


class TopicForm(FileRefusableForm, forms.ModelForm):
    """A topic as its unit writes it."""

    reason = forms.CharField(
        label=_("Why it is brought up"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    wanted = forms.CharField(
        label=_("Wanted decision"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the meeting is asked to decide, as it should stand in the minutes."),
    )
    attachments = FilesField(
        label=pgettext_lazy("topic", "Papers"),
        required=False,
        help_text=_("They may follow until the day that the topic's page names."),
    )

    class Meta:
        model = Topic
        fields = ("title", "meeting", "presenter", "minutes", "reason", "wanted", "version")
        widgets = {"version": forms.HiddenInput}

    def __init__(self, *args: Any, meetings: Iterable[Meeting], calendar: Calendar, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["meeting"], meetings, calendar, on)
        self.helper = layout(
            "title",
            "meeting",
            Row(Column("presenter"), Column("minutes")),
            "reason",
            "wanted",
            "attachments",
            "version",
        )


class TopicStepForm(FileRefusableForm):
    """Nothing to be said: what is asked before a step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, topic: Topic, meetings: Iterable[Meeting], calendar: Calendar, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": topic.version, "meeting": topic.meeting_id}})
        self.asked = [name for name in self.fields if name != "version"]
        if "meeting" in self.fields:
            # A series that has ended has no agenda to come: another takes its topics.
            own = [one for one in meetings if one.series_id == topic.series_id or not topic.series.is_active]
            _offer(self.fields["meeting"], own, calendar, on)
        self.helper = layout(*self.asked, "version")


class TopicReasonForm(TopicStepForm):
    """Why a topic is returned, deferred or refused."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The unit reads it."))


class AcceptForm(TopicStepForm):
    """On which agenda a topic comes."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Meeting"))


class FinishForm(TopicStepForm):
    """What came of a topic, for its history."""

    note = forms.CharField(label=_("What came of it"), max_length=200, required=False)


class PapersForm(TopicStepForm):
    """More papers for a topic."""

    attachments = FilesField(label=pgettext_lazy("topic", "Papers"), required=False)


class TopicFilterForm(forms.Form):
    """Which topics the list shows; everything is in the address."""

    q = forms.CharField(label=_("In this list"), required=False, max_length=60)
    series = forms.ModelChoiceField(
        Series.objects.none(), label=_("Series"), required=False, empty_label=_("All series")
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Not finished")), *TopicState.choices, ("all", _("Any state"))],
        required=False,
    )

    def __init__(self, *args: Any, series: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series  # type: ignore[attr-defined]

    def apply(self, topics: QuerySet[Topic]) -> QuerySet[Topic]:
        """The topics that pass; a filter that cannot be read is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        state = chosen.get("state", "")
        if state != "all":
            topics = topics.filter(state=state) if state else topics.filter(state__in=LIVING)
        if series := chosen.get("series"):
            topics = topics.filter(series=series)
        for word in chosen.get("q", "").split():
            topics = topics.filter(
                Q(title__icontains=word) | Q(unit__name__icontains=word) | Q(presenter__icontains=word)
            )
        return topics


def _offer(field: Any, meetings: Iterable[Meeting], calendar: Calendar, on: date) -> None:
    """Let one of the next meetings be chosen, under the name of its series, with the moment of its cut-off."""
    found = list(meetings)
    field.required = True
    field.queryset = Meeting.objects.filter(pk__in=[meeting.pk for meeting in found]).select_related("series")
    groups: list[tuple[str, Any]] = [("", "—")]
    for series, own in groupby(found, key=lambda meeting: meeting.series.name):
        groups.append((series, [(meeting.pk, _said(meeting, calendar, on)) for meeting in list(own)[:OFFERED]]))
    field.widget.choices = groups


def _said(meeting: Meeting, calendar: Calendar, on: date) -> str:
    cutoff = timezone.localtime(cutoff_of(meeting, calendar), timezone.get_default_timezone())
    day = f"{day_short(meeting.held_on, on)} {date_format(meeting.held_on, 'D')}"
    facts = {"n": meeting.number, "day": day, "until": f"{day_short(cutoff.date(), on)} {cutoff:%H:%M}"}
    if cutoff.date() < on:
        return pgettext("meeting to choose", "No. %(n)d on %(day)s, topics were due by %(until)s") % facts
    return pgettext("meeting to choose", "No. %(n)d on %(day)s, topics until %(until)s") % facts
