"""Numbered corrections of published minutes, which stay as they are (rule 37)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.composing import places_of
from planning.meetings.models import Meeting, MinutesCorrection, MinutesPaper
from planning.meetings.services.meetings import finish_meeting, take_meeting
from secretariat.classified import refuse_classified
from secretariat.errors import Refused


@transaction.atomic
def correct_minutes(
    meeting_id: int, *, place: str, old: str, new: str, reason: str, by: Any, on: date, version: int | None = None
) -> MinutesCorrection:
    """Correct published minutes (更正 第N号): where, what it says, what it should say, and why.

    The minutes stay as they are (rule 37). Refused where they do not say `old` at `place`, and without a change or a
    reason.
    """
    refuse_classified(place, old, new, reason, field="new")
    meeting = take_meeting(meeting_id, "correct", by, version=version)
    _refuse_unfit(meeting, old.strip(), new.strip(), reason.strip())
    _refuse_misplaced(meeting, place.strip(), old.strip())
    correction = MinutesCorrection.objects.create(
        meeting=meeting,
        number=meeting.corrections.count() + 1,
        place=place.strip(),
        old=old.strip(),
        new=new.strip(),
        reason=reason.strip(),
        by=by,
        on=on,
    )
    finish_meeting(meeting, "correct", by, on, verb="minutes_corrected", note=reason.strip(), number=correction.number)
    return correction


def _refuse_unfit(meeting: Meeting, old: str, new: str, reason: str) -> None:
    if not old or old not in meeting.minutes:
        raise Refused(_("The minutes do not say this. Copy the words to be corrected from them."), field="old")
    if not new or new == old:
        raise Refused(_("Write what it should say instead."), field="new")
    if not reason:
        raise Refused(_("Say why the minutes are corrected."), field="reason")


def _refuse_misplaced(meeting: Meeting, place: str, old: str) -> None:
    """Of minutes that were drafted here the parts are known; a pasted text is one."""
    paper = MinutesPaper.objects.filter(meeting=meeting).only("facts").first()
    if paper is None or paper.facts.get("is_outside"):
        return
    parts = places_of(paper.facts)
    if old in parts.get(place, ""):
        return
    found = [name for name, text in parts.items() if old in text]
    if not found:
        raise Refused(
            _("These words belong to several parts of the minutes. Correct each part by itself."), field="old"
        )
    said = _("These words do not stand here but in: %(places)s. Choose that place, or copy other words.")
    raise Refused(said % {"places": pgettext("between the items of a list", ", ").join(found)}, field="place")
