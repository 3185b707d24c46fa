"""The light of an item on a past day: the item as the log tells of it, judged by the rule of that day (rule 13)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.audit.models import Event
from secretariat.workdays import queries as workdays
from secretariat.workdays.lateness import Lateness, Rule
from supervision.items.models import Extension, SupervisionItem
from supervision.items.standing import Day, standing_of
from supervision.items.states import ItemState

# The columns on which the light depends, in the order in which the page tells them.
DATES = ("due_on", "counted_due_on", "dispatched_on", "last_report_on", "resumed_on", "closing_on", "done_on")
FOLDED = ("state", *DATES, "suspended_days")


class Unknown(Exception):
    """The light of that day cannot be told; the text says why."""


@dataclass(frozen=True)
class PastLight:
    """How the item stood in the evening of `on`, by the rule `rule` that was in force then.

    `item` has the columns of that day and is never saved; `doubts` say what the answer rests on.
    """

    on: date
    item: SupervisionItem
    standing: Lateness
    rule: Rule
    doubts: list[str]


def light_on(item: SupervisionItem, on: date) -> PastLight:
    """The light of `item` in the evening of the day `on`: five queries. Raises Unknown.

    Every step writes the columns it changed into its event; read in order they lead from the draft to the item as it
    is. What does not lead there has a gap, and nothing is guessed.
    """
    events = list(Event.objects.about(item).select_related(None).order_by("pk"))
    asked = dict(Extension.objects.filter(item=item).values_list("pk", "asked_on"))
    _refuse_gaps(item, events, asked)
    told = [event for event in events if _day_of(event) <= on]
    if not told:
        raise Unknown(_("The item did not exist yet on that day."))
    then = _folded(item, told, asked)
    calendar, unsure = workdays.calendar_as_of(on, workdays.load())
    rule = workdays.rule_on(on)
    doubts = [
        _("The calendar of %(year)d was replaced later; it is counted as it is now.") % {"year": y} for y in unsure
    ]
    return PastLight(on, then, standing_of(then, Day(on, calendar, rule)), rule, doubts)


def _day_of(event: Event) -> date:
    return timezone.localtime(event.at).date()


def _refuse_gaps(item: SupervisionItem, events: list[Event], asked: dict[int, date]) -> None:
    if not events or events[0].verb != "item.opened":
        raise Unknown(_("The record of this item does not begin with its draft, so past days cannot be told."))
    now = _folded(item, events, asked)
    if any(getattr(now, name) != getattr(item, name) for name in FOLDED):
        raise Unknown(_("The record of this item has a gap: its steps do not lead to its present dates."))


def _folded(item: SupervisionItem, events: Iterable[Event], asked: dict[int, date]) -> SupervisionItem:
    """The item after these events. The draft begins with the dates of the filing: before it there is no light."""
    then = SupervisionItem(pk=item.pk, title=item.title, number_text=item.number_text, cycle=item.cycle)
    then.original_due_on = then.due_on = then.counted_due_on = item.original_due_on
    for event in events:
        for name, value in _changes(event, then, asked):
            setattr(then, name, value)
    return then


def _changes(event: Event, then: SupervisionItem, asked: dict[int, date]) -> Iterator[tuple[str, Any]]:
    if event.verb == "extension.granted":
        granted = date.fromisoformat(event.data["to_due"])
        yield "due_on", granted
        if then.counted_due_on is not None and asked[event.subject_id] <= then.counted_due_on:
            yield "counted_due_on", granted
    if not event.verb.startswith("item."):
        return
    if event.after and event.after in ItemState.values:
        yield "state", event.after
    if then.filed_on is None and event.verb == "item.filed":
        yield "filed_on", _day_of(event)
    yield from _columns(event, then)


def _columns(event: Event, then: SupervisionItem) -> Iterator[tuple[str, Any]]:
    for name, value in event.data.get("changed", {}).items():
        # A correction tells what was and what is, a step only what is.
        new = value[-1] if isinstance(value, list) else value
        if name == "suspended_days":
            yield name, int(new)
        # Until the filing the three dates are one, and the draft begins with them.
        elif name in DATES and not (then.filed_on is None and name in ("due_on", "counted_due_on")):
            yield name, None if new == "None" else date.fromisoformat(new)
