"""What another warning rule would make of the items that are open today (rule 13)."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from secretariat.workdays.lateness import Rule
from secretariat.workdays.sql import light_case, stalled_q
from supervision.items.models import SupervisionItem
from supervision.items.standing import COLUMNS, Day

ORDER = ("green", "yellow", "orange", "red", "none")


@dataclass(frozen=True)
class Line:
    """How many open items have a light now, and how many would; each figure has the address of its rows."""

    light: str
    now: int
    then: int
    now_url: str
    then_url: str


@dataclass(frozen=True)
class Turn:
    """How many open items would turn from one light to another, and the address of their list."""

    was: str
    would: str
    count: int
    url: str


@dataclass(frozen=True)
class Preview:
    """The lights of all open items now and under the rule that is tried; `stalled` is a mark beside the light."""

    lines: list[Line]
    turns: list[Turn]
    stalled: Line
    total: int

    @property
    def changed(self) -> int:
        """How many items would have another light."""
        return sum(turn.count for turn in self.turns)


def preview(user: Any, day: Day, rule: Rule) -> Preview:
    """The open items that `user` may see, under the rule of the day and under `rule`: one query."""
    tried = replace(day, rule=rule)
    pairs: Counter[tuple[str, str]] = Counter()
    quiet = [0, 0]
    for row in _counted(user, day, tried):
        pairs[row["was"], row["would"]] += row["n"]
        quiet = [quiet[0] + row["quiet"], quiet[1] + row["quiet_then"]]
    code = rule.code
    lines = [_line(light, pairs, code) for light in ORDER]
    turns = [
        Turn(was, would, pairs[was, would], _ledger(was=was, light=would, rule=code))
        for was in ORDER
        for would in ORDER
        if was != would and pairs[was, would]
    ]
    mark = Line("stalled", quiet[0], quiet[1], _ledger(mark="stalled"), _ledger(mark="stalled", rule=code))
    return Preview(lines, turns, mark, sum(pairs.values()))


def _counted(user: Any, day: Day, tried: Day) -> Any:
    seen = SupervisionItem.objects.visible_to(user).open()
    return (
        seen.annotate(last_sign=COLUMNS.last_sign, was=_lit(day), would=_lit(tried))
        .order_by()
        .values("was", "would")
        .annotate(n=Count("pk"), quiet=Count("pk", filter=_quiet(day)), quiet_then=Count("pk", filter=_quiet(tried)))
    )


def _lit(day: Day) -> Any:
    return light_case(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule)


def _quiet(day: Day) -> Q:
    return stalled_q(COLUMNS, on=day.on, calendar=day.calendar, rule=day.rule)


def _line(light: str, pairs: Counter[tuple[str, str]], code: str) -> Line:
    now = sum(count for (was, _would), count in pairs.items() if was == light)
    then = sum(count for (_was, would), count in pairs.items() if would == light)
    return Line(light, now, then, _ledger(light=light), _ledger(light=light, rule=code))


def _ledger(**asked: str) -> str:
    return f"{reverse('supervision:item_list')}?{urlencode({'state': 'open', **asked})}"
