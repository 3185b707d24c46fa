"""Log-ins that end by themselves, log-ins that are ended, and the password that comes before anything else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from secretariat.people import services
from secretariat.people.models import PostKind, User
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import person

PASSWORD, NEW = "correct horse 9", "a better horse 7"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def staff(db, time_machine):
    time_machine.move_to(MORNING, tick=False)
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def reader(client, staff):
    client.force_login(staff)
    return client


def later(time_machine, **length):
    time_machine.move_to(MORNING + timedelta(**length), tick=False)


# ── Time-outs ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 302), (600, 302)])
def test_a_log_in_ends_after_an_hour_of_idleness(reader, time_machine, minutes, status):
    later(time_machine, minutes=minutes)

    answer = reader.get("/inbox/")

    assert answer.status_code == status
    if status == 302:
        assert answer["Location"] == "/login/?next=/inbox/&ended=idle"
        assert "您已超过60分钟未操作" in reader.get(answer["Location"]).content.decode()
        assert reader.get("/inbox/")["Location"] == "/login/?next=/inbox/"


def test_whoever_works_stays_logged_in_until_the_longest_time(reader, time_machine):
    for minutes in range(0, 12 * 60, 45):
        later(time_machine, minutes=minutes)
        assert reader.get("/inbox/").status_code == 200, minutes

    later(time_machine, hours=12)
    assert reader.get("/inbox/")["Location"].startswith("/login/")


def test_a_log_in_is_too_old_even_if_its_row_lives_on(reader, time_machine):
    later(time_machine, hours=11, minutes=59)
    session = reader.session
    session["seen"] = (MORNING + timedelta(hours=11, minutes=59)).timestamp()
    session.set_expiry(timedelta(days=1))
    session.save()
    later(time_machine, hours=12)

    assert reader.get("/inbox/")["Location"] == "/login/?next=/inbox/&ended=age"


def test_the_lengths_are_settings(reader, settings, time_machine):
    settings.SESSION_IDLE_AGE = 600
    later(time_machine, minutes=10)

    assert reader.get("/inbox/").status_code == 302


def test_what_a_page_asks_by_itself_keeps_nobody_logged_in(reader, time_machine):
    later(time_machine, minutes=59)
    reader.get("/inbox/", headers={"X-Poll": "1"})
    later(time_machine, minutes=61)

    assert reader.get("/inbox/").status_code == 302


def test_staying_counts_as_doing_something(reader, time_machine):
    later(time_machine, minutes=59)
    assert reader.post("/stay/").status_code == 204
    later(time_machine, minutes=61)

    assert reader.get("/inbox/").status_code == 200


def test_a_session_without_marks_is_no_log_in_of_ours(reader):
    session = reader.session
    del session["began"]
    session.save()

    assert reader.get("/inbox/").status_code == 302


def test_an_htmx_call_after_the_end_leads_the_whole_page_to_the_log_in(reader, time_machine):
    later(time_machine, hours=2)

    answer = reader.post("/inbox/read/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/me/?a=1"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/login/?next=/me/%3Fa%3D1&ended=idle")


def test_what_a_page_asks_by_itself_after_the_end_leads_nowhere(reader, time_machine):
    later(time_machine, hours=2)

    answer = reader.get("/inbox/", headers={"HX-Request": "true", "X-Poll": "1"})

    assert (answer.status_code, answer.content, "HX-Redirect" in answer) == (204, b"", False)


def test_after_a_deed_that_came_too_late_one_returns_to_the_page(reader, time_machine):
    later(time_machine, hours=2)

    here = reader.post("/inbox/read/", headers={"Referer": "http://testserver/inbox/?page=2"})
    elsewhere = Client().post("/inbox/read/", headers={"Referer": "https://example.com/x"})

    assert here["Location"] == "/login/?next=/inbox/%3Fpage%3D2&ended=idle"
    assert elsewhere["Location"] == "/login/?next=/inbox/read/"


def test_a_busy_minute_writes_nothing(reader, time_machine, django_assert_num_queries):
    later(time_machine, seconds=59)
    with django_assert_num_queries(3):
        reader.get("/platform/learning/")


def test_the_page_knows_when_its_log_in_ends(reader, time_machine):
    later(time_machine, minutes=30)

    page = reader.get("/inbox/").content.decode()

    assert "&quot;idle&quot;: 3600, &quot;left&quot;: 41400" in page


# ── Log-ins that are ended ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_changed_password_ends_the_other_log_ins(reader, staff):
    other = Client()
    other.force_login(staff)

    reader.post("/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})

    assert (reader.get("/inbox/").status_code, other.get("/inbox/").status_code) == (200, 302)


def test_whoever_leaves_is_out_at_once_and_their_log_ins_never_come_back(reader, staff):
    services.leave(staff, by=person(PostKind.ADMINISTRATOR), on=MORNING.date())
    assert reader.get("/inbox/").status_code == 302

    User.objects.filter(pk=staff.pk).update(is_active=True)
    assert reader.get("/inbox/").status_code == 302


# ── The password that comes first ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", ["/", "/inbox/", "/me/", "/supervision/items/", "/admin/"])
def test_a_password_that_was_set_by_another_leads_to_the_change(reader, staff, page):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)

    assert reader.get(page)["Location"] == "/password/"
    assert reader.get(page, headers={"HX-Request": "true"})["HX-Redirect"] == "/password/"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Poll": "1"},
        {"HX-Current-URL": "http://testserver/password/"},
        {"HX-Current-URL": "http://testserver/password/?next=/"},
    ],
)
def test_no_call_of_its_own_opens_the_page_of_the_password_anew(reader, staff, headers):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)

    answer = reader.get("/platform/desk/counts/", headers={"HX-Request": "true", **headers})

    assert (answer.status_code, "HX-Redirect" in answer) == (204, False)


@pytest.mark.parametrize("address", ["/password/", "/no/such/page/"])
def test_until_then_the_frame_offers_the_way_out_and_nothing_else(reader, staff, address):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)

    page = reader.get(address).content.decode()

    offered = set(re.findall(r'(?:href|action|hx-get|data-search)="(/(?!static)[^"]*)"', page.split('id="main"')[0]))
    assert (offered, "s-tabbar" in page) == ({"/logout/", "/language/"}, False)
    assert "&quot;go&quot;: {}" in page


@pytest.mark.parametrize("days", [90, 365])
def test_an_expired_password_leads_to_the_change(client, staff, time_machine, days):
    later(time_machine, days=days)
    client.force_login(staff)

    page = client.get("/inbox/", follow=True)

    assert (page.redirect_chain, "密码使用已超过90天" in page.content.decode()) == ([("/password/", 302)], True)


def test_after_the_change_one_goes_on(reader, staff):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    typed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}

    assert reader.post("/password/", typed)["Location"] == "/"
    assert reader.get("/inbox/").status_code == 200


def test_the_old_password_does_not_do(reader, staff):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    typed = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}

    assert reader.post("/password/", typed).status_code == 422
    assert reader.get("/inbox/")["Location"] == "/password/"


@pytest.mark.parametrize("address", ["/logout/", "/language/", "/stay/"])
def test_leaving_and_reading_stay_possible(reader, staff, address):
    User.objects.filter(pk=staff.pk).update(must_change_password=True)

    assert reader.post(address, {"language": "en"}).headers.get("Location") != "/password/"
