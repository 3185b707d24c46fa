"""Administration of people: a new person can be added, with a pinyin key made from the name."""

import pytest
from django.test import Client

from secretariat.audit.models import Event
from secretariat.people.models import Delegation, User
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory

PASSWORD = "correct horse 9"


@pytest.fixture
def administrator(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_a_new_person_gets_a_pinyin_key(administrator):
    unit = DepartmentFactory()
    typed = {"username": "1024", "name": "林静远", "department": unit.pk, "email": "lin@example.org"}
    posts = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}

    administrator.post(
        "/admin/secretariat/user/add/",
        typed | posts | {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )

    made = User.objects.get(username="1024")
    assert (made.name, made.pinyin, made.department, made.check_password(PASSWORD)) == (
        "林静远",
        "lin jing yuan",
        unit,
        True,
    )


def test_a_short_password_is_refused(administrator):
    answer = administrator.post(
        "/admin/secretariat/user/add/", {"username": "1024", "name": "林", "password1": "short", "password2": "short"}
    )

    assert (answer.status_code, User.objects.filter(username="1024").exists()) == (200, False)


def test_people_are_found_by_pinyin(administrator):
    UserFactory(name="林静远", pinyin="lin jing yuan")

    assert "林静远" in administrator.get("/admin/secretariat/user/?q=jing").content.decode()


# ── Log-ins ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def act(client, action, *people):
    return client.post(
        "/admin/secretariat/user/",
        {"action": action, "_selected_action": [person.pk for person in people]},
        follow=action != "leave",
    )


def test_a_password_that_another_has_set_must_be_changed(administrator):
    user = UserFactory()

    typed = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    administrator.post(f"/admin/secretariat/user/{user.pk}/password/", typed)

    user.refresh_from_db()
    assert (user.check_password(PASSWORD), user.must_change_password) == (True, True)


def test_a_new_person_must_change_the_password(administrator):
    test_a_new_person_gets_a_pinyin_key(administrator)

    assert User.objects.get(username="1024").must_change_password


def test_a_new_password_is_required_of_many(administrator):
    anna, bert = UserFactory(), UserFactory()

    page = act(administrator, "require_new_password", anna, bert)

    assert "2人须重新设置密码" in page.content.decode()
    assert User.objects.filter(must_change_password=True).count() == 2


def test_a_lock_is_lifted(administrator, settings):
    anna = UserFactory()
    settings.AXES_ENABLED = True
    for _ in range(5):
        Client().post("/login/", {"username": anna.username, "password": "wrong"})

    assert "已解除1处登录锁定" in act(administrator, "unlock", anna).content.decode()


def test_leaving_is_a_page_of_its_own(administrator):
    anna, bert = UserFactory(), UserFactory()

    assert act(administrator, "leave", anna)["Location"] == f"/people/{anna.pk}/leave/"
    assert act(administrator, "leave", anna, bert)["Location"].startswith("/admin/")


# ── Delegations ──────────────────────────────────────────────────────────────────────────────────────────────────────
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
