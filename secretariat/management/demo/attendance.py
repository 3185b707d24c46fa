"""Who comes to the meetings of the demo: standing participants, leave in every state, and who came."""

from collections.abc import Callable
from datetime import date
from typing import Any

from planning.meetings import services
from planning.meetings.guests import Wanted
from planning.meetings.models import Attendance, Called, Meeting, Series
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.people import queries as people
from secretariat.people.models import PostKind

OFFICE, JOINT = "秘书长办公会", "秘书长联席会议"
COMMITTEE = "专委会"
# So many of the last weekly meetings have their ticks.
TICKED = 3
BRING = "请携带上周工作完成情况和本周工作安排，材料一式三份。"
TRIP, FAMILY = "陪同市领导赴区县调研。", "家中有事。"

Plan = Callable[[date, Callable[[], Any]], None]
Moment = Callable[[date], Any]


class Guests:
    """The lists of both series, and what became of them so far."""

    def __init__(self, house: House, days: Days, plan: Plan, moment: Moment) -> None:
        self.house, self.days, self.plan, self.moment = house, days, plan, moment
        self.planner, self.leader = house.person("planner"), house.person("sg")

    def draw_up(self, founded: date) -> None:
        """Plan every deed on its day; `founded` is the day on which the series were founded."""
        for name in (OFFICE, JOINT):
            self.plan(founded, lambda name=name: self._seat(name, founded))  # type: ignore[misc]
        # After long holidays two weeks have one meeting.
        for day in {self.days.met(n + 1) for n in range(TICKED)}:
            self.plan(day, lambda day=day: self._tick(day))  # type: ignore[misc]
        self.plan(self.days.today, self._ask)
        # The agenda is settled on the same day, by what is planned later.
        self.plan(self.days.today, lambda: self.plan(self.days.today, self._convene))

    def _seat(self, name: str, on: date) -> None:
        series = Series.objects.get(name=name)
        facts: dict[str, Any] = {"leave_approver": "secretary_general", "take_up_days": 10}
        services.set_standing(series.pk, by=self.planner, on=on, guests=self._guests(name), **facts)
        if name == OFFICE:
            route = [(self.house.person("deputy2"), Called.CHECK), (self.leader, Called.ISSUE)]
            services.set_route(series.pk, by=self.planner, signers=route)

    def _guests(self, name: str) -> list[Wanted]:
        leaders = people.holders(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)
        own = [unit for unit in self.house.units.values() if unit.kind != COMMITTEE and unit.name != "市政协办公厅"]
        committees = [unit for unit in self.house.units.values() if unit.kind == COMMITTEE]
        found = [Wanted("present", person=person) for person in leaders]
        found += [Wanted("present", unit=unit) for unit in own]
        if name == JOINT:
            found += [Wanted("observer", unit=unit) for unit in committees]
        return found

    def _tick(self, on: date) -> None:
        meeting = Meeting.objects.filter(series__name=OFFICE, held_on=on).to_come().first()
        if meeting is None:
            return
        rows = list(meeting.attendance.order_by("pk"))
        self._leave(rows[-2], FAMILY, on=on)
        came = {row.pk for place, row in enumerate(rows) if place not in (len(rows) - 2, 4)}
        services.note_attendance(meeting.pk, by=self.planner, on=on, came=came)

    def _ask(self) -> None:
        coming = Meeting.objects.filter(series__name=OFFICE, held_on__gt=self.days.today).to_come()[0]
        with_head = coming.attendance.filter(unit__isnull=False, person__isnull=False).order_by("ordinal")
        asking, away, told_no = list(with_head)[:3]
        today = self.days.today
        services.ask_leave(asking.pk, by=asking.person, on=today, reason=TRIP, substitute="本处室副处长")
        self._leave(away, FAMILY, on=today)
        services.ask_leave(told_no.pk, by=self.planner, on=today, reason="与处室内部会议冲突。")
        services.refuse_leave(told_no.pk, by=self.leader, on=today, answer="请调整内部会议时间，按时参会。")

    def _convene(self) -> None:
        coming = Meeting.objects.filter(series__name=OFFICE, held_on__gt=self.days.today).to_come()[0]
        said: dict[str, Any] = {"bring": BRING, "contact": f"{self.planner.name} {self.planner.phone}"}
        facts: dict[str, Any] = {"on": self.days.today, "calendar": self.days.calendar}
        services.send_notice(coming.pk, by=self.planner, **said, **facts)

    def _leave(self, row: Attendance, reason: str, *, on: date) -> None:
        services.ask_leave(row.pk, by=row.person or self.planner, on=on, reason=reason)
        services.approve_leave(row.pk, by=self.leader, on=on, at=self.moment(on))
