"""Browsers of real roles, logged in through the form, and what went wrong in them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from secretariat.management.demo.house import House, build_house, password
from secretariat.people.models import User
from tests.journeys.watching import PATIENCE, watched
from tests.secretariat.papers.conftest import font_dir
from tests.stored import TODAY, demo_year
from tests.windows import PHONE, Window

__all__ = ["font_dir"]

OFFICE = ZoneInfo("Asia/Shanghai")

Enter = Callable[..., Page]


@pytest.fixture
def house(transactional_db: None) -> House:
    """The people of the demo house: units, posts, log-ins; nothing has happened yet."""
    return build_house()


@pytest.fixture
def clock() -> Iterator[Callable[[str], None]]:
    """The office's clock: `clock("2026-11-17 09:00")` sets it, and it goes on by itself."""
    with time_machine.travel(timezone.localtime(), tick=True) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment).replace(tzinfo=OFFICE))


@pytest.fixture
def year(transactional_db: None, shared_folder: Path, clock: Callable[[str], None]) -> None:
    """The demo year, on the morning of the day it leads up to."""
    clock(f"{TODAY} 09:00")
    demo_year(shared_folder)


@pytest.fixture
def enter(window: Callable[..., Window], live_server) -> Iterator[Enter]:
    """`enter("sg")` is this person's window at the first page, or at another, logged in; `phone=True` is a phone.

    The first person of a journey logs in by the form. Each person keeps one window; entering again opens it anew. At
    the end nothing may have gone wrong in any of them: scripts, requests, other hosts, the content policy.
    """
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    people: dict[str, Window] = {}

    def entered(login: str, *, at: str = "/", phone: bool = False) -> Page:
        by_form = not people
        if login in people:
            people[login].leave()
        else:
            people[login] = window(**(PHONE if phone else {}))
            watched(people[login], live_server.url, wrong)
        if not by_form:
            people[login].context.add_cookies([session_of(login, live_server.url)])
        return at_first(people[login].tab, login, at)

    yield entered
    assert wrong == []


def session_of(login: str, url: str) -> Any:
    """The cookie of somebody who has just logged in."""
    client = Client()
    client.force_login(User.objects.get(username=login))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def at_first(page: Page, login: str, at: str = "/") -> Page:
    """Open the first page, or another, logging in by the form where one is asked to."""
    page.goto(at)
    if "/login/?next=" in page.url:
        page.locator("#id_username").fill(login)
        page.locator("#id_password").fill(password())
        page.get_by_role("button", name="登录").click()
    page.get_by_text(User.objects.get(username=login).name).first.wait_for(state="attached")
    page.wait_for_load_state()  # before its scripts run, a page hears no key
    return page
