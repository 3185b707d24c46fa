"""The notice of a meeting, sent to everybody who is to come."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from planning.meetings.agenda import topics_of
from planning.meetings.models import Invitation
from planning.meetings.services.invitations import store_invitation
from planning.meetings.services.meetings import finish_meeting, take_meeting
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.numbering import services as numbering
from secretariat.workdays.calendar import Calendar

NUMBERS = "meeting-notice"


@transaction.atomic
def send_notice(
    meeting_id: int,
    *,
    by: Any,
    on: date,
    calendar: Calendar,
    bring: str = "",
    contact: str,
    version: int | None = None,
) -> Invitation:
    """Send the notice of a meeting (会议通知) to everybody who is to come, by their inbox and at once by mail.

    The first one takes a number of its year (rule 21); sent again, it keeps it. Refused for marked words, without
    a contact, and where nobody is to come.
    """
    refuse_classified(bring, contact, field="bring")
    meeting = take_meeting(meeting_id, "send_notice", by, version=version)
    if not contact.strip():
        raise Refused(_("Say whom to ask, with the telephone number."), field="contact")
    if not meeting.attendance.coming().exists():
        raise Refused(_("Nobody is on the list of this meeting. Set who comes first."))
    last = meeting.invitations.order_by("-pk").first()
    number = last.number_text if last else numbering.take(NUMBERS, year=on.year).text
    with translation.override(settings.LANGUAGE_CODE):
        topics = topics_of(meeting, on=on, calendar=calendar)
    said = {"bring": bring.strip(), "contact": contact.strip(), "topics": topics}
    invitation = store_invitation(meeting, by=by, on=on, number_text=number, **said)
    finish_meeting(meeting, "send_notice", by, on, verb="notice_sent", note=number, invitation=invitation)
    return invitation
