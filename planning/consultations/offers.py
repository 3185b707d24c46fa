"""What consultations answer to the drawers below, and what their events are called."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from planning.consultations.models import Checkpoint, Consultation
from planning.consultations.queries import checkpoints_open
from planning.consultations.reminders import reminders
from planning.consultations.states import RUNNING
from planning.consultations.verbs import VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.offers import Question, TaskLine, WeekEntry, answers

answers(Question.REMINDERS)(reminders)


@answers(Question.WEEK)
def week(*, first_on: date, last_on: date, user: Any) -> list[WeekEntry]:
    """The consultations that meet on these days, as far as `user` may see them: one query."""
    found = Consultation.objects.visible_to(user).filter(state__in=RUNNING, meeting_on__range=(first_on, last_on))
    return [
        WeekEntry(
            on=one.meeting_on,
            at=None,
            title=str(one),
            place=one.lead.short if one.lead else "",
            url=one.get_absolute_url(),
        )
        for one in found.select_related("lead").order_by("meeting_on", "pk")
        if one.meeting_on
    ]


@answers(Question.TASKS)
def tasks(*, user: Any, on: date) -> list[TaskLine]:
    """The checkpoints that the lead unit still has to do, the earliest first: one query."""
    found = checkpoints_open(user).filter(consultation__lead__in=user.acting_units)
    return [_task(point) for point in found.order_by("due_on", "pk")]


def _task(point: Checkpoint) -> TaskLine:
    consultation = point.consultation
    url = reverse("planning:checkpoint_step", args=[consultation.pk, point.kind, "complete"])
    done = pgettext("checkpoint", "Done")
    step = {"label": done, "icon": "check", "method": "post", "url": url, "version": consultation.version}
    return TaskLine(
        title=f"{consultation} {point.get_kind_display()}",
        url=consultation.get_absolute_url(),
        due_on=point.due_on,
        text=_("Key consultation, meeting on %(day)s") % {"day": f"{consultation.meeting_on:%m-%d}"},
        why=_("Your unit has the lead."),
        steps=(step,),
    )


register_group("programme", gettext_lazy("Programmes"))
register_group("consultation", gettext_lazy("Key consultations"))
register_group("consultation_form", gettext_lazy("Forms of consultation"))
register_all(VERBS)
