"""The ledger as a calendar: a month of weeks, each day with the items that are due on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from secretariat.fields import FIRST_YEAR, LAST_YEAR
from secretariat.workdays.calendar import add_months
from supervision.items.models import ItemQuerySet, SupervisionItem
from supervision.items.standing import Day

# As many titles as a day of the grid has room for; the others are counted.
SHOWN = 4
LIGHTS = ("red", "orange", "yellow", "green", "grey", "none")


@dataclass(frozen=True)
class Square:
    """A day of the grid. `lights` are pairs of light and number, those first that need eyes."""

    on: date
    is_inside: bool
    is_workday: bool
    is_today: bool
    lights: tuple[tuple[str, int], ...]
    items: tuple[SupervisionItem, ...]

    @property
    def count(self) -> int:
        return sum(n for _light, n in self.lights)

    @property
    def more(self) -> int:
        """How many items are not shown by their titles."""
        return self.count - len(self.items)


@dataclass(frozen=True)
class Month:
    """The weeks of a month, Monday to Sunday, and the months beside it."""

    first: date
    weeks: tuple[tuple[Square, ...], ...]

    @property
    def before(self) -> date:
        return add_months(self.first, -1)

    @property
    def after(self) -> date:
        return add_months(self.first, 1)

    @property
    def count(self) -> int:
        return sum(square.count for week in self.weeks for square in week if square.is_inside)


def first_of(text: str, day: Day) -> date:
    """The month that an address names ("2026-11"); this one where it names none that a calendar has."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return day.on.replace(day=1)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else day.on.replace(day=1)


def month_of(found: ItemQuerySet, first: date, day: Day) -> Month:
    """The items of `found` by the day on which they are due, in the weeks of the month that begins on `first`:
    two queries, whatever the number of items."""
    start = first - timedelta(days=first.weekday())
    last = add_months(first, 1) - timedelta(days=1)
    days = [start + timedelta(days=n) for n in range((last - start).days + 7 - last.weekday())]
    within = found.filter(due_on__range=(days[0], days[-1]))
    lights, items = _lights(within), _items(within)
    squares = [_square(on, first, day, lights[on], items[on]) for on in days]
    return Month(first, tuple(tuple(squares[n : n + 7]) for n in range(0, len(squares), 7)))


def _lights(found: ItemQuerySet) -> dict[date, dict[str, int]]:
    lights: dict[date, dict[str, int]] = defaultdict(dict)
    # The light is an annotation of the ledger.
    rows: Any = found.order_by()
    counted = rows.values_list("due_on", "light")
    for on, light, n in counted.annotate(n=Count("pk")):
        lights[on][light] = n
    return lights


def _items(found: ItemQuerySet) -> dict[date, list[SupervisionItem]]:
    place = Window(RowNumber(), partition_by=F("due_on"), order_by=F("pk").asc())
    items: dict[date, list[SupervisionItem]] = defaultdict(list)
    for item in found.annotate(place=place).filter(place__lte=SHOWN).order_by("due_on", "pk"):
        if item.due_on:
            items[item.due_on].append(item)
    return items


def _square(on: date, first: date, day: Day, lights: dict[str, int], items: list[Any]) -> Square:
    return Square(
        on=on,
        is_inside=(on.year, on.month) == (first.year, first.month),
        is_workday=day.calendar.is_workday(on),
        is_today=on == day.on,
        lights=tuple((light, lights[light]) for light in LIGHTS if light in lights),
        items=tuple(items),
    )
