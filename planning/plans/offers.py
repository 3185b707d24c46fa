"""What plans answer to the drawers below, what their events are called, and that their sheets can come in."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning.plans import importing
from planning.plans.queries import Task, to_report
from planning.plans.verbs import GROUPS, VERBS
from secretariat.audit.labels import register_all, register_group
from secretariat.offers import Question, TaskLine, answers
from secretariat.workdays import queries as workdays

__all__ = ["importing"]


@answers(Question.TASKS)
def tasks(*, user: Any, on: date) -> list[TaskLine]:
    """What the unit of this person must report on or finish, the earliest first: two queries."""
    return [_line(task) for task in to_report(user, on=on, calendar=workdays.load())]


def _line(task: Task) -> TaskLine:
    item = task.item
    url = reverse("planning:plan_item_step", args=[item.pk, "report"])
    what = _("regular report") if task.is_report else item.due_words
    return TaskLine(
        title=str(item),
        url=item.get_absolute_url(),
        due_on=task.due_on,
        text=_("%(plan)s: %(what)s") % {"plan": item.plan.title, "what": what},
        why=_("Your unit has the lead."),
        steps=({"label": _("Report progress"), "icon": "edit", "method": "get", "url": url},),
    )


for prefix, label in GROUPS.items():
    register_group(prefix, label)
register_all(VERBS)
