"""A refused log-in says how many attempts are left."""

import pytest
from axes.models import AccessAttempt

from tests.secretariat.portal.conftest import PASSWORD


def log_in(client, username, password, **extra):
    return client.post("/login/", {"username": username, "password": password}, **extra)


def test_log_in_leads_to_the_first_page(client, staff):
    answer = log_in(client, staff.username, PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_log_in_leads_where_the_person_wanted_to_go(client, staff):
    answer = client.post("/login/?next=/inbox/", {"username": staff.username, "password": PASSWORD, "next": "/inbox/"})

    assert answer["Location"] == "/inbox/"


def test_wrong_password_is_told_with_the_attempts_left(client, staff, settings):
    settings.AXES_ENABLED = True

    answer = log_in(client, staff.username, "wrong")

    assert "工号或密码不正确，还可再试4次。" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_empty_fields_are_named(client, db):
    answer = log_in(client, "", "")

    assert "请填写工号。" in answer.content.decode()
    assert "请填写密码。" in answer.content.decode()


def test_fifth_wrong_password_locks_the_account(client, staff, settings):
    settings.AXES_ENABLED = True

    answers = [log_in(client, staff.username, "wrong") for _attempt in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429, 429]
    assert "此工号在本机锁定15分钟" in answers[-1].content.decode()
    assert AccessAttempt.objects.get().failures_since_start >= 5


def test_log_in_refuses_an_address_of_another_site(client, staff):
    answer = client.post("/login/", {"username": staff.username, "password": PASSWORD, "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_log_out_is_a_post(reader):
    assert reader.get("/logout/").status_code == 405
    assert reader.post("/logout/")["Location"] == "/login/"
    assert reader.get("/inbox/")["Location"] == "/login/?next=/inbox/"


@pytest.mark.parametrize(("new", "status"), [("a better horse 7", 302), ("short", 422)])
def test_password_is_changed_or_the_rule_is_named(reader, staff, new, status):
    answer = reader.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    staff.refresh_from_db()
    assert answer.status_code == status
    assert staff.check_password(new) is (status == 302)
