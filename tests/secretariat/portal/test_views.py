"""Inbox, language, platforms, search page, counts; and what every page answers when something is wrong."""

import json

import pytest

from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind

PAGES = ["/", "/me/", "/password/", "/inbox/", "/search/", "/platform/learning/", "/platform/service/counts/"]
OPEN = ["/login/", "/health/live", "/health/ready"]


# ── Who may come ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", PAGES)
def test_page_asks_for_a_log_in(client, db, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={address}")


@pytest.mark.parametrize("address", PAGES)
def test_page_opens_after_the_log_in(reader, address):
    assert reader.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("address", OPEN)
def test_page_needs_no_log_in(client, db, address):
    assert client.get(address).status_code in {200, 503}


def test_ended_session_sends_an_htmx_call_to_the_log_in(client, db):
    answer = client.get("/inbox/", headers={"hx-request": "true"})

    assert answer["HX-Redirect"] == "/login/?next=/inbox/"


# ── Inbox ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_inbox_shows_own_notices_only(reader, staff, someone, notify):
    notify(staff, 1, title="给我的")
    notify(someone(), 1, title="给别人的")

    page = reader.get("/inbox/").content.decode()

    assert ("给我的" in page, "给别人的" in page) == (True, False)


def test_inbox_has_thirty_on_a_page(reader, staff, notify):
    notify(staff, 31)

    page = reader.get("/inbox/?page=2")

    assert [notice.title for notice in page.context["page"]] == ["通知0"]
    assert "第31—31条，共31条" in page.content.decode()


def test_inbox_says_what_it_is_for_when_empty(reader):
    assert "还没有通知" in reader.get("/inbox/").content.decode()


def test_inbox_shows_the_unread_alone(reader, staff, notify):
    notify(staff, 1)
    reader.post("/inbox/read/")

    assert "没有未读通知" in reader.get("/inbox/?show=unread").content.decode()


def test_inbox_answers_htmx_with_the_list_alone(reader, staff, notify):
    notify(staff, 1)

    answer = reader.get("/inbox/", headers={"hx-request": "true"})

    assert "<!doctype html>" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_opening_a_notice_marks_it_read_and_leads_to_its_matter(reader, staff, notify):
    [notice] = notify(staff, 1)

    answer = reader.post(f"/inbox/{notice.pk}/open/")

    notice.refresh_from_db()
    assert answer["Location"] == "/me/"
    assert notice.read_at is not None


@pytest.mark.parametrize("address", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_notice_without_an_address_of_the_house_leads_back(reader, staff, notify, address):
    [notice] = notify(staff, 1, url=address)

    assert reader.post(f"/inbox/{notice.pk}/open/")["Location"] == "/inbox/"


def test_notice_of_another_is_not_found(reader, someone, notify):
    [notice] = notify(someone(), 1)

    assert reader.post(f"/inbox/{notice.pk}/open/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_own_notices_are_marked_read_at_once(reader, staff, someone, notify):
    notify(staff, 2)
    notify(someone(), 1)

    reader.post("/inbox/read/")

    assert Notice.objects.filter(read_at=None).count() == 1


@pytest.mark.parametrize("address", ["/inbox/read/", "/inbox/1/open/", "/language/"])
def test_change_is_refused_by_get(reader, address):
    assert reader.get(address).status_code == 405


# ── Language ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_language_is_chosen_before_the_log_in(client, db):
    answer = client.post("/language/", {"language": "en", "next": "/login/"})

    assert answer["Location"] == "/login/"
    assert "<h2>Log in</h2>" in client.get("/login/").content.decode()


def test_language_is_remembered_with_the_person(reader, staff):
    reader.post("/language/", {"language": "en", "next": "/me/"})

    staff.refresh_from_db()
    assert staff.language == "en"
    assert '<html lang="en"' in reader.get("/me/").content.decode()


@pytest.mark.parametrize("fields", [{"language": "xx"}, {}, {"language": "en", "next": "https://evil.example/"}])
def test_language_form_with_nonsense_leads_to_the_first_page(reader, fields):
    assert reader.post("/language/", fields)["Location"] == "/"


def test_pages_are_chinese_unless_chosen_otherwise(client, db):
    answer = client.get("/login/", headers={"accept-language": "fr"})

    assert answer["Content-Language"] == "zh-hans"
    assert "<h2>登录</h2>" in answer.content.decode()


# ── Platforms and counts ─────────────────────────────────────────────────────────────────────────────────────────────
def test_platform_names_what_it_will_hold_without_dead_links(reader):
    page = reader.get("/platform/support/").content.decode()

    assert "本平台的业务模块将随后续版本启用。" in page
    assert "<li>服务外包及考评</li>" in page


def test_unknown_platform_is_not_found(reader):
    assert reader.get("/platform/nowhere/").status_code == 404


def test_counts_fill_the_rail_of_those_who_oversee(client, someone):
    client.force_login(someone(PostKind.SUPERVISOR))

    answer = client.get("/platform/supervision/counts/").content.decode()

    assert 'id="count-supervision-item_list-pending" hx-swap-oob="true"' in answer


def test_counts_of_overseers_are_not_told_to_staff(reader):
    assert "item_list-pending" not in reader.get("/platform/supervision/counts/").content.decode()


# ── What goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_missing_page_is_told_inside_the_frame(reader):
    answer = reader.get("/nothing/here/")

    assert answer.status_code == 404
    assert "没有找到此页" in answer.content.decode()
    assert 'class="s-rail"' in answer.content.decode()


@pytest.mark.urls("tests.secretariat.portal.urls")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/forbidden/", 403, "您无权打开此页"),
        ("/broken/", 500, "服务器出错"),
        ("/suspicious/", 400, "无法识别这一请求"),
    ],
)
def test_failure_is_told_in_words(reader, address, status, words):
    reader.raise_request_exception = False

    answer = reader.get(address)

    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.parametrize("address", ["/search/?q=%00", "/login/?next=%00", "/inbox/%00/"])
def test_nul_byte_is_refused_in_words(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 400
    assert "其中含有系统不能接受的字符" in answer.content.decode()


def test_form_from_an_old_page_is_refused_in_words(staff):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)

    answer = strict.post("/inbox/read/")

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_no_page_lets_a_script_run_inline(reader):
    policy = reader.get("/me/")["Content-Security-Policy"]

    assert "unsafe" not in policy


# ── Health ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_live_answers_without_a_question_to_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert json.loads(answer.content) == {"status": "ok"}
