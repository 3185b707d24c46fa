"""Whoever acts for somebody who is away (代理) is told what that person is told, and why."""

from datetime import date

import pytest

from secretariat.outbox import reminders, services
from secretariat.outbox.models import Delivery, Notice
from secretariat.people.models import Delegation
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
WHY = "您正在代安娜办理。"


@pytest.fixture
def anna():
    return UserFactory(name="安娜")


@pytest.fixture
def bert():
    return UserFactory(name="伯特")


def let(giver, taker, until_on=date(2026, 11, 27)):
    period = {"from_on": date(2026, 11, 20), "until_on": until_on}
    Delegation.objects.create(giver=giver, taker=taker, reason="出差", made_by=giver, **period)


def told():
    return sorted(Notice.objects.values_list("recipient__name", "reason"))


def tell(*to, **facts):
    with_key = {"kind": "item_returned", "key": "item:1:returned:1", "day": DAY, "title": "督〔2026〕15号"}
    return services.queue(to=to, **with_key | facts)


def test_a_notice_goes_to_whoever_acts_as_well(anna, bert):
    let(anna, bert)

    assert (tell(anna, reason="您是承办人"), told()) == (2, [("伯特", WHY), ("安娜", "您是承办人")])


def test_an_urgent_notice_is_mailed_to_both(anna, bert):
    let(anna, bert)
    tell(anna, urgent=True)

    assert {delivery.recipient for delivery in Delivery.objects.all()} == {anna, bert}


def test_after_the_delegation_nobody_else_is_told(anna, bert):
    let(anna, bert, until_on=date(2026, 11, 22))
    tell(anna)

    assert told() == [("安娜", "")]


def test_whoever_is_told_anyway_is_told_once_and_in_their_own_right(anna, bert):
    let(anna, bert)
    tell(anna, bert, reason="您是承办人")

    assert told() == [("伯特", "您是承办人"), ("安娜", "您是承办人")]


def test_the_chain_is_told(anna, bert):
    let(anna, bert)
    let(bert, UserFactory(name="卡尔"))
    tell(anna)

    assert told() == [("伯特", WHY), ("卡尔", WHY), ("安娜", "")]


def test_a_reminder_is_copied_to_whoever_acts(answer, anna, bert):
    let(anna, bert)
    answer.lines = [line(anna)]
    reminders.send_reminders(DAY)

    assert told() == [("伯特", WHY), ("安娜", "您是承办人")]


def test_rule_17_the_same_line_is_told_once_to_a_person(answer, anna, bert):
    let(anna, bert)
    answer.lines = [line(anna), line(bert)]
    reminders.send_reminders(DAY)
    reminders.send_reminders(DAY)

    assert told() == [("伯特", "您是承办人"), ("安娜", "您是承办人")]
