"""What topics, minutes and leave from meetings ask of a person: lines for the page of what is to be done."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from planning.meetings import queries
from planning.meetings.deadlines import cutoff_of, papers_due
from planning.meetings.leave_steps import leave_buttons
from planning.meetings.models import Attendance, Meeting, Topic, Verdict
from planning.meetings.rules import MAY_MEETING, MAY_TOPIC
from planning.meetings.states import MEETING_STEPS, MeetingState, TopicState
from planning.meetings.steps import buttons
from secretariat.attachments.queries import files_of
from secretariat.offers import TaskLine
from secretariat.people.models import PostKind
from secretariat.people.whose import of_unit
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import by_right_of, open_steps

KEEPING = (PostKind.PLANNER, PostKind.SUPERVISOR)
SIGNING = (PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


def leave_tasks(user: Any) -> list[TaskLine]:
    """Leave to approve: one query, and none for those who approve nothing."""
    return [_of_leave(guest, user) for guest in queries.leave_to_approve(user)]


def _of_leave(guest: Attendance, user: Any) -> TaskLine:
    facts = {"name": guest.words, "meeting": guest.meeting}
    instead = _("%(name)s comes instead") % {"name": guest.substitute} if guest.substitute else ""
    return TaskLine(
        title=_("Leave of %(name)s from %(meeting)s") % facts,
        url=guest.get_absolute_url(),
        due_on=guest.meeting.held_on,
        text=" ".join(filter(None, [guest.reason, instead])),
        why=_("You approve leave from this series."),
        steps=tuple(leave_buttons(guest, user, "approve_leave", "refuse_leave")),
    )


def topic_tasks(user: Any, *, calendar: Calendar) -> list[TaskLine]:
    """Topics to sign, to put on an agenda, to put right, and to bring papers for; five queries at most."""
    return [*_to_sign(user, calendar), *_to_place(user), *_of_units(user, calendar)]


def minutes_tasks(user: Any) -> list[TaskLine]:
    """Minutes to sign, to draft, to publish; two queries, and none for whoever has no part in minutes."""
    if not user.acts_as(*KEEPING, *SIGNING):
        return []
    found = [(meeting, _next_step(meeting, user)) for meeting in queries.minutes_in_hand()]
    return [_of_minutes(meeting, *asked) for meeting, asked in found if asked]


def _next_step(meeting: Any, user: Any) -> tuple[str, str] | None:
    """What is to be done about the minutes of a meeting, and why it is this person who does it."""
    steps = open_steps(MEETING_STEPS, MAY_MEETING, meeting, user)
    signed = meeting.verdict == Verdict.APPROVED and not meeting.missing
    if "approve" in steps and not signed:
        turn = meeting.turn
        why = (
            _("It is your turn on the approval route: %(called)s.") % {"called": turn.get_called_display()}
            if turn
            else ""
        )
        return _("Minutes to sign: %(meeting)s"), why or _("You sign the minutes.")
    if "publish" in steps and meeting.state == MeetingState.REVIEW and signed:
        return _("Minutes to publish: %(meeting)s"), _("Signed by the leader.")
    if "submit" in steps:
        returned = _("Returned: %(why)s") % {"why": meeting.why}
        return _("Minutes to draft: %(meeting)s"), returned if meeting.why else _(
            "The meeting has ended; its minutes are not submitted yet."
        )
    return None


def _of_minutes(meeting: Meeting, title: str, why: str) -> TaskLine:
    words = title % {"meeting": meeting}
    return TaskLine(title=words, url=meeting.get_absolute_url(), due_on=None, text=meeting.series.name, why=why)


def _to_sign(user: Any, calendar: Calendar) -> Iterator[TaskLine]:
    for topic in queries.topics_to_sign(user):
        due = timezone.localdate(cutoff_of(topic.meeting, calendar)) if topic.meeting else None
        yield _line(topic, user, due, _why_signed(topic, user), "sign", "return")


def _why_signed(topic: Topic, user: Any) -> str:
    signer = by_right_of(user, lambda person: MAY_TOPIC["sign"](person, topic))[0]
    is_overseen = topic.unit_id in signer.overseen
    if signer == user:
        return _("You oversee the unit.") if is_overseen else _("No deputy oversees the unit.")
    words = _("%(name)s oversees the unit; you act for them.") if is_overseen else _("You act for %(name)s.")
    return words % {"name": signer}


def _to_place(user: Any) -> Iterator[TaskLine]:
    for topic in queries.topics_to_place(user):
        due = topic.meeting.held_on if topic.meeting else None
        yield _line(topic, user, due, _("Signed by the leader; you settle the agenda."), "accept", "defer")


def _of_units(user: Any, calendar: Calendar) -> Iterator[TaskLine]:
    topics = queries.topics_of_units(user)
    files = files_of(topics)
    for topic in topics:
        if topic.state == TopicState.DRAFT:
            yield _line(topic, user, None, _("Returned: %(why)s") % {"why": topic.answer}, "edit", "submit")
        elif topic.pk not in files and topic.meeting:
            due = papers_due(topic.meeting, calendar)
            yield _line(topic, user, due, _why_missing(topic, user), "add_papers")


def _why_missing(topic: Topic, user: Any) -> str:
    own = _("The papers of your unit's topic are missing.")
    others = _("The papers of a topic of %(unit)s are missing; you act for %(name)s.")
    return of_unit(user, topic.unit, own, others)


def _line(topic: Topic, user: Any, due_on: date | None, why: str, *steps: str) -> TaskLine:
    text = " ".join(filter(None, [topic.unit.short, str(topic.meeting or "")]))
    return TaskLine(
        title=_("Topic: %(title)s") % {"title": topic.title},
        url=topic.get_absolute_url(),
        due_on=due_on,
        text=text,
        why=why,
        steps=tuple(buttons(topic, user, *steps)),
    )
