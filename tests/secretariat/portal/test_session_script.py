"""The warning before a log-in ends, and the theme that goes with the person, in a real browser."""

import pytest
from playwright.sync_api import expect

from secretariat.people.models import User
from tests.browser import without_faults
from tests.windows import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IDLE, AGE, ENDED = "已有一段时间未操作", "本次登录即将到时", "您已退出登录"


@pytest.fixture
def page(browser, live_server):
    """A page whose clock the test moves: no other test may take its window."""
    window = Window.opened(browser, live_server.url)
    window.context.clock.install()
    with without_faults(window) as opened:
        yield opened
    window.context.close()


@pytest.fixture
def inbox(page, live_server, client, staff):
    """The inbox of `staff`."""
    client.force_login(staff)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto("/inbox/")
    return page


@pytest.fixture
def says(inbox):
    """`says(IDLE)` holds when the warning is shown and says so."""

    def look(words):
        expect(inbox.locator("#session p:visible")).to_contain_text(words)

    return look


def test_two_minutes_before_the_end_a_person_is_asked_and_may_stay(inbox, says):
    inbox.clock.fast_forward("57:50")
    expect(inbox.locator("#session")).to_be_hidden()

    inbox.clock.fast_forward("00:20")
    says(IDLE)
    with inbox.expect_response("**/stay/") as answer:
        inbox.get_by_role("button", name="继续使用").click()

    assert answer.value.status == 204
    expect(inbox.locator("#session")).to_be_hidden()
    inbox.clock.fast_forward("30:00")
    expect(inbox.locator("#session")).to_be_hidden()


def test_after_the_end_what_was_typed_is_still_there(inbox, says):
    inbox.goto("/me/delegations/new/")
    inbox.get_by_label("理由").fill("赴成都考察")
    inbox.clock.fast_forward("58:10")
    inbox.locator("#session").get_by_role("button", name="关闭").click()
    inbox.clock.fast_forward("00:30")
    expect(inbox.locator("#session")).to_be_hidden()

    inbox.clock.fast_forward("02:00")
    says(ENDED)
    expect(inbox.get_by_role("button", name="继续使用")).to_be_hidden()
    expect(inbox.get_by_label("理由")).to_have_value("赴成都考察")


def test_a_log_in_that_is_too_old_cannot_be_prolonged(inbox, says, settings):
    settings.SESSION_COOKIE_AGE = 600
    inbox.goto("/inbox/")
    inbox.clock.fast_forward("08:30")

    says(AGE)
    expect(inbox.get_by_role("button", name="继续使用")).to_be_hidden()


def test_the_theme_goes_with_the_person(inbox, staff):
    with inbox.expect_response("**/theme/") as answer:
        inbox.get_by_role("button", name="深色显示").first.click()

    assert answer.value.status == 204
    assert User.objects.get(pk=staff.pk).theme == "dark"
    inbox.evaluate("localStorage.clear()")
    inbox.reload()
    assert inbox.evaluate("document.documentElement.dataset.bsTheme") == "dark"
