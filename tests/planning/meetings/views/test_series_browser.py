"""Founding a series in a real browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_dates_are_shown_without_a_fault_at_fields_not_filled_in_yet(page, live_server, client, planner):
    client.force_login(planner)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("planning:series_found"))
    soon = date.today() + timedelta(days=14)
    page.locator("#id_first_on").fill(f"{soon:%Y-%m-%d}")

    with page.expect_response("**/preview/"):
        page.get_by_role("button", name="预览日期").click()

    expect(page.locator("#preview")).to_contain_text(f"{soon:%Y-%m-}")
    expect(page.locator(".is-invalid")).to_have_count(0)
