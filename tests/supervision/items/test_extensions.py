"""Rule 24: asking for a later date, and deciding on it."""

from datetime import date

import pytest

from secretariat.errors import Refused
from supervision.items.models import Extension, SupervisionItem
from supervision.items.services import extensions
from supervision.items.standing import Day, standing_of
from tests.supervision.items.cast import DUE, take_step

LATER = date(2026, 10, 30)


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.fixture
def item(item_in):
    return item_in("in_progress")


@pytest.fixture
def asked(cast, item):
    return take_step(cast, item, "ask_extension", on=day("09-28"))


def dates(item):
    return SupervisionItem.objects.values_list("original_due_on", "due_on", "counted_due_on").get(pk=item.pk)


def test_rule_24_asking_keeps_the_clock_running(cast, item, last_event, told):
    asked = take_step(cast, item, "ask_extension", on=DUE)

    assert (asked.state, asked.from_due_on, asked.to_due_on, asked.asked_by) == ("asked", DUE, LATER, cast.staff)
    assert dates(item) == (DUE, DUE, DUE)
    assert last_event() == ("extension.asked", "牵头承办", "", "asked", "外地调研推迟")
    assert told(item, "ask_extension") == ["秘书长"]


def test_rule_24_a_pending_request_does_not_stop_the_clock(cast, item, asked):
    item.refresh_from_db()

    assert standing_of(item, Day.of(day("10-12"))).light == "red"


def test_rule_24_asked_after_the_due_date_is_refused(cast, item, snapshot):
    before = snapshot()

    with pytest.raises(Refused, match="已逾期"):
        take_step(cast, item, "ask_extension", on=day("10-10"))

    assert snapshot() == before


@pytest.mark.parametrize("to", [DUE, day("10-08")])
def test_rule_24_the_new_date_must_be_later(cast, item, snapshot, to):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "ask_extension", to_due_on=to)

    assert refusal.value.field == "to_due_on"
    assert snapshot() == before


def test_rule_24_one_request_at_a_time(cast, item, asked, snapshot):
    before = snapshot()

    with pytest.raises(Refused):
        take_step(cast, item, "ask_extension", on=day("09-29"))

    assert snapshot() == before


def test_rule_15_a_granted_extension_moves_the_effective_and_the_counted_date(cast, item, asked, last_event, told):
    extensions.grant(asked.pk, by=cast.leader, on=day("09-29"), note="同意")

    found = SupervisionItem.objects.get(pk=item.pk)
    assert dates(item) == (DUE, LATER, LATER)
    assert (found.due_version, found.extensions_granted) == (2, 1)
    assert last_event() == ("extension.granted", "秘书长", "", "granted", "同意")
    assert told(item, "grant") == ["牵头处长", "督查甲"]


def test_rule_24_it_may_be_granted_to_another_concrete_date(cast, item, asked):
    extensions.grant(asked.pk, by=cast.deputy, on=day("09-29"), due_on=day("10-16"))

    assert dates(item) == (DUE, day("10-16"), day("10-16"))
    assert Extension.objects.values_list("state", "granted_due_on", "decided_by__name").get() == (
        "granted",
        day("10-16"),
        "副秘书长",
    )


def test_rule_24_a_granted_date_is_later_than_the_present_one(cast, asked, snapshot):
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        extensions.grant(asked.pk, by=cast.leader, on=day("09-29"), due_on=DUE)

    assert refusal.value.field == "due_on"
    assert snapshot() == before


def test_rule_24_a_refused_extension_keeps_the_dates(cast, item, asked, last_event, told):
    extensions.refuse(asked.pk, by=cast.leader, on=day("09-29"), note="抓紧办理")

    assert dates(item) == (DUE, DUE, DUE)
    assert last_event() == ("extension.refused", "秘书长", "", "refused", "抓紧办理")
    assert told(item, "refuse") == ["牵头处长", "督查甲"]


def test_after_a_refusal_one_may_ask_again(cast, item, asked):
    extensions.refuse(asked.pk, by=cast.leader, on=day("09-29"), note="抓紧办理")

    assert take_step(cast, item, "ask_extension", on=day("09-30")).state == "asked"


def test_rule_25_what_was_late_remains_late_when_a_leaders_date_is_extended(cast, item_in):
    item = item_in("leader_review")
    take_step(cast, item, "instruct", on=day("10-08"), due_on=day("10-20"))
    asked = take_step(cast, item, "ask_extension", on=day("10-19"), to_due_on=LATER)

    extensions.grant(asked.pk, by=cast.leader, on=day("10-19"))

    assert dates(item) == (DUE, LATER, DUE)


def test_an_extension_decided_on_a_later_day_still_counts_from_the_day_of_asking(cast, item, asked):
    extensions.grant(asked.pk, by=cast.leader, on=day("10-12"))

    assert dates(item) == (DUE, LATER, LATER)


def test_versions_of_the_item_rise_with_its_extensions(cast, item, asked):
    extensions.grant(asked.pk, by=cast.leader, on=day("09-29"))

    assert SupervisionItem.objects.get(pk=item.pk).version == item.version + 2
