"""Items that come of one another: merged, split, opened anew; the links hold both ways."""

from datetime import date

import pytest

from secretariat.audit.models import Event
from secretariat.errors import Refused
from supervision.items import queries, services
from supervision.items.models import SupervisionItem
from tests.supervision.factories import ExtensionFactory, ItemFactory
from tests.supervision.items.cast import DAY, take_step


def fresh(item):
    return SupervisionItem.objects.get(pk=item.pk)


def kin(item, user):
    return [(relation, other.pk) for relation, other in queries.kin_of(fresh(item), user)]


@pytest.fixture
def target(cast):
    return ItemFactory(lead=cast.other_unit, officer=cast.officer, serial=7)


def test_a_merged_item_is_followed_in_the_other(cast, item_in, target, told):
    item = item_in("in_progress")

    take_step(cast, item, "merge", target=target, reason="内容相同")

    found = fresh(item)
    assert (found.state, found.merged_into, found.dropped_reason, found.dropped_on) == (
        "merged",
        target,
        "内容相同",
        DAY,
    )
    assert kin(item, cast.officer) == [("并入", target.pk)]
    assert kin(target, cast.officer) == [("吸收", item.pk)]
    assert told(item, "merge") == ["牵头处长", "配合处长"]


def test_both_logs_tell_of_the_merger(cast, item_in, target):
    take_step(cast, item_in("filed"), "merge", target=target)

    assert list(Event.objects.order_by("-pk").values_list("verb", "subject_id")[:1]) == [("item.absorbed", target.pk)]


@pytest.mark.parametrize("state", ["draft", "not_filed", "terminated", "completed", "signed_off"])
def test_an_item_is_merged_only_into_one_that_is_followed(cast, item_in, snapshot, state):
    item, over = item_in("in_progress"), ItemFactory(state=state)
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "merge", target=over)

    assert (refusal.value.field, snapshot()) == ("target", before)


def test_an_item_is_not_merged_into_itself(cast, item_in):
    item = item_in("in_progress")

    with pytest.raises(Refused):
        take_step(cast, item, "merge", target=item, reason="内容相同")


def test_nothing_is_merged_while_an_extension_is_decided(cast, item_in, target):
    item = item_in("in_progress")
    ExtensionFactory(item=item)

    with pytest.raises(Refused):
        take_step(cast, item, "merge", target=target)


def test_a_part_is_a_draft_with_the_same_source(cast, item_in):
    item = item_in("in_progress")

    part = take_step(cast, item, "split", title="其中：细则", requirement="修订后印发", lead=cast.other_unit)

    assert (part.state, part.assignment, part.split_from, part.number, fresh(item).state) == (
        "draft",
        "秘书长批示",
        item,
        None,
        "in_progress",
    )
    assert kin(item, cast.officer) == [("分解出", part.pk)]
    assert kin(part, cast.officer) == [("分解自", item.pk)]


def test_rule_20_a_part_has_no_lead_among_its_co_units(cast, item_in, snapshot):
    item = item_in("in_progress")
    before = snapshot()

    with pytest.raises(Refused):
        take_step(cast, item, "split", title="细则", requirement="印发", lead=cast.lead, co_units=[cast.lead])

    assert snapshot() == before


def test_rule_29_a_relapse_is_a_new_item_and_the_archived_one_stays_as_it_is(cast, item_in):
    item = item_in("archived")
    before = SupervisionItem.objects.filter(pk=item.pk).values().get()

    again = take_step(cast, item, "relapse", reason="问题再次出现", due_on=date(2026, 12, 31))

    assert SupervisionItem.objects.filter(pk=item.pk).values().get() == before
    assert (again.state, again.relapse_of, again.lead, again.due_on) == ("draft", item, cast.lead, date(2026, 12, 31))
    assert again.requirement.startswith("问题再次出现")
    assert kin(item, cast.officer) == [("反弹后重办", again.pk)]


def test_one_relapse_is_followed_at_a_time(cast, item_in, snapshot):
    item = item_in("signed_off")
    take_step(cast, item, "relapse")
    before = snapshot()

    with pytest.raises(Refused):
        take_step(cast, item, "relapse")

    assert snapshot() == before


def test_rule_46_kin_that_a_unit_may_not_see_is_not_shown(cast, item_in, target):
    item = item_in("in_progress")
    take_step(cast, item, "merge", target=target)

    assert kin(item, cast.staff) == []


def test_a_year_is_archived_at_once(cast, item_in):
    ready, open_ = item_in("signed_off"), item_in("in_progress")
    other_year = ItemFactory(state="signed_off", filed_on=date(2025, 3, 3))

    result = services.archive_year(2026, by=cast.officer, on=DAY)

    assert (result.done, result.left_out) == (1, [])
    assert [fresh(item).state for item in (ready, open_, other_year)] == ["archived", "in_progress", "signed_off"]
