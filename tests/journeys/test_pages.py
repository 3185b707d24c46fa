"""Every page of the demo year, in the browser of a role that owns it: sound, in both themes, at both sizes."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page as Tab

from secretariat.management.demo.year import build_year
from secretariat.people.models import User
from secretariat.workdays import queries as workdays
from supervision.bulletins.models import BulletinKind
from supervision.bulletins.services import ask_to_compile
from tests.access import rows
from tests.journeys.conftest import DESK, PATIENCE, PHONE
from tests.journeys.pages import NO_PAGES, PAGES, Page
from tests.journeys.watching import watched

ITEMS = "supervision:item"
GROUPS = {
    "items": [page for page in PAGES if page.name.startswith(ITEMS)],
    "others": [page for page in PAGES if not page.name.startswith(ITEMS)],
}
AXE = Axe()
GRAVE = {"serious", "critical"}
TO_DARK = "document.documentElement.dataset.bsTheme = 'dark'"
SETTLED = "() => !document.querySelector('.htmx-request')"
# Whatever sticks out to the right where the page has become wider than the screen.
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.className}`)"""
# What a thumb cannot hit: buttons below 44 px (WCAG 2.5.5; one pixel is left to rounding).
SMALL = """() => [...document.querySelectorAll('main .btn, .s-tabbar a, dialog[open] .btn')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.textContent.trim()} ${Math.round(one.getBoundingClientRect().height)} px`)"""


@pytest.fixture
def year(transactional_db, tmp_path):
    """The demo year up to today, and an issue that is being compiled."""
    today = timezone.localdate()
    house = build_year(on=today, calendar=workdays.load(), font_dir=tmp_path)
    kind, month = BulletinKind.objects.get(code="report"), {"first_on": today.replace(day=1), "last_on": today}
    ask_to_compile(kind, **month, by=house.person("officer"), at=timezone.localtime(), again=False)


def test_every_address_that_shows_something_is_a_page():
    walked = {page.name for page in PAGES}

    assert walked | NO_PAGES == set(rows())
    assert walked.isdisjoint(NO_PAGES)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_sound(browser, live_server, year, group):
    wrong: list[str] = []
    for login, pages in by_login(GROUPS[group]):
        with browser.new_context(base_url=live_server.url, locale="zh-CN", reduced_motion="reduce", **DESK) as context:
            if login:
                context.add_cookies([{"name": "sessionid", "value": session_of(login), "url": live_server.url}])
            tab = context.new_page()
            tab.set_default_timeout(PATIENCE)
            watched(tab, live_server.url, wrong)
            for page in pages:
                wrong += [f"{page}: {fault}" for fault in faults(tab, page)]

    assert not wrong, "\n".join(wrong)


def by_login(pages: list[Page]) -> Iterator[tuple[str, list[Page]]]:
    for login in sorted({page.login for page in pages}):
        yield login, [page for page in pages if page.login == login]


def session_of(login: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=login))
    return client.cookies["sessionid"].value


def faults(tab: Tab, page: Page) -> Iterator[str]:
    """What is wrong with a page for eyes, screen readers and thumbs."""
    tab.set_viewport_size(DESK["viewport"])
    tab.goto(page.url)
    tab.wait_for_function(SETTLED)
    tab.evaluate(AXE.axe_script)
    yield from unreadable(tab, {"resultTypes": ["violations"]})
    tab.evaluate(TO_DARK)
    yield from (f"dark: {fault}" for fault in unreadable(tab, {"runOnly": ["color-contrast"]}))
    tab.set_viewport_size(PHONE["viewport"])
    yield from (f"wider than a phone: {one}" for one in tab.evaluate(SIDEWAYS))
    yield from (f"too small for a thumb: {one}" for one in tab.evaluate(SMALL))


def unreadable(tab: Tab, options: dict[str, list[str]]) -> Iterator[str]:
    """What axe calls serious or critical."""
    for found in tab.evaluate("options => axe.run(document, options)", options)["violations"]:
        if found["impact"] in GRAVE:
            yield f"{found['id']}: {[node['target'] for node in found['nodes']][:3]}"
