"""Suspension, resumption and termination: what happens to the three dates and to the clock (rules 14, 15)."""

from datetime import date

import pytest

from secretariat.errors import Refused
from secretariat.outbox.models import ReminderRule
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays
from supervision.items.models import SupervisionItem, Suspension
from supervision.items.queries import conditions
from supervision.items.reminders import reminders
from supervision.items.standing import Day, standing_of
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import take_step


def on(text):
    return date.fromisoformat(f"2026-{text}")


def fresh(item):
    return SupervisionItem.objects.get(pk=item.pk)


def dates(item):
    found = fresh(item)
    return found.original_due_on, found.due_on, found.counted_due_on, found.due_version


def test_rule_15_resuming_moves_the_dates_by_the_suspended_working_days(cast, item_in):
    item = item_in("in_progress", due_on=on("10-16"))
    take_step(cast, item, "suspend", on=on("10-12"))

    take_step(cast, item, "resume", on=on("10-14"))

    assert dates(item) == (on("10-16"), on("10-20"), on("10-20"), 2)
    assert fresh(item).resumed_on == on("10-14")


def test_rule_15_what_was_late_before_the_suspension_stays_late(cast, item_in):
    item = item_in("in_progress", due_on=on("10-09"))
    take_step(cast, item, "suspend", on=on("10-12"))

    take_step(cast, item, "resume", on=on("10-14"))

    assert dates(item) == (on("10-09"), on("10-09"), on("10-09"), 1)


def test_an_item_without_due_date_is_suspended_too(cast, item_in):
    item = item_in("in_progress", due_on=None, cycle="weekly:5")
    take_step(cast, item, "suspend", on=on("10-12"))

    take_step(cast, item, "resume", on=on("10-14"))

    assert (fresh(item).state, fresh(item).due_on) == ("in_progress", None)


def test_rule_14_a_suspended_item_has_no_light_and_no_reminder(cast, item_in):
    item = item_in("in_progress", due_on=on("10-09"))
    take_step(cast, item, "suspend", on=on("09-28"))

    calendar, day = workdays.load(), on("10-12")
    assert standing_of(fresh(item), Day.of(day)).light == "none"
    rules = list(ReminderRule.objects.in_force(day))
    assert reminders(on=day, calendar=calendar, rules=rules, directory=people.directory()) == []


def test_rule_41_a_suspended_item_is_outside_of_rates(cast):
    ItemFactory(due_on=on("10-09"))
    ItemFactory(due_on=on("10-09"), state="suspended")

    assert SupervisionItem.objects.filter(conditions(Day.of(on("10-12")))["counted"]).count() == 1


def test_nothing_is_suspended_while_an_extension_is_decided(cast, item_in, snapshot):
    item = item_in("in_progress")
    take_step(cast, item, "ask_extension")
    before = snapshot()

    with pytest.raises(Refused):
        take_step(cast, item, "suspend")

    assert snapshot() == before


def test_every_span_is_kept(cast, item_in):
    item = item_in("in_progress")
    for first, last in (("09-16", "09-18"), ("09-21", "09-22")):
        take_step(cast, item, "suspend", on=on(first))
        take_step(cast, item, "resume", on=on(last))

    spans = Suspension.objects.order_by("pk").values_list("from_on", "until_on", "ended_by__name")
    assert list(spans) == [(on("09-16"), on("09-18"), "督查甲"), (on("09-21"), on("09-22"), "督查甲")]


def test_terminating_ends_the_item_and_an_open_suspension(cast, item_in, told, last_event):
    item = item_in("suspended")

    take_step(cast, item, "terminate", on=on("09-21"))

    found = fresh(item)
    assert (found.state, found.dropped_on, found.dropped_reason) == ("terminated", on("09-21"), "工作已取消")
    assert Suspension.objects.get().until_on == on("09-21")
    assert told(item, "terminate") == ["牵头处长", "督查甲", "配合处长"]
    assert last_event() == ("item.terminated", "秘书长", "suspended", "terminated", "工作已取消")
