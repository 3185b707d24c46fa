"""The key consultations of the demo year: a programme pasted and confirmed, and what became of its topics."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from planning.consultations import services
from planning.consultations.models import Consultation
from planning.consultations.parsing import read_programme
from planning.consultations.services import Row
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.people import queries as people
from secretariat.people.models import Department

Plan = Callable[[date, Callable[[], Any]], None]
TOPICS = Path(__file__).parent / "consultations.toml"
# The programme was confirmed so many working days ago.
CONFIRMED = -54


class Consultations:
    """Reads the programme, confirms it, and plans the deeds of every topic by its story."""

    def __init__(self, house: House, days: Days, plan: Plan) -> None:
        self.house, self.days, self.plan = house, days, plan
        self.topics = tomllib.loads(TOPICS.read_text(encoding="utf-8"))["topics"]
        self.confirmed = self.days.at(CONFIRMED)

    def draw_up(self) -> None:
        self.plan(self.confirmed, self._confirm)

    def _confirm(self) -> None:
        planner, on = self.house.person("planner"), self.confirmed
        title = f"{on.year}年度重点协商计划"
        found = read_programme(self._text(title), on=on, units=people.units(), calendar=self.days.calendar)
        units = {unit.name: unit for unit in Department.objects.all()}
        rows = [
            Row(
                topic=one.topic,
                kind=one.kind,
                form=one.form,
                window_words=one.window.words if one.window else "",
                window_first=one.window.first if one.window else None,
                window_last=one.window.last if one.window else None,
                leader_words=one.leader,
                lead=units[one.lead.name] if one.lead else None,
                co_units=[units[unit.name] for unit in one.co_units if unit.unit],
                outside="、".join(unit.words for unit in one.co_units if not unit.unit),
                participants=one.participants,
                reading={"text": one.text.strip()},
            )
            for one in found
        ]
        programme = services.confirm_programme(year=on.year, title=title, rows=rows, by=planner, on=on)
        for consultation, topic in zip(programme.consultations.order_by("ordinal"), self.topics, strict=True):
            self._tell(consultation, topic)

    def _text(self, title: str) -> str:
        lines = [title]
        for number, topic in enumerate(self.topics, start=1):
            when = self._month(topic["meeting"])
            lines += [
                f"{'一二三四五六七八九'[number - 1]}、围绕“{topic['topic']}”开展{topic['act']}",
                f"（一）协商形式：{topic['form']}。",
                f"（二）时间安排：{when}。",
                f"（三）参加人员：{topic['participants']}。",
                f"（四）组织实施：牵头领导：分管副主席。责任部门：{topic['lead']}。参与部门：{'、'.join(topic['co'])}。",
            ]
        return "\n".join(lines)

    def _month(self, n: int) -> str:
        day = self.days.at(n)
        part = ("上旬", "中旬", "下旬")[min((day.day - 1) // 10, 2)]
        return f"{day.year}年{day.month}月{part}"

    def _tell(self, consultation: Consultation, topic: dict[str, Any]) -> None:
        planner, pk = self.house.person("planner"), consultation.pk
        facts: dict[str, Any] = {"by": planner, "calendar": self.days.calendar}
        if "set" in topic:
            first, on = self.days.at(topic.get("first_meeting", topic["meeting"])), self.days.at(topic["set"])
            self.plan(on, lambda: services.schedule_consultation(pk, meeting_on=first, on=on, **facts))
        if "moved" in topic:
            moved, held = self.days.at(topic["moved"]), self.days.at(topic["meeting"])
            why = topic["why"]
            self.plan(moved, lambda: services.move_consultation(pk, meeting_on=held, reason=why, on=moved, **facts))
        for kind, n in topic.get("done", {}).items():
            self.plan(self.days.at(n), lambda kind=kind, n=n: self._done(pk, kind, self.days.at(n)))  # type: ignore[misc]
        if "held" in topic:
            held_on = self.days.at(topic["held"])
            self.plan(held_on, lambda: services.hold_consultation(pk, by=planner, on=held_on))
        if "closed" in topic:
            closed = self.days.at(topic["closed"])
            self.plan(closed, lambda: services.close_consultation(pk, by=planner, on=closed))
        if "cancelled" in topic:
            off, reason = self.days.at(topic["cancelled"]), topic["why"]
            self.plan(off, lambda: services.cancel_consultation(pk, reason=reason, by=planner, on=off))

    def _done(self, pk: int, kind: str, on: date) -> None:
        consultation = Consultation.objects.get(pk=pk)
        head = next(iter(people.heads_of(consultation.lead_id or 0)), self.house.person("planner"))
        services.complete_checkpoint(pk, kind=kind, by=head, on=on)
