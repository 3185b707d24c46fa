"""The arrangements of the demo: this week published with an addendum, the next one collecting, a month at work."""

import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from planning.arrangements import services
from planning.arrangements.conflicts import clashes
from planning.arrangements.models import Arrangement, ArrangementKind, Room, Vehicle
from planning.arrangements.services import Line
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days

Plan = Callable[[date, Callable[[], Any]], None]
Moment = Callable[[date], datetime]
ENTRIES = Path(__file__).parent / "arrangements.toml"
WEEK = timedelta(days=7)
BOTH = "已与有关单位协调，错开时间进行"


class Arrangements:
    """Each is opened in the week before, collected from units and meetings, and published on its Friday or before."""

    def __init__(self, house: House, days: Days, plan: Plan, moment: Moment) -> None:
        self.house, self.days, self.plan, self.moment = house, days, plan, moment
        self.planner = house.person("planner")
        self.told = tomllib.loads(ENTRIES.read_text(encoding="utf-8"))
        self.monday = days.monday

    def draw_up(self) -> None:
        self._list()
        opened, published = map(self.days.calendar.roll_backward, (self.monday - WEEK, self.monday - timedelta(days=3)))
        self.plan(opened, lambda: self._collect("week", self.monday, opened, "this_week"))
        self.plan(published, lambda: self._publish(published))
        self.plan(self.days.today, self._supplement)
        self.plan(self.days.today, lambda: self._collect("week", self.monday + WEEK, self.days.today, "next_week"))
        self.plan(self.days.today, self._month)

    def _list(self) -> None:
        kinds: tuple[tuple[Any, str], ...] = ((Room, "rooms"), (Vehicle, "vehicles"))
        for model, name in kinds:
            listed = enumerate(self.told[name].items(), 1)
            model.objects.bulk_create([model(name=one, seats=seats, order=order) for order, (one, seats) in listed])

    def _collect(self, kind: str, first_on: date, on: date, name: str) -> Arrangement:
        at, last = self.moment(on), datetime.combine(first_on - timedelta(days=4), time(17))
        cut_off = timezone.make_aware(last)
        found = services.open_arrangement(kind=kind, day=first_on, cut_off_at=cut_off, by=self.planner)
        for told in self.told[name]:
            line = self._line(told, found.first_on)
            if kind == ArrangementKind.MONTH and not line.day_words:  # whose days of the week are not known beforehand
                line = replace(line, on=self.days.calendar.roll_forward(line.on))
            services.add_entry(found.pk, line=line, by=self._who(told), at=at)
        services.collect_entries(found.pk, by=self.planner, at=at)
        return found

    def _line(self, told: dict[str, Any], first_on: date) -> Line:
        facts = {name: value for name, value in told.items() if name not in ("day", "unit")}
        unit = self.house.units[told["unit"]] if "unit" in told else None
        return Line(on=first_on + timedelta(days=told["day"]), unit=unit, **facts)

    def _who(self, told: dict[str, Any]) -> Any:
        return self.house.staff_of(told["unit"]) if "unit" in told else self.planner

    def _this_week(self) -> Arrangement:
        return Arrangement.objects.get(kind=ArrangementKind.WEEK, first_on=self.monday)

    def _publish(self, on: date) -> None:
        found = self._this_week()
        facts: dict[str, Any] = {"by": self.planner, "at": self.moment(on)}
        services.coordinate_arrangement(found.pk, **facts)
        self._settle(found, **facts)
        services.publish_arrangement(found.pk, **facts)

    def _settle(self, found: Arrangement, **facts: Any) -> None:
        """In some weeks a meeting falls on the time of what a unit reported: both stay, and it is said why."""
        for clash in clashes(found.entries.standing()):
            if not clash.reason:
                kept = {one.name: getattr(clash.second, one.name) for one in fields(Line)} | {"conflict_reason": BOTH}
                services.change_entry(clash.second.pk, line=Line(**kept), **facts)

    def _supplement(self) -> None:
        told = self.told["addendum"]
        services.supplement_arrangement(
            self._this_week().pk,
            reason=told["reason"],
            line=self._line(told["entry"], self.monday),
            by=self.planner,
            at=self.moment(self.days.today),
        )

    def _month(self) -> None:
        first_on = (self.days.today.replace(day=1) + timedelta(days=32)).replace(day=1)
        found = self._collect("month", first_on, self.days.today, "next_month")
        services.coordinate_arrangement(found.pk, by=self.planner, at=self.moment(self.days.today))
