"""What plans answer to the drawers below, how their days are kept, what their events are called, their sheets."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.plans import importing
from planning.plans.corrections import correct_due
from planning.plans.models import DueKind, PlanItem
from planning.plans.queries import Task, to_do_within, to_report
from planning.plans.rules import records_adoption
from planning.plans.touched import KIND, last_of, touched_by
from planning.plans.verbs import GROUPS, VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.offers import Question, TaskLine, WeekEntry, answers
from secretariat.people.whose import unit_leads
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.keepers import keeps

__all__ = ["importing"]

answers(Question.CALENDAR_CHANGED)(touched_by)


@answers(Question.TASKS)
def tasks(*, user: Any, on: date, calendar: Calendar) -> list[TaskLine]:
    """What the unit of this person must report on or finish, the earliest first: two queries."""
    return [_line(task, user) for task in to_report(user, on=on, calendar=calendar)]


@answers(Question.MONTH)
def month(*, first_on: date, last_on: date, user: Any) -> list[WeekEntry]:
    """What adopted plans set for these days, as far as `user` may see it: on its day where the plan names one (rule 4),
    else in the words of the plan. One query and the calendar."""
    found = [_entry(item, day) for item, day in to_do_within(user, first_on, last_on, workdays.load())]
    return sorted(found, key=lambda entry: entry.on)


def _entry(item: PlanItem, day: date) -> WeekEntry:
    # It is a limit and no meeting: the leader stands in the note, lest every limit of a day clash with the others.
    with translation.override(settings.LANGUAGE_CODE):
        led = _("Annual plan (%(leader)s)") % {"leader": item.leader_words}
        note = led if item.leader_words else _("Annual plan")
    return WeekEntry(
        on=day,
        at=None,
        title=item.title,
        place="",
        url=item.get_absolute_url(),
        note=note,
        unit_id=item.lead_id,
        unit=item.lead.short,
        day_words="" if item.due_kind == DueKind.DATE else item.due_words,
    )


def _line(task: Task, user: Any) -> TaskLine:
    item = task.item
    url = reverse("planning:plan_item_step", args=[item.pk, "report"])
    what = _("regular report") if task.is_report else item.due_words
    return TaskLine(
        title=str(item),
        url=item.get_absolute_url(),
        due_on=task.due_on,
        text=_("%(plan)s: %(what)s") % {"plan": item.plan.title, "what": what},
        why=unit_leads(user, item.lead),
        steps=({"label": _("Report progress"), "icon": "edit", "method": "get", "url": url},),
    )


@keeps(KIND, label=gettext_lazy("time of a plan item"), decides=records_adoption, date_of=last_of, reads=["plan"])
def move_due(pk: int, *, by: Any, on: date, from_on: date, to_on: date, reason: str) -> None:
    """Move the end of a plan item that a new calendar puts in question."""
    correct_due(pk, by=by, on=on, last_on=to_on, reason=reason, calendar=workdays.load(), from_on=from_on)


for prefix, label in GROUPS.items():
    register_group(prefix, label)
register_all(VERBS)
