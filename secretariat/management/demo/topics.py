"""The topics of the demo: in every state, with an agenda that is being settled and one that is fixed."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from planning.meetings import services
from planning.meetings.models import Meeting, Series, Topic
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.people import queries as people

HERE = Path(__file__).parent
OFFICE, JOINT = "秘书长办公会", "秘书长联席会议"
PAPER = "议题材料\n\n一、基本情况\n二、主要考虑\n三、提请议定事项\n"
# So many working days ago the topics of the next meeting were drafted; each next step came a day later.
BEGUN = 6

Plan = Callable[[date, Callable[[], Any]], None]
Moment = Callable[[date], datetime]


class Topics:
    """What units bring before the secretary-general's office meeting, and what became of it so far."""

    def __init__(self, house: House, days: Days, plan: Plan, moment: Moment) -> None:
        self.house, self.days, self.plan, self.moment = house, days, plan, moment
        self.told = tomllib.loads((HERE / "topics.toml").read_text(encoding="utf-8"))
        self.planner = house.person("planner")

    def draw_up(self) -> None:
        """Plan every deed on its day."""
        met = self.days.met(2)
        self.plan(self.days.calendar.subtract(met, 5), self._prepare)
        for row in self.told["topics"]:
            begun = self.days.calendar.subtract(met, 4) if row["story"] == "finished" else self.days.at(-BEGUN)
            self._tell(row, begun, met)
        self.plan(self.days.today, self._settle)

    def _prepare(self) -> None:
        series = Series.objects.get(name=OFFICE)
        template = [(title, minutes) for title, minutes in self.told["template"]]
        facts: dict[str, Any] = {
            "cutoff_days": 5,
            "cutoff_at": time(17),
            "papers_days": 3,
            "length": 90,
            "line_minutes": 3,
        }
        services.prepare_series(
            series.pk, by=self.planner, on=self.days.today, template=template, has_first_item=True, **facts
        )

    # ── One topic ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _tell(self, row: dict[str, Any], begun: date, met: date) -> None:
        day, story = begun, row["story"]
        if story == "late":
            day = self.days.at(-1)
        self.plan(day, lambda: self._open(row, day, met))
        if story == "draft":
            return
        for deed in self._way_of(row, met):
            day = self.days.after(day, 1)
            self.plan(day, lambda deed=deed, day=day: deed(self._topic(row), day))  # type: ignore[misc]
        if story == "finished":
            note = row["note"]
            self.plan(met, lambda: services.finish_topic(self._topic(row).pk, by=self.planner, on=met, note=note))
        if story == "put_off":
            self.plan(self.days.today, lambda: self._put_off(self._topic(row)))

    def _way_of(self, row: dict[str, Any], met: date) -> list[Callable[[Topic, date], Any]]:
        planner, why = self.planner, row.get("why", "")

        def submit(topic: Topic, on: date) -> None:
            facts: dict[str, Any] = {"at": self.moment(on), "on": on, "calendar": self.days.calendar}
            services.submit_topic(topic.pk, by=topic.drafted_by, **facts)

        def sign(topic: Topic, on: date) -> None:
            services.sign_topic(topic.pk, by=self._leader(topic), on=on)

        def accept(topic: Topic, on: date) -> None:
            services.accept_topic(topic.pk, by=planner, on=on, meeting=self._meeting(row["story"], met))

        ends: dict[str, Callable[[Topic, date], Any]] = {
            "returned": lambda topic, on: services.return_topic(topic.pk, by=self._leader(topic), on=on, reason=why),
            "deferred": lambda topic, on: services.defer_topic(topic.pk, by=planner, on=on, reason=why),
            "refused": lambda topic, on: services.refuse_topic(topic.pk, by=planner, on=on, reason=why),
        }
        story = row["story"]
        if story in ("submitted", "late"):
            return [submit]
        if story == "returned":
            return [submit, ends[story]]
        return [submit, sign] if story == "signed" else [submit, sign, ends.get(story, accept)]

    def _open(self, row: dict[str, Any], on: date, met: date) -> None:
        unit = self.house.units[row["unit"]]
        words = {name: row[name] for name in ("title", "presenter", "minutes", "reason", "wanted")}
        files = [ContentFile(PAPER.encode(), name=f"{row['title']}.txt")] if row.get("papers") else []
        head = people.heads_of(unit.pk)[0]
        services.open_topic(by=head, on=on, meeting=self._meeting(row["story"], met), attachments=files, **words)

    def _topic(self, row: dict[str, Any]) -> Topic:
        return Topic.objects.select_related("drafted_by").get(title=row["title"])

    def _leader(self, topic: Topic) -> Any:
        return people.overseers_of(topic.unit_id)[0]

    def _meeting(self, story: str, met: date) -> Meeting:
        """The meeting that has decided for a finished one; this week's for one put off; else the next."""
        meetings = Meeting.objects.filter(series__name=OFFICE).select_related("series").order_by("held_on")
        if story == "finished":
            return meetings.get(held_on=met)
        coming = meetings.to_come()
        # After long holidays last week's meeting is held in this week, and has its minutes.
        this_week = coming.filter(held_on__gt=self.days.met(1), held_on__lte=self.days.today).last()
        return (this_week if story == "put_off" else None) or coming.filter(held_on__gt=self.days.today)[0]

    # ── Agendas ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _put_off(self, topic: Topic) -> None:
        if topic.meeting_id:
            facts: dict[str, Any] = {"by": self.planner, "on": self.days.today, "calendar": self.days.calendar}
            services.defer_line(topic.meeting_id, source=f"topic:{topic.pk}", **facts)

    def _settle(self) -> None:
        facts: dict[str, Any] = {"by": self.planner, "on": self.days.today, "calendar": self.days.calendar}
        coming = self._meeting("", self.days.today)
        first: dict[str, Any] = {"title": self.told["first"], "minutes": 10, "presenter": self.house.person("sg").name}
        services.edit_line(coming.pk, source="first:", **first, **facts)
        joint = Meeting.objects.filter(series__name=JOINT, held_on__gt=self.days.today).to_come()[0]
        for title, minutes in self.told["joint"]:
            services.add_line(joint.pk, title=title, minutes=minutes, presenter=self.planner.name, **facts)
        services.fix_agenda(joint.pk, **facts)
