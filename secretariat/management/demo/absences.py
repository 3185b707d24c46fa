"""Who is away in the demo year, and who acts for them (代理): one absence now, one that is over."""

from collections.abc import Callable
from datetime import date
from typing import Any

from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.people import services

Plan = Callable[[date, Callable[[], Any]], None]

# Who, for whom, from and until in working days from today, why; entered on the first day.
ABSENCES = (
    ("deputy2", "deputy", -1, 3, "赴成都参加川渝政协协作会议"),
    ("head", "staff", -15, -11, "参加市委党校处级干部培训班"),
)


def plan_absences(house: House, days: Days, plan: Plan) -> None:
    """Each absence is entered by the one who goes away."""
    for giver, taker, first, last, reason in ABSENCES:
        first_on, last_on = days.at(first), days.at(last)
        plan(first_on, _given(house, giver, taker, first_on, last_on, reason))


def _given(house: House, giver: str, taker: str, first_on: date, last_on: date, reason: str) -> Callable[[], Any]:
    away = house.person(giver)
    return lambda: services.give_delegation(
        giver=away,
        taker=house.person(taker),
        from_on=first_on,
        until_on=last_on,
        reason=reason,
        by=away,
        on=first_on,
    )
