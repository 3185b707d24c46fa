"""The frame shows each person their pages, knows where it is, and costs one query."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from secretariat.people.models import PostKind
from secretariat.portal.frame import Frame, frame
from secretariat.portal.platforms import PLATFORMS, Page, Platform, Section


def frame_at(address, user):
    request = RequestFactory().get(address)
    request.user = user
    request.resolver_match = resolve(request.path)
    return Frame(request)


def labels(sections):
    return [str(page["label"]) for section in sections for page in section["pages"]]


@pytest.mark.parametrize("kind", [None, *PostKind])
def test_frame_is_drawn_for_every_post(client, someone, kind):
    user = someone(*([kind] if kind else []))
    client.force_login(user)

    answer = client.get("/inbox/")

    assert answer.status_code == 200
    assert f"<summary><span>{user}<small>{user.title}</small></span>" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_frame_and_inbox_cost_five_queries(reader, staff, notify, count, django_assert_num_queries):
    notify(staff, count)

    # session, person with posts and unit, unread, rows of the page, the page
    with django_assert_num_queries(5):
        reader.get("/inbox/")


def test_frame_alone_costs_one_query(reader, staff, django_assert_num_queries):
    # session, person; then the frame: unread
    with django_assert_num_queries(3):
        reader.get("/platform/learning/")


def test_page_without_address_is_left_out(staff, monkeypatch):
    shown = Platform("desk", "Desk", [Section("", [Page("inbox", "Notices", "inbox"), Page("not_there", "?", "x")])])
    monkeypatch.setattr("secretariat.portal.frame.PLATFORMS", (shown,))

    assert labels(frame_at("/inbox/", staff).sections) == ["Notices"]


def test_administration_is_shown_to_staff_of_the_site_only(someone):
    officer, administrator = someone(), someone(PostKind.ADMINISTRATOR, is_staff=True)

    assert [page.name for page in frame_at("/inbox/", officer).pages_of(PLATFORMS[0])].count("admin:index") == 0
    assert [page.name for page in frame_at("/inbox/", administrator).pages_of(PLATFORMS[0])].count("admin:index") == 1


def test_platform_without_pages_leads_to_a_page_that_says_so(staff):
    tabs = {platform["label"]: platform["url"] for platform in frame_at("/inbox/", staff).platforms}

    assert tabs[PLATFORMS[1].label] == "/platform/learning/"


def test_place_prefers_the_entry_whose_query_fits(staff, monkeypatch):
    every, unread = Page("inbox", "All", "inbox"), Page("inbox", "Unread", "bell", query=(("show", "unread"),))
    monkeypatch.setattr("secretariat.portal.frame.PLATFORMS", (Platform("desk", "", [Section("", [every, unread])]),))

    assert frame_at("/inbox/", staff).place[1] is every
    assert frame_at("/inbox/?show=unread&page=2", staff).place[1] is unread


def test_place_of_a_page_below_marks_its_list(staff, monkeypatch):
    listed = Page("inbox", "All", "inbox")
    monkeypatch.setattr("secretariat.portal.frame.PLATFORMS", (Platform("desk", "", [Section("", [listed])]),))

    [section] = frame_at("/inbox/7/open/", staff).sections

    assert section["pages"][0]["current"] == "true"


def test_unread_count_stands_at_the_bell(reader, staff, notify):
    notify(staff, 120)

    answer = reader.get("/me/")

    assert 'aria-label="通知，120条未读"' in answer.content.decode()
    assert '<span class="s-dot">99+</span>' in answer.content.decode()


def test_frame_is_absent_without_a_log_in(rf):
    assert frame(rf.get("/"))["frame"] is None


def test_words_of_the_script_are_translated_json(client, db):
    chinese = Template("{{ script_words }}").render(Context(frame(client.get("/login/").wsgi_request)))

    assert "无法连接服务器" in chinese
