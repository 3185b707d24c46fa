"""Objections to a dispatch: within their limit, decided one way or the other (rule 23)."""

from datetime import date

import pytest

from secretariat.errors import Refused
from supervision.items.models import HandlingRule, Objection, SupervisionItem
from tests.supervision.items.cast import take_step


def on(text):
    return date.fromisoformat(f"2026-{text}")


def fresh(item):
    return SupervisionItem.objects.get(pk=item.pk)


def test_rule_23_an_objection_is_possible_until_the_third_working_day(cast, item_in):
    item = item_in("dispatched", on=on("02-09"), due_on=on("03-31"))

    take_step(cast, item, "object", on=on("02-12"))

    assert fresh(item).state == "objected"


def test_rule_23_later_it_is_refused_with_the_last_day(cast, item_in, snapshot):
    item = item_in("dispatched", on=on("02-09"), due_on=on("03-31"))
    before = snapshot()

    with pytest.raises(Refused, match="2026-02-12"):
        take_step(cast, item, "object", on=on("02-13"))

    assert snapshot() == before


def test_the_limit_is_that_of_the_rule_in_force_at_the_dispatch(cast, item_in):
    HandlingRule.objects.create(valid_from=on("02-01"), objection_days=1)
    item = item_in("dispatched", on=on("02-09"), due_on=on("03-31"))

    with pytest.raises(Refused, match="2026-02-10"):
        take_step(cast, item, "object", on=on("02-11"))


def test_a_unit_does_not_suggest_itself(cast, item_in):
    with pytest.raises(Refused) as refusal:
        take_step(cast, item_in("dispatched"), "object", reason="不属本委职责", suggested=cast.lead)

    assert refusal.value.field == "suggested"


def test_an_objection_is_told_to_the_officer(cast, item_in, told, last_event):
    item = item_in("objected")

    assert told(item, "object") == ["督查甲"]
    assert last_event() == ("item.objected", "牵头承办", "dispatched", "objected", "不属本委职责")
    assert Objection.objects.get().unit == cast.lead


def test_an_upheld_dispatch_stays_with_the_unit(cast, item_in, told):
    item = item_in("objected")

    take_step(cast, item, "uphold")

    raised = Objection.objects.get()
    assert (fresh(item).state, fresh(item).lead, raised.state, raised.decided_by) == (
        "dispatched",
        cast.lead,
        "refused",
        cast.officer,
    )
    assert told(item, "uphold") == ["牵头处长"]


def test_rule_23_an_accepted_objection_gives_the_lead_to_another_under_the_same_number(cast, item_in, told):
    item = item_in("objected", handler=cast.staff)
    number = fresh(item).number_text

    take_step(cast, item, "reassign", on=on("09-16"))

    found = fresh(item)
    assert (found.lead, found.number_text, found.handler, found.dispatched_on) == (
        cast.other_unit,
        number,
        None,
        on("09-16"),
    )
    assert Objection.objects.get().new_lead == cast.other_unit
    assert told(item, "reassign") == ["旁人", "牵头承办", "配合处长"]


def test_rule_20_a_co_unit_that_gets_the_lead_is_no_co_unit_any_more(cast, item_in):
    item = item_in("objected")

    take_step(cast, item, "reassign", lead=cast.co_unit)

    assert (fresh(item).lead, list(fresh(item).co_units.all())) == (cast.co_unit, [])


def test_the_objecting_unit_is_no_new_lead(cast, item_in, snapshot):
    item = item_in("objected")
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "reassign", lead=cast.lead)

    assert (refusal.value.field, snapshot()) == ("lead", before)


def test_the_new_lead_may_object_in_its_turn(cast, item_in):
    item = item_in("objected")
    take_step(cast, item, "reassign")

    take_step(cast, item, "object", by=cast.stranger)

    assert list(Objection.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "raised"]
