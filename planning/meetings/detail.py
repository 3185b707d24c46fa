"""What the page of a meeting shows, gathered in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from planning.meetings.attendance_page import attendance_panel
from planning.meetings.models import SEES_ALL, Decision, Meeting, TakenUp
from planning.meetings.queries import (
    day_of,
    decisions_of,
    is_to_be_taken_up,
    meeting_with_neighbours,
    signatures,
)
from planning.meetings.reading import Paragraph, paragraphs
from planning.meetings.rules import MAY_DECISION, MAY_MEETING, may_take_up
from planning.meetings.states import DECIDING, DECISION_STEPS, MEETING_STEPS, DecisionState
from secretariat.audit.models import Event
from secretariat.papers.fonts import font_files
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from secretariat.workdays.words import cycle_words
from secretariat.workflow import allowed, by_right_of, open_steps

EVENTS = 20
# Steps that are refused before the day of the meeting, and not offered then.
ON_ITS_DAY = ("begin", "paste_minutes")


@dataclass(frozen=True)
class Line:
    """A decision as the page shows it: what was read, what it means, and what may be done with it."""

    decision: Decision
    steps: frozenset[str]
    is_next: bool = False
    takings: Sequence[TakenUp] = ()

    @cached_property
    def leads(self) -> list[Department]:
        return self.decision.leads_as_written

    @cached_property
    def co_units(self) -> list[Department]:
        return self.decision.co_units_as_written

    @property
    def cycle(self) -> str:
        return cycle_words(self.decision.cycle)

    @property
    def unknown(self) -> list[str]:
        """Units that the table does not hold, as they are written."""
        reading = self.decision.reading
        return [*reading.get("unknown_leads", []), *reading.get("unknown_co_units", [])]

    @property
    def groups(self) -> list[str]:
        """What the text gives the task to without naming anybody (各党支部): a person chooses who is meant."""
        return list(self.decision.reading.get("group_leads", []))

    @property
    def written_leads(self) -> list[str]:
        """What the text names as lead and the table does not hold."""
        return [*self.decision.reading.get("unknown_leads", []), *self.groups]

    @property
    def written_co_units(self) -> list[str]:
        """What the text names as co-units and the table does not hold."""
        reading = self.decision.reading
        return [*reading.get("unknown_co_units", []), *reading.get("group_co_units", [])]

    @property
    def aliases(self) -> list[list[str]]:
        """Units that are written otherwise than the table has them: (as written, as in the table)."""
        return list(self.decision.reading.get("aliases", []))

    @property
    def due_words(self) -> str:
        """The words from which the due date was counted; empty where they name the date itself."""
        words, due = str(self.decision.reading.get("due_words", "")), self.decision.due_on
        is_plain = due is not None and str(due.month) in words and str(due.day) in words
        return "" if is_plain else words

    @property
    def unread(self) -> list[str]:
        """Words that set a limit of which nobody can tell the day (适时)."""
        return list(self.decision.reading.get("unread", []))

    @property
    def gatherers(self) -> list[list[Any]]:
        """Units (id, name) that could answer alone for what several were given: the leads that are named, and whoever
        the text says gathers; never one that only takes part."""
        unnamed = self.decision.reading.get("unnamed", [])
        named = [[unit.pk, unit.short] for unit in self.leads if unit.pk not in unnamed]
        return named + [one for one in self.decision.reading.get("gatherers", []) if one not in named]

    @property
    def must_choose(self) -> bool:
        """Whether a person must say how several lead units answer."""
        return self.decision.state == DecisionState.PROPOSED and len(self.leads) > 1

    @property
    def is_ready(self) -> bool:
        """Whether the line can be confirmed as it stands."""
        decision = self.decision
        return bool(decision.needs_handling and self.leads and not self.unknown and (decision.due_on or decision.cycle))


def meeting_page(user: Any, pk: int, *, on: date) -> dict[str, Any]:
    """Everything on the page of a meeting, as far as `user` may see it; raises Http404 for a foreign one."""
    meeting = meeting_with_neighbours(user, pk)
    if meeting is None:
        raise Http404
    sees_all = user.acts_as(*SEES_ALL)
    lines = lines_of(meeting, user)
    steps = open_steps(MEETING_STEPS, MAY_MEETING, meeting, user)
    steps = [name for name in steps if name not in ON_ITS_DAY or meeting.held_on <= on]
    head, body = _head_and_body(paragraphs(meeting.minutes, [line.decision for line in lines]) if sees_all else [])
    return {
        "meeting": meeting,
        "day": day_of(meeting.held_on, workdays.load()),
        "today": on,
        "steps": steps,
        "may_keep": allowed(MAY_DECISION, "track", user, None),
        "sees_all": sees_all,
        "lines": lines,
        "settled": [line for line in lines if line.decision.state != DecisionState.PROPOSED],
        "counts": counts(lines),
        "head": head,
        "paragraphs": body,
        "events": Event.objects.about(meeting)[:EVENTS] if sees_all else [],
        "chain": chain(meeting),
        "may_take_up": is_to_be_taken_up(meeting) and bool(by_right_of(user, may_take_up)),
        **attendance_panel(meeting, user),
        "is_deciding": meeting.state in DECIDING,
        "has_fonts": "publish" not in steps or bool(font_files(settings.FONT_DIR)),
        **(minutes_panel(meeting, user) if sees_all and (meeting.is_noted or meeting.published_on) else {}),
    }


def minutes_panel(meeting: Any, user: Any) -> dict[str, Any]:
    """The way of the minutes through review, their files, and what was corrected in them since."""
    done = list(meeting.approvals.select_related("by", "behalf"))
    signed, on_route = signatures(done), {one.approval_id for one in meeting.route}
    return {
        "done": [one for one in done if one.pk not in on_route],
        "is_signed": bool(signed) and not meeting.missing,
        "may_sign": bool(meeting.route) or not any(one.by_id == user.pk for one in signed),
        "corrections": list(meeting.corrections.select_related("by")) if meeting.is_corrected else [],
        "has_minutes_panel": True,
    }


def chain(meeting: Meeting) -> list[dict[str, Any]]:
    """The series and its meeting; behind them stands what came of the decisions."""
    series = meeting.series
    return [
        {"icon": "cal", "label": _("Meeting series"), "text": series.name, "url": series.get_absolute_url()},
        {
            "icon": "meet",
            "label": _("Meeting"),
            "note": meeting.held_on,
            "text": str(meeting),
            "current": True,
        },
    ]


def lines_of(meeting: Meeting, user: Any) -> list[Line]:
    """The decisions of the meeting as lines; nothing may be done once the minutes are published."""
    is_open = meeting.state in DECIDING
    found = decisions_of(meeting, user)
    following = next((one for one in found if one.state == DecisionState.PROPOSED and is_open), None)
    return [
        Line(
            decision=one,
            steps=frozenset(open_steps(DECISION_STEPS, MAY_DECISION, one, user) if is_open else ()),
            is_next=one is following,
            takings=tuple(one.takings.all()) if is_to_be_taken_up(meeting) else (),
        )
        for one in found
    ]


def _head_and_body(shown: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    # Number, day, place and people stand above the first decision; while lines are confirmed they are in the way.
    first = next((place for place, paragraph in enumerate(shown) if paragraph.decision), 0)
    return shown[:first], shown[first:]


def counts(lines: Sequence[Line]) -> dict[str, int]:
    """How many decisions stand where: for the heads of the panels and the check-list before publication."""
    states = [line.decision.state for line in lines]
    proposed = [line for line in lines if line.decision.state == DecisionState.PROPOSED]
    return {
        "all": len(lines),
        "proposed": len(proposed),
        "ready": sum(line.is_ready and not line.must_choose for line in proposed),
        "choose": sum(line.must_choose for line in proposed),
        "unknown": sum(bool(line.unknown) for line in proposed),
        "confirmed": states.count(DecisionState.CONFIRMED),
        "tracked": states.count(DecisionState.TRACKED),
        "not_tracked": states.count(DecisionState.NOT_TRACKED),
        "undecided": len(proposed) + states.count(DecisionState.CONFIRMED),
    }
