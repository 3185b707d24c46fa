"""What consultations answer to the drawers below, how their days are kept, and what their events are called."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, OuterRef, Subquery, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from planning.consultations.corrections import correct_checkpoint
from planning.consultations.models import Checkpoint, Consultation
from planning.consultations.queries import checkpoints_open
from planning.consultations.reading import is_meeting
from planning.consultations.reminders import reminders
from planning.consultations.rules import keeps_programme
from planning.consultations.services import move_consultation
from planning.consultations.states import RUNNING
from planning.consultations.touched import CHECKPOINT, MEETING, day_of, due_of, touched_by
from planning.consultations.verbs import VERBS
from planning.consultations.whereabouts import whereabouts
from secretariat.audit.labels import register_all, register_group
from secretariat.daywords import day_short
from secretariat.errors import Refused
from secretariat.offers import DayEntry, Question, TaskLine, WeekEntry, answers
from secretariat.people.models import Department
from secretariat.people.whose import of_unit, unit_leads
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.keepers import keeps

# Within a quotation single marks stand for double ones.
_INNER = str.maketrans("\u201c\u201d", "\u2018\u2019")

answers(Question.REMINDERS)(reminders)
answers(Question.CALENDAR_CHANGED)(touched_by)
answers(Question.WHEREABOUTS)(whereabouts)


@answers(Question.WEEK)
def week(*, first_on: date, last_on: date, user: Any) -> list[WeekEntry]:
    """The consultations that meet on these days, as far as `user` may see them: one query."""
    found = Consultation.objects.visible_to(user).filter(state__in=RUNNING, meeting_on__range=(first_on, last_on))
    return [
        WeekEntry(
            on=one.meeting_on,
            at=None,
            title=str(one),
            place="",
            url=one.get_absolute_url(),
            unit_id=one.lead_id,
            unit=one.lead.short if one.lead else "",
            words=_words(one),
        )
        for one in found.select_related("lead", "form").order_by("meeting_on", "pk")
        if one.meeting_on
    ]


def _words(one: Consultation) -> str:
    """The consultation by its form, else its kind, with the verb that belongs to it."""
    with translation.override(settings.LANGUAGE_CODE):
        form = one.form.name if one.form else str(one.get_kind_display())
        facts = {"form": form, "topic": one.topic.translate(_INNER)}
        if is_meeting(form):
            return pgettext("line of an arrangement", "hold the %(form)s “%(topic)s”") % facts
        return pgettext("line of an arrangement", "carry out the %(form)s “%(topic)s”") % facts


@answers(Question.DAYS)
def days(*, first_on: date, last_on: date, user: Any) -> list[DayEntry]:
    """The same for a person's own telephone, with the part that their unit has in them: one query."""
    found = Consultation.objects.visible_to(user).filter(state__in=RUNNING, meeting_on__range=(first_on, last_on))
    found = found.annotate(helping=Subquery(_helping(user))).select_related("lead")
    return [_day(one, user) for one in found.order_by("meeting_on", "pk")]


def _helping(user: Any) -> Any:
    """The co-unit of a consultation that is the person's own, before those of people for whom they act."""
    shared = Consultation.co_units.through.objects.filter(consultation=OuterRef("pk"))
    own_first = Case(When(department=user.department_id, then=0), default=1)
    row = JSONObject(id="department", name="department__name", short_name="department__short_name")
    return shared.filter(department__in=user.acting_units).order_by(own_first, "pk").values(row=row)[:1]


def _day(one: Any, user: Any) -> DayEntry:
    part = ""
    if one.lead_id in user.acting_units:
        part = of_unit(user, one.lead, _("Your unit leads"), _("%(unit)s leads (for %(name)s)"))
    elif one.helping:
        helping = Department(**one.helping)
        part = of_unit(user, helping, _("Your unit takes part"), _("%(unit)s takes part (for %(name)s)"))
    people = _("Lead unit: %(unit)s") % {"unit": one.lead.short} if one.lead else ""
    return DayEntry(one.meeting_on, None, str(one), one.get_absolute_url(), people=people, part=part)


@answers(Question.TASKS)
def tasks(*, user: Any, on: date, calendar: Calendar) -> list[TaskLine]:
    """The checkpoints that the lead unit still has to do, the earliest first: one query."""
    found = checkpoints_open(user).filter(consultation__lead__in=user.acting_units)
    return [_task(point, user, on) for point in found.order_by("due_on", "pk")]


def _task(point: Checkpoint, user: Any, on: date) -> TaskLine:
    consultation = point.consultation
    meeting = day_short(consultation.meeting_on, on) if consultation.meeting_on else "—"
    url = reverse("planning:checkpoint_step", args=[consultation.pk, point.kind, "complete"])
    done = pgettext("checkpoint", "Done")
    step = {"label": done, "icon": "check", "method": "post", "url": url, "version": consultation.version}
    return TaskLine(
        title=f"{consultation} {point.get_kind_display()}",
        url=consultation.get_absolute_url(),
        due_on=point.due_on,
        text=_("Key consultation, meeting on %(day)s") % {"day": meeting},
        why=unit_leads(user, consultation.lead) if consultation.lead else "",
        steps=(step,),
    )


@keeps(MEETING, label=gettext_lazy("day of a consultation"), decides=keeps_programme, date_of=day_of)
def move_meeting(pk: int, *, by: Any, on: date, from_on: date, to_on: date, reason: str) -> None:
    """Move a consultation that a new calendar puts in question; its checkpoints move with it (rule 32)."""
    found = Consultation.objects.get(pk=pk)
    if day_of(found) != from_on:
        raise Refused(_("The consultation was changed in the meantime; its day is no longer in question."))
    facts: dict[str, Any] = {"calendar": workdays.load(), "version": found.version}
    move_consultation(pk, meeting_on=to_on, reason=reason, by=by, on=on, **facts)


@keeps(
    CHECKPOINT,
    label=gettext_lazy("checkpoint of a consultation"),
    decides=keeps_programme,
    date_of=due_of,
    reads=["consultation"],
)
def move_checkpoint(pk: int, *, by: Any, on: date, from_on: date, to_on: date, reason: str) -> None:
    """Move a checkpoint that a new calendar puts in question; the meeting stays."""
    correct_checkpoint(pk, by=by, on=on, due_on=to_on, reason=reason, from_on=from_on)


register_group("programme", gettext_lazy("Programmes"))
register_group("consultation", gettext_lazy("Key consultations"))
register_group("consultation_form", gettext_lazy("Forms of consultation"))
register_all(VERBS)
