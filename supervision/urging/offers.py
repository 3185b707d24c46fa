"""What the events of urging are called in the log, and what it asks of people."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.labels import register_all, register_group
from secretariat.offers import Question, TaskLine, answers
from secretariat.people.whose import of_unit
from secretariat.workdays.calendar import Calendar
from supervision.urging.models import Slip
from supervision.urging.states import SlipState

register_group("slip", gettext_lazy("Slips"))
register_group("urge", gettext_lazy("Urges"))
register_all(
    {
        "slip.issued": gettext_lazy("issued a slip"),
        "slip.replied": gettext_lazy("replied to the slip"),
        "slip.accepted": gettext_lazy("accepted the reason"),
        "slip.refused": gettext_lazy("did not accept the reason"),
        "urge.made": gettext_lazy("urged"),
        "urge.answered": gettext_lazy("noted the answer"),
    }
)


@answers(Question.TASKS)
def slips_to_answer(*, user: Any, on: date, calendar: Calendar) -> list[TaskLine]:
    """The slips to which the units of this person have not replied yet: one query."""
    open_ = Slip.objects.filter(item__lead__in=user.acting_units, state__in=[SlipState.SENT, SlipState.REFUSED])
    own, others = _("A slip was issued to your unit."), _("A slip was issued to %(unit)s; you act for %(name)s.")
    return [
        TaskLine(
            title=f"{slip.get_level_display()} {slip.number_text} {slip.item.title}",
            url=slip.get_absolute_url(),
            due_on=slip.reply_due_on,
            why=of_unit(user, slip.item.lead, own, others),
            steps=(
                {
                    "label": _("Reply to the slip"),
                    "icon": "edit",
                    "method": "get",
                    "url": reverse("supervision:slip_step", args=[slip.pk, "reply"]),
                    "primary": True,
                },
            ),
        )
        for slip in open_.select_related("item__lead").order_by("reply_due_on", "pk")
    ]
