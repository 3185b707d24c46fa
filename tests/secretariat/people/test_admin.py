"""Administration of people: a new person can be added, with a pinyin key made from the name."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from openpyxl import load_workbook

from secretariat.audit.models import Event
from secretariat.people.models import PostKind, User
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory, person

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


# ── First passwords ──────────────────────────────────────────────────────────────────────────────────────────────────
def give(client, *people, **more):
    chosen = {"action": "give_first_passwords", "_selected_action": [person.pk for person in people]}
    return client.post("/admin/secretariat/user/", chosen | more)


def sheet_of(answer):
    content = b"".join(answer.streaming_content)
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]


def test_first_passwords_are_asked_for_before_they_are_given(administrator):
    anna = UserFactory(name="林静远", password="!")

    page = give(administrator, anna)

    said = page.content.decode()
    assert ("发放1人的初始密码并下载" in said, "林静远" in said, "未设密码" in said) == (True, True, True)
    assert (User.objects.get(pk=anna.pk).password, Event.objects.count()) == ("!", 0)


def test_the_sheet_of_first_passwords_opens_the_house_once(administrator):
    unit = DepartmentFactory(name="督查处")
    anna, bert = UserFactory(username="2041", name="林静远", department=unit, password="!"), UserFactory()

    header, first, second = sheet_of(give(administrator, anna, bert, confirmed="yes"))

    assert (header, second[1]) == (["姓名", "单位", "工号", "初始密码"], None)
    assert first[:3] == ["林静远", "督查处", "2041"]
    anna, bert = User.objects.get(pk=anna.pk), User.objects.get(pk=bert.pk)
    assert (anna.check_password(first[3]), anna.must_change_password) == (True, True)
    assert (bert.check_password(second[3]), first[3] != second[3]) == (True, True)


def test_a_person_each_is_an_event_and_the_password_stands_in_none(administrator):
    anna, bert = UserFactory(), UserFactory()

    _header, *rows = sheet_of(give(administrator, anna, bert, confirmed="yes"))

    events = Event.objects.filter(verb="person.password_given")
    assert {event.subject_id for event in events} == {anna.pk, bert.pk}
    kept = " ".join(str(row) for row in Event.objects.values())
    assert [word for *_facts, word in rows if word in kept] == []


def test_other_log_ins_end_with_a_first_password(administrator):
    anna, hers = UserFactory(), Client()
    hers.force_login(anna)

    sheet_of(give(administrator, anna, confirmed="yes"))

    assert hers.get("/inbox/")["Location"] == "/login/?next=/inbox/"


def test_oneself_and_who_has_left_are_left_out_with_the_reason(administrator):
    me, gone = User.objects.get(is_superuser=True), UserFactory(is_active=False)

    page = give(administrator, me, gone, confirmed="yes").content.decode()

    assert "不能为本人发放初始密码" in page and "该人员已离岗" in page and "所选人员均不能发放初始密码" in page
    assert not Event.objects.exists()


@pytest.mark.parametrize(("count", "refused"), [(50, False), (51, True)])
def test_fifty_at_once_at_most(administrator, count, refused):
    answer = give(administrator, *UserFactory.create_batch(count))

    assert (answer.status_code == 302) is refused


@pytest.fixture
def keeper(client, db):
    """Administers the house without every right."""

    def enter(*kinds):
        user = person(*kinds, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
        client.force_login(user)
        return client

    return enter


def test_who_only_edits_people_is_offered_no_log_ins(keeper):
    client, anna = keeper(PostKind.PLANNER), UserFactory(password="!")

    assert "give_first_passwords" not in client.get("/admin/secretariat/user/").content.decode()
    give(client, anna, confirmed="yes")
    assert User.objects.get(pk=anna.pk).password == "!"


def test_only_who_has_every_right_gives_one_to_whoever_has(keeper):
    chief, anna = UserFactory(is_superuser=True, password="!"), UserFactory(password="!")

    rows = sheet_of(give(keeper(PostKind.ADMINISTRATOR), chief, anna, confirmed="yes"))

    assert ([row[2] for row in rows[1:]], User.objects.get(pk=chief.pk).password) == ([anna.username], "!")


@pytest.mark.parametrize(("asked", "shown"), [("no", ["new"]), ("yes", ["anna"])])
def test_the_list_tells_who_cannot_log_in_yet(administrator, asked, shown):
    UserFactory(username="anna", password="x")
    UserFactory(username="new", password="!x")
    UserFactory(username="gone", password="!x", is_active=False)

    found = administrator.get(f"/admin/secretariat/user/?can_log_in={asked}").context["cl"].queryset

    assert [person.username for person in found.exclude(is_superuser=True)] == shown
