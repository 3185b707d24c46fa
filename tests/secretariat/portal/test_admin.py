"""Delegations in the administration: entered for somebody who is away, by the rules, and told."""

import pytest

from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from secretariat.people.models import Delegation
from tests.secretariat.factories import UserFactory


@pytest.fixture
def administrator(client, db):
    client.force_login(UserFactory(name="系统管理员", is_staff=True, is_superuser=True))
    return client


def typed_delegation(giver, taker, **facts):
    usual = {"giver": giver.pk, "taker": taker.pk, "from_on": "2099-01-05", "until_on": "2099-01-09", "reason": "休假"}
    return usual | facts


def test_a_delegation_is_entered_for_somebody_and_recorded_once(administrator):
    anna, bert = UserFactory(), UserFactory()

    answer = administrator.post("/admin/secretariat/delegation/add/", typed_delegation(anna, bert))

    given = Delegation.objects.get()
    assert (answer.status_code, given.giver, given.made_by.is_superuser) == (302, anna, True)
    assert list(Event.objects.filter(subject_id=given.pk).values_list("verb", flat=True)) == ["delegation.given"]


def test_what_the_rules_refuse_is_told_on_the_form(administrator):
    anna = UserFactory()

    page = administrator.post("/admin/secretariat/delegation/add/", typed_delegation(anna, anna))

    assert (page.status_code, "代理人不能是本人" in page.content.decode()) == (200, True)


def test_a_delegation_is_revoked_and_never_changed(administrator):
    administrator.post("/admin/secretariat/delegation/add/", typed_delegation(UserFactory(), UserFactory()))
    given = Delegation.objects.get()

    assert administrator.post(f"/admin/secretariat/delegation/{given.pk}/change/", {}).status_code == 403
    for said in ("代理已终止", "该代理已经结束"):
        page = administrator.post(
            "/admin/secretariat/delegation/", {"action": "revoke", "_selected_action": given.pk}, follow=True
        )
        assert said in page.content.decode()


def test_both_are_told_and_the_one_who_is_away_by_whom(administrator):
    anna, bert = UserFactory(name="安娜"), UserFactory(name="伯特")

    administrator.post("/admin/secretariat/delegation/add/", typed_delegation(anna, bert))

    told = {notice.recipient: notice.title for notice in Notice.objects.all()}
    assert told == {anna: "系统管理员为您登记了代理，由伯特代您办理", bert: "安娜委托您代理"}
