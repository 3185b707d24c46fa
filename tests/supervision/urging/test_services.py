"""Urges are logged (rule 18) and not repeated unasked (rule 51); slips go up one colour at a time (rule 16)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import TransitionRefused
from supervision.items.models import SupervisionItem
from supervision.urging import services
from supervision.urging.models import Slip, SlipRule, Urge
from supervision.urging.states import SLIP_STEPS, SlipState
from tests.supervision.factories import ItemFactory, SlipFactory, UrgeFactory
from tests.supervision.urging.conftest import LATE, at


def on(text):
    return date.fromisoformat(f"2026-{text}")


def urge(cast, item, **facts):
    usual = {"by": cast.officer, "at": at("10-12"), "unit": cast.lead, "channel": "phone", "content": "请尽快反馈"}
    return services.urge(item.pk, **usual | facts)


def issue(cast, item, day=LATE, **facts):
    return services.issue_slip(item.pk, **{"by": cast.officer, "on": day, "text": "请说明逾期原因"} | facts)


# ── Urges ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_18_an_urge_is_logged_with_channel_person_time_content_and_reply(cast, item, last_event):
    made = urge(cast, item, person="周处长", reply="本周内反馈")

    found = Urge.objects.get(pk=made.pk)
    assert (found.channel, found.person, found.at, found.content) == ("phone", "周处长", at("10-12"), "请尽快反馈")
    assert (found.reply, found.replied_on, found.by) == ("本周内反馈", on("10-12"), cast.officer)
    assert last_event() == ("urge.made", "督查甲", "", "", "请尽快反馈")


def test_an_urge_through_the_system_reaches_the_unit_at_once(cast, item, told):
    urge(cast, item, channel="system")

    assert told("urge") == ["牵头处长"]
    assert Notice.objects.get().is_urgent


def test_an_urge_by_telephone_sends_nothing(cast, item):
    urge(cast, item)

    assert not Notice.objects.exists()


def test_rule_51_the_second_urge_in_a_cycle_names_the_first(cast, item, snapshot):
    urge(cast, item)
    before = snapshot()

    with pytest.raises(Refused, match="督查甲已于10-12 09:00以“电话”方式催办过") as refusal:
        urge(cast, item, by=cast.reviewer, at=at("10-14"))

    assert (refusal.value.field, snapshot()) == ("again", before)


def test_rule_51_urging_again_is_possible_where_it_must_be(cast, item):
    urge(cast, item)
    urge(cast, item, at=at("10-14"), again=True)

    assert Urge.objects.count() == 2


@pytest.mark.parametrize(("cycle", "free"), [("", "10-19"), ("monthly:25", "10-26"), ("weekly:3", "10-15")])
def test_rule_51_in_the_next_cycle_it_is_a_first_urge_again(cast, cycle, free):
    item = ItemFactory(lead=cast.lead, officer=cast.officer, cycle=cycle)
    urge(cast, item)

    urge(cast, item, at=at(free))

    assert Urge.objects.count() == 2


def test_rule_51_every_unit_is_asked_for_itself(cast, item):
    urge(cast, item)
    urge(cast, item, unit=cast.co_unit)

    assert Urge.objects.count() == 2


@pytest.mark.parametrize("state", ["filed", "suspended", "completed", "terminated"])
def test_nobody_is_urged_on_what_is_not_being_handled(cast, state, snapshot):
    item = ItemFactory(lead=cast.lead, state=state)
    before = snapshot()

    with pytest.raises(Refused):
        urge(cast, item)

    assert snapshot() == before


def test_a_unit_without_a_part_is_not_urged(cast, item):
    with pytest.raises(Refused) as refusal:
        urge(cast, item, unit=cast.other_unit)

    assert refusal.value.field == "unit"


def test_rule_50_a_classified_mark_is_not_kept(cast, item):
    with pytest.raises(Refused) as refusal:
        urge(cast, item, content="机密★1年 请反馈")

    assert (refusal.value.field, Urge.objects.count()) == ("content", 0)


def test_only_officers_urge(cast, item):
    with pytest.raises(PermissionDenied):
        urge(cast, item, by=cast.head)


def test_the_answer_is_noted(cast, item, last_event):
    made = UrgeFactory(item=item)

    services.note_reply(made.pk, by=cast.officer, on=on("10-13"), reply=" 本周内反馈 ")

    made.refresh_from_db()
    assert (made.reply, made.replied_on) == ("本周内反馈", on("10-13"))
    assert last_event()[0] == "urge.answered"


# ── Slips ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_first_slip_is_blue_numbered_and_has_its_limit(cast, item, told, last_event):
    slip = issue(cast, item)

    assert (slip.level, slip.number_text, slip.reply_due_on) == ("blue", "督办单〔2026〕1号", on("10-15"))
    assert told("slip_issue") == ["牵头处长"]
    assert last_event() == ("slip.issued", "督查甲", "", "sent", "请说明逾期原因")


def test_rule_16_the_next_colour_follows_only_after_the_limit(cast, item, snapshot):
    issue(cast, item)
    before = snapshot()

    with pytest.raises(Refused, match="2026-10-15"):
        issue(cast, item, on("10-15"))
    assert snapshot() == before

    assert issue(cast, item, on("10-16")).level == "orange"


def test_rule_16_slips_go_up_one_colour_at_a_time(cast, item, told):
    levels = [issue(cast, item, on(day)).level for day in ("10-12", "10-16", "10-22")]

    assert levels == ["blue", "orange", "red"]
    assert told("slip_issue") == ["副秘书长"] * 2 + ["牵头处长"] * 3 + ["秘书长"]
    assert Notice.objects.filter(is_urgent=True).count() == 3
    with pytest.raises(Refused, match="红色"):
        issue(cast, item, on("10-30"))


def test_rule_16_an_accepted_reason_ends_the_ladder(cast, item):
    slip = issue(cast, item)
    services.reply(slip.pk, by=cast.staff, on=on("10-13"), text="等待评审")
    services.accept(slip.pk, by=cast.officer, on=on("10-14"))

    with pytest.raises(Refused, match="已采纳"):
        issue(cast, item, on("10-30"))


def test_rule_16_a_reason_that_was_not_accepted_does_not(cast, item):
    slip = issue(cast, item)
    services.reply(slip.pk, by=cast.staff, on=on("10-13"), text="等待评审")
    services.refuse(slip.pk, by=cast.officer, on=on("10-14"), note="理由不充分")

    assert issue(cast, item, on("10-16")).level == "orange"


def test_a_new_due_date_begins_the_ladder_anew(cast, item):
    issue(cast, item)
    SupervisionItem.objects.filter(pk=item.pk).update(due_version=2)

    assert issue(cast, item, on("10-13")).level == "blue"


def test_rule_16_a_class_that_begins_higher_needs_its_approver_on_record(cast, snapshot):
    item = ItemFactory(lead=cast.lead, officer=cast.officer, importance="urgent")
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        issue(cast, item)
    assert (refusal.value.field, snapshot()) == ("approver", before)

    slip = issue(cast, item, approver=cast.deputy)
    assert (slip.level, slip.approver) == ("orange", cast.deputy)


def test_the_rule_of_a_class_is_a_row(cast, item):
    SlipRule.objects.filter(importance="ordinary").update(reply_days=5)

    assert issue(cast, item).reply_due_on == on("10-19")


def test_an_item_in_time_gets_no_slip(cast, item, snapshot):
    before = snapshot()

    with pytest.raises(Refused):
        issue(cast, item, on("09-21"))

    assert snapshot() == before


def test_an_item_that_has_gone_quiet_gets_one(cast):
    item = ItemFactory(lead=cast.lead, officer=cast.officer, due_on=date(2026, 12, 25))

    assert issue(cast, item).level == "blue"


def test_rule_21_a_refused_slip_takes_no_number(cast, item):
    with pytest.raises(Refused):
        issue(cast, item, on("09-21"))

    assert issue(cast, item).number == 1


DEEDS = {
    "reply": ("staff", services.reply, {"text": "等待评审"}),
    "accept": ("officer", services.accept, {}),
    "refuse": ("officer", services.refuse, {"note": "理由不充分"}),
}


@pytest.mark.parametrize("state", SlipState.values)
@pytest.mark.parametrize("step", SLIP_STEPS)
def test_rule_19_every_state_and_every_step(cast, item, snapshot, state, step):
    replied = {"reply": "已在办", "replied_by": cast.staff, "replied_on": LATE} if state != "sent" else {}
    decided = {"decided_by": cast.officer, "decided_on": LATE} if state in ("accepted", "refused") else {}
    slip = SlipFactory(item=item, state=state, **replied, **decided)
    who, service, told = DEEDS[step]
    before = snapshot()

    if state in SLIP_STEPS[step].sources:
        assert service(slip.pk, by=getattr(cast, who), on=LATE, **told).state == SLIP_STEPS[step].target
    else:
        with pytest.raises(TransitionRefused):
            service(slip.pk, by=getattr(cast, who), on=LATE, **told)
        assert snapshot() == before


@pytest.mark.parametrize(("step", "who"), [("reply", "co_staff"), ("reply", "officer"), ("accept", "head")])
def test_a_step_by_the_wrong_person_changes_nothing(cast, item, snapshot, step, who):
    replied = {"state": "replied", "reply": "已在办", "replied_by": cast.staff, "replied_on": LATE}
    slip = SlipFactory(item=item, **({} if step == "reply" else replied))
    before = snapshot()

    with pytest.raises(PermissionDenied):
        DEEDS[step][1](slip.pk, by=getattr(cast, who), on=LATE, **DEEDS[step][2])

    assert snapshot() == before


def test_the_officer_hears_of_the_reply_and_the_unit_of_the_decision(cast, item, told):
    slip = issue(cast, item)
    services.reply(slip.pk, by=cast.staff, on=LATE, text="等待评审")
    services.refuse(slip.pk, by=cast.reviewer, on=LATE, note="理由不充分")

    assert (told("slip_reply"), told("slip_refuse")) == (["督查甲"], ["牵头处长"])
    assert Slip.objects.get().decision_note == "理由不充分"
