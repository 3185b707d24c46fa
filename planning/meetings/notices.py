"""Who is told what after a step on a meeting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planning.meetings.models import Approver, Attendance, Decision, Invitation, Meeting, Series, Topic
from secretariat.daywords import day_said
from secretariat.outbox import services as outbox
from secretariat.people import queries as people
from secretariat.people.models import PostKind, User

Audience = Callable[[Meeting], list[User]]


def those_who_meet(_meeting: Meeting) -> list[User]:
    """The leaders, and the offices that prepare the meeting and follow it up."""
    return people.holders(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.PLANNER, PostKind.SUPERVISOR)


def those_who_confirm(_meeting: Meeting) -> list[User]:
    """The offices that confirm what was read out of the minutes."""
    return people.holders(PostKind.PLANNER, PostKind.SUPERVISOR)


def those_who_act(meeting: Meeting) -> list[User]:
    """The heads of every unit that a decision of the meeting names."""
    decisions = Decision.objects.filter(meeting=meeting)
    units = {pk for field in ("leads", "co_units") for pk in decisions.values_list(field, flat=True) if pk}
    return people.heads_of(*sorted(units))


def those_who_sign(meeting: Meeting) -> list[User]:
    """Whose turn it is on the route of the minutes; without one the leaders."""
    if meeting.turn:
        return [meeting.turn.person]
    return people.holders(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


def those_invited(meeting: Meeting) -> list[User]:
    """Everybody on the list of the meeting, on leave or not; of a unit whose guest is not known, its heads."""
    rows = list(meeting.attendance.select_related("person"))
    units = sorted({row.unit_id for row in rows if row.unit_id and not row.person_id})
    return [row.person for row in rows if row.person] + people.heads_of(*units)


# step: who, and what the line says; of what is missing here nobody is told
NOTICES: dict[str, tuple[Audience, Any]] = {
    "move": (those_who_meet, _("has been moved")),
    "cancel": (those_who_meet, _("has been cancelled")),
    "restore": (those_who_meet, _("takes place after all")),
    "fix_agenda": (those_who_meet, _("has its agenda fixed")),
    "reopen_agenda": (those_who_meet, _("has its fixed agenda changed")),
    "paste_minutes": (those_who_confirm, _("has minutes in draft; please confirm its decisions")),
    "submit": (those_who_sign, _("has minutes for you to sign")),
    "return": (those_who_confirm, _("has its minutes returned")),
    "approve": (those_who_confirm, _("has its minutes signed; they can be published")),
    "pass_on": (those_who_sign, _("has minutes for you to sign")),
    "correct": (those_who_act, _("has its published minutes corrected")),
    "publish": (those_who_act, _("has published its minutes; they name your unit")),
    "send_notice": (those_invited, _("is convened")),
}


def tell(
    step: str, meeting: Meeting, *, by: Any, on: date, note: str = "", invitation: Invitation | None = None
) -> None:
    """Queue the line of this step for everyone concerned but the one who acted. In the words of the house: Chinese.

    With an `invitation` those invited are told as well, all of them at once: their mail brings it to their calendars.
    """
    if step == "approve" and meeting.turn:
        step = "pass_on"
    if step not in NOTICES:
        return
    audience, words = NOTICES[step]
    told = those_invited(meeting) if invitation else []
    told += [user for user in audience(meeting) if user != by]
    with translation.override(settings.LANGUAGE_CODE):
        day = day_said(meeting.held_on, on)
        outbox.queue(
            to=told,
            kind=f"meeting_{step}",
            key=f"meeting:{meeting.pk}:{step}:{meeting.version}",
            day=on,
            title=f"{meeting} {words}",
            text=" ".join(filter(None, [day, f"{meeting.starts_at:%H:%M}", meeting.place, note])),
            url=meeting.get_absolute_url(),
            subject=invitation or meeting,
            urgent=invitation is not None,
        )


def those_of_the_unit(topic: Topic) -> list[User]:
    """Whoever drafted the topic, and the heads of the unit."""
    return list({user.pk: user for user in (topic.drafted_by, *people.heads_of(topic.unit_id))}.values())


def those_who_oversee(topic: Topic) -> list[User]:
    """The leaders responsible for the unit."""
    return people.overseers_of(topic.unit_id)


def those_who_plan(topic: Topic) -> list[User]:
    """The planning officers, and the unit."""
    return [*people.holders(PostKind.PLANNER), *those_of_the_unit(topic)]


# step: who, and what the line says; steps that are missing here are told to nobody
TOPIC_NOTICES: dict[str, tuple[Callable[[Topic], list[User]], Any]] = {
    "submit": (those_who_oversee, _("Topic to sign: %(topic)s")),
    "return": (those_of_the_unit, _("Topic returned: %(topic)s")),
    "sign": (those_who_plan, _("Topic signed by the leader: %(topic)s")),
    "accept": (those_of_the_unit, _("Topic on the agenda: %(topic)s")),
    "defer": (those_of_the_unit, _("Topic deferred: %(topic)s")),
    "refuse": (those_of_the_unit, _("Topic not brought up: %(topic)s")),
    "finish": (those_of_the_unit, _("Topic decided on: %(topic)s")),
    "take_up": (those_of_the_unit, _("To be brought up by your unit: %(topic)s")),
    "carry": (those_of_the_unit, _("Topic carried over: %(topic)s")),
}


def tell_of_topic(step: str, topic: Topic, *, by: Any, on: date, note: str = "") -> None:
    """Queue what happened to a topic for those concerned but the one who acted. In the words of the house: Chinese."""
    if step not in TOPIC_NOTICES:
        return
    audience, words = TOPIC_NOTICES[step]
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in audience(topic) if user != by],
            kind=f"topic_{step}",
            key=f"topic:{topic.pk}:{step}:{topic.version}",
            day=on,
            title=str(words) % {"topic": topic.title},
            text=note or " ".join(filter(None, [topic.unit.short, str(topic.meeting or "")])),
            url=topic.get_absolute_url(),
            subject=topic,
        )


# step of a leave: what the line says
LEAVE_NOTICES = {
    "ask_leave": _("Leave to approve: %(guest)s"),
    "approve_leave": _("Leave approved: %(guest)s"),
    "refuse_leave": _("Leave refused: %(guest)s"),
    "withdraw_leave": _("Comes after all: %(guest)s"),
}


def those_of_a_leave(step: str, guest: Attendance) -> list[User]:
    """Whoever approves it; once it is decided, the guest and whoever asked, and the office that seats the meeting."""
    if step == "ask_leave":
        return those_who_approve(guest)
    own = [one for one in (guest.person, guest.asked_by) if one is not None]
    return [*own, *people.holders(PostKind.PLANNER)]


def those_who_approve(guest: Attendance) -> list[User]:
    """Whom the series names to approve the leave of this guest."""
    approver = guest.meeting.series.leave_approver
    if approver == Approver.PLANNER:
        return people.holders(PostKind.PLANNER)
    if approver == Approver.OVERSEER and guest.unit_ids:
        return [user for unit in sorted(guest.unit_ids) for user in people.overseers_of(unit) if user != guest.person]
    return people.holders(PostKind.SECRETARY_GENERAL)


def tell_of_leave(step: str, guest: Attendance, *, by: Any, on: date, note: str = "") -> None:
    """Queue what happened to a leave for those concerned but the one who acted. In the words of the house: Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        outbox.queue(
            to=[user for user in those_of_a_leave(step, guest) if user != by],
            kind=step,
            key=f"leave:{guest.pk}:{step}:{guest.version}",
            day=on,
            title=str(LEAVE_NOTICES[step]) % {"guest": guest.words},
            text=" ".join(filter(None, [str(guest.meeting), note])),
            url=guest.get_absolute_url(),
            subject=guest.meeting,
        )


def tell_of_rule(series: Series, *, by: Any, on: date, from_on: date) -> None:
    """Queue that a series meets by another rule from a day on, for the leaders and the offices concerned."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(series)s meets by another rule from %(day)s")
        text = f"{series.rule_words} {series.starts_at:%H:%M} {series.place}"
        _tell_of_series("rule", series, by, on, title % {"series": series, "day": day_said(from_on, on)}, text)


def tell_of_end(series: Series, *, by: Any, on: date, from_on: date, reason: str) -> None:
    """Queue that a series meets no more from a day on, for the leaders and the offices concerned."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(series)s meets no more from %(day)s")
        _tell_of_series("end", series, by, on, title % {"series": series, "day": day_said(from_on, on)}, reason)


def _tell_of_series(what: str, series: Series, by: Any, on: date, title: str, text: str) -> None:
    told = people.holders(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.PLANNER, PostKind.SUPERVISOR)
    outbox.queue(
        to=[user for user in told if user != by],
        kind=f"series_{what}",
        key=f"series:{series.pk}:{what}:{series.version}",
        day=on,
        title=title,
        text=text,
        url=series.get_absolute_url(),
        subject=series,
    )
