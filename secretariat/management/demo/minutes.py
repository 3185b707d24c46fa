"""Meetings of the demo that were noted in meeting mode: one in progress, their minutes in every state before it."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from planning.meetings import services
from planning.meetings.models import AgendaLine, Called, Meeting
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days

HERE = Path(__file__).parent
KINDS = ("info", "decision", "action")
# How long a line of the demo takes.
SPENT = timedelta(minutes=12)
FIRST_NUMBER = 19
UNTRACKED = "机关党组内部事项，由机关党委自行跟踪。"

Plan = Callable[[date, Callable[[], Any]], None]
Moment = Callable[[date], datetime]


class Minutes:
    """A series that meets on this weekday: what was noted in its last meetings, and what became of the minutes."""

    def __init__(self, house: House, days: Days, plan: Plan, moment: Moment, font_dir: Path | None) -> None:
        self.days, self.plan, self.moment, self.font_dir = days, plan, moment, font_dir
        self.planner, self.leader = house.person("planner"), house.person("sg")
        self.deputy = house.person("deputy2")
        self.told = tomllib.loads((HERE / "minutes.toml").read_text(encoding="utf-8"))

    def draw_up(self) -> None:
        """Plan every deed on its day."""
        meetings = self.told["meetings"]
        first_on = self.days.today - timedelta(weeks=len(meetings) - 1)
        self.plan(first_on, lambda: self._found(first_on))
        for week, told in enumerate(meetings):
            on = first_on + timedelta(weeks=week)
            self.plan(on, lambda told=told, on=on: self._hold(told, on))  # type: ignore[misc]

    def _found(self, on: date) -> None:
        facts: dict[str, Any] = {"frequency": "weekly", "weekday": on.isoweekday(), "policy": "keep"}
        facts |= {"starts_at": time(9), "place": "机关二楼会议室"}
        facts |= {name: self.told[name] for name in ("chair", "participants")}
        about: dict[str, Any] = {"name": self.told["series"], "first_on": on, "first_number": FIRST_NUMBER}
        series = services.found_series(by=self.planner, on=on, calendar=self.days.calendar, **about, **facts)
        rules: dict[str, Any] = {
            "has_first_item": True,
            "length": 60,
            "line_minutes": 10,
            "minutes_copy_to": "机关党组成员，各处室。",
        }
        services.prepare_series(series.pk, by=self.planner, on=on, template=[], **rules)
        route = [(self.deputy, Called.CHECK), (self.leader, Called.ISSUE)]
        services.set_route(series.pk, by=self.planner, signers=route)

    def _hold(self, told: dict[str, Any], on: date) -> None:
        meeting = Meeting.objects.get(series__name=self.told["series"], held_on=on)
        facts: dict[str, Any] = {"by": self.planner, "on": on}
        self._settle(meeting, told, facts)
        at = self.moment(on)
        services.begin_meeting(meeting.pk, at=at, **facts)
        lines = list(meeting.agenda.order_by("ordinal"))
        for line, said in zip(lines, [{"info": [f"会议{self.told['first']}。"]}, *told["lines"]], strict=True):
            self._note(line, said, at)
            at += SPENT
        if told["story"] != "begun":
            services.end_meeting(meeting.pk, at=at, **facts)
            self._publish(meeting, told["story"], on)

    def _settle(self, meeting: Meeting, told: dict[str, Any], facts: dict[str, Any]) -> None:
        facts = facts | {"calendar": self.days.calendar}
        for line in told["lines"]:
            words = {name: line[name] for name in ("title", "presenter", "minutes")}
            services.add_line(meeting.pk, **words, **facts)
        first = {"title": self.told["first"], "presenter": self.told["chair"], "minutes": 10}
        services.edit_line(meeting.pk, source="first:", **first, **facts)
        services.fix_agenda(meeting.pk, **facts)

    def _note(self, line: AgendaLine, said: dict[str, Any], at: datetime) -> None:
        if any(kind in said for kind in KINDS):
            services.turn_to(line.meeting_id, line_id=line.pk, by=self.planner, at=at)
        for kind in KINDS:
            for text in said.get(kind, []):
                facts: dict[str, Any] = {"line_id": line.pk, "kind": kind, "text": text}
                services.add_note(line.meeting_id, by=self.planner, at=at, **facts)

    def _publish(self, meeting: Meeting, story: str, on: date) -> None:
        """Through review as far as the story goes; what a party group decides is not put on the ledger."""
        if story == "draft":
            return
        for decision in meeting.decisions.all():
            services.not_track_decision(decision.pk, reason=UNTRACKED, by=self.planner)
        services.submit_minutes(meeting.pk, by=self.planner, on=on)
        services.approve_minutes(meeting.pk, by=self.deputy, on=on)
        if story == "review":
            return
        services.approve_minutes(meeting.pk, by=self.leader, on=on)
        services.publish_minutes(meeting.pk, by=self.planner, on=on, font_dir=self.font_dir)
        old, new, reason = self.told["correction"]
        place = f"二、{self.told['meetings'][0]['lines'][0]['title']}"
        words = {"place": place, "old": old, "new": new, "reason": reason}
        later = self.days.after(on, 2)
        self.plan(later, lambda: services.correct_minutes(meeting.pk, by=self.planner, on=later, **words))
