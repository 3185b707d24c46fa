"""A higher meeting of the demo, whose decisions the secretary-general's office meeting takes up, late or not at all."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from planning.meetings import services
from planning.meetings.guests import Wanted
from planning.meetings.models import Decision, Meeting, Series
from secretariat.management.demo.attendance import OFFICE
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.offers import Question, ask

PARTY = "市政协党组会议"
# So many weeks ago it met: title, lead unit, what it asks for, and after how many working days it was taken up.
HELD: dict[int, list[tuple[str, str, str, int | None]]] = {
    4: [
        ("加强机关作风建设", "机关党委", "制定作风建设具体措施", 3),
        ("委员履职管理办法修订", "联络和社情民意委员会", "完成办法修订并按程序报批", None),
        ("办公用房清理规范", "行政处", "完成清理规范并报告结果", 14),
    ],
    1: [("政协智库建设", "研究室", "提出智库建设方案", None)],
}
ELSEWHERE = "由秘书长办公会承接落实。"

Plan = Callable[[date, Callable[[], Any]], None]


class Higher:
    """The meetings of the leading party group, and what became of their decisions."""

    def __init__(self, house: House, days: Days, plan: Plan, font_dir: Path | None) -> None:
        self.house, self.days, self.plan, self.font_dir = house, days, plan, font_dir
        self.planner = house.person("planner")

    def draw_up(self) -> None:
        """Plan every deed on its day."""
        founded = self.days.calendar.roll_backward(self._first())
        self.plan(founded, lambda: self._found(founded))
        for weeks in HELD:
            self.plan(self.days.met(weeks, weekday=2), lambda weeks=weeks: self._hold(weeks))  # type: ignore[misc]

    def _first(self) -> date:
        """A Tuesday, whether it is worked or not."""
        return self.days.monday + timedelta(days=1, weeks=-max(HELD))

    def _found(self, on: date) -> None:
        rule: dict[str, Any] = {"frequency": "weekly", "interval": 3, "weekday": 2, "policy": "next"}
        where = {"starts_at": time(15), "place": "机关二楼会议室", "chair": "党组书记"}
        facts: dict[str, Any] = {"by": self.planner, "on": on, **rule, **where}
        about: dict[str, Any] = {"name": PARTY, "first_on": self._first(), "first_number": 12}
        series = services.found_series(calendar=self.days.calendar, participants="党组成员", **about, **facts)
        lower = Series.objects.get(name=OFFICE)
        guests = [Wanted("present", person=self.house.person("sg")), Wanted("observer", unit=self._unit("综合处"))]
        rules: dict[str, Any] = {"leave_approver": "secretary_general", "take_up_days": 10, "taken_up_by": [lower]}
        services.set_standing(series.pk, by=self.planner, on=on, guests=guests, **rules)

    def _hold(self, weeks: int) -> None:
        met = self.days.met(weeks, weekday=2)
        meeting = Meeting.objects.get(series__name=PARTY, held_on=met)
        due = self.days.calendar.add(met, 30)
        when = f"{due.year}年{due.month}月{due.day}日前"
        lines = [
            f"{n}.关于{title}。由{unit}牵头，{when}{text}。" for n, (title, unit, text, _) in enumerate(HELD[weeks], 1)
        ]
        services.paste_minutes(meeting.pk, text="\n".join(lines), by=self.planner, on=met)
        for decision in meeting.decisions.order_by("ordinal"):
            services.not_track_decision(decision.pk, reason=ELSEWHERE, by=self.planner)
        published = self.days.after(met, 1)
        self.plan(published, lambda: self._publish(meeting, HELD[weeks], published))

    def _publish(self, meeting: Meeting, told: list[tuple[str, str, str, int | None]], on: date) -> None:
        services.publish_minutes(meeting.pk, by=self.planner, on=on, font_dir=self.font_dir)
        for place, (_title, unit, _text, after) in enumerate(told, start=1):
            if after is not None:
                day = self.days.calendar.add(on, after)
                decision = meeting.decisions.get(ordinal=place)
                deed = self._by_topic if after < 10 else self._by_item
                self.plan(day, lambda deed=deed, one=decision, unit=unit, day=day: deed(one, unit, day))  # type: ignore[misc]

    def _by_topic(self, decision: Decision, unit: str, on: date) -> None:
        series = Series.objects.get(name=OFFICE)
        services.take_up_as_topic(decision.pk, by=self.planner, on=on, series=series, unit=self._unit(unit))

    def _by_item(self, decision: Decision, unit: str, on: date) -> None:
        officer = self.house.person("officer")
        found = ask(Question.MATTERS, user=officer, words=unit, on=on)
        if found:
            services.take_up_by_item(decision.pk, by=officer, on=on, matter=found[0])

    def _unit(self, name: str) -> Any:
        return self.house.units[name]
