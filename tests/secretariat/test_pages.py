"""One view, two shapes: the page, or the fragment that htmx asked for."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from secretariat import pages

ASKED = {"HX-Request": "true"}


@pytest.fixture
def rendered(monkeypatch):
    """`rendered(headers, partial)`: the name of the template that was rendered, and the answer."""
    names = []

    def render(request, template, context, status):
        names.append(template)
        return HttpResponse(status=status)

    monkeypatch.setattr(pages, "render", render)

    def show(headers, partial="rows", status=200):
        request = RequestFactory().get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        answer = pages.show(request, "list.html", {}, partial=partial, status=status)
        return names[-1], answer

    return show


@pytest.mark.parametrize(
    ("headers", "partial", "template"),
    [
        ({}, "rows", "list.html"),
        (ASKED, "rows", "list.html#rows"),
        (ASKED, None, "list.html"),
        (ASKED | {"HX-Boosted": "true"}, "rows", "list.html"),
        (ASKED | {"HX-History-Restore-Request": "true"}, "rows", "list.html"),
    ],
)
def test_fragment_only_where_htmx_asks_for_one(rendered, headers, partial, template):
    assert rendered(headers, partial)[0] == template


def test_caches_keep_page_and_fragment_apart(rendered):
    assert "HX-Request" in rendered({})[1]["Vary"]


def test_status_is_kept(rendered):
    assert rendered(ASKED, status=422)[1].status_code == 422


@pytest.mark.parametrize("wanted", ["/me/?a=1", "/%E7%94%B2/#b"])
def test_one_returns_to_a_page_of_this_site(wanted):
    sent, asked = RequestFactory().post("/", {"next": wanted}), RequestFactory().get("/", {"next": wanted})

    assert [pages.next_of(sent), pages.next_of(asked)] == [wanted] * 2


@pytest.mark.parametrize(
    "wanted", ["", "me", "𠮷", "https://x.example/", "//x.example", "/\\x.example", "javascript:x", " /me/"]
)
def test_one_does_not_return_to_anything_else(wanted):
    assert pages.next_of(RequestFactory().post("/", {"next": wanted})) == ""
