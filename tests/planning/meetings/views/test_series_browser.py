"""Founding a series in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_dates_are_shown_without_a_fault_at_fields_not_filled_in_yet(page, live_server, client, planner):
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("planning:series_found"))
    page.locator("#id_first_on").fill("2026-12-07")

    with page.expect_response("**/preview/"):
        page.get_by_role("button", name="预览日期").click()

    expect(page.locator("#preview")).to_contain_text("2026-12-")
    expect(page.locator(".is-invalid")).to_have_count(0)
