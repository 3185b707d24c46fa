"""Every page of the demo year, in the browser of a role that owns it: sound, in either theme, at both sizes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test.signals import template_rendered
from django.utils import timezone

from planning.meetings.models import Meeting
from secretariat.exchange import services as exchange
from secretariat.people import services as people
from secretariat.people.models import User
from secretariat.workdays.models import DateToDecide
from supervision.bulletins.models import BulletinKind
from supervision.bulletins.services import ask_to_compile
from tests.access import rows
from tests.journeys.conftest import session_of
from tests.journeys.looks import Looks
from tests.journeys.pages import NO_PAGES, PAGES, Page
from tests.journeys.soundness import AXE
from tests.journeys.soundness import faults as faults_of
from tests.journeys.watching import watched
from tests.planning.plans.factories import ROW, sheet, upload

# About as many pages each, so that two processes share them evenly.
GROUPS = {"planning": ("planning:", "workdays:"), "others": ("",)}
# The first page of each name is looked at, its contrasts by turns in one theme and the other: these take the most
# time, and the same parts stand on many pages; what one template writes is read once. With --faults all pages are, the
# first of each name in both themes.
FIRST = {page.name: page for page in reversed(PAGES)}
DARK = set(list(FIRST)[::2])
NOBODY_KNOWS = (2, "学习", "办好读书会", "每月1次", "没有这样的单位", "也没有这样的", "秘书长", "看情况")


@pytest.fixture
def more(year):
    """What the demo year does not show: work under way, dates in question, a sheet with faults, somebody who left."""
    person, today, now = User.objects.get, timezone.localdate(), timezone.localtime()
    kind, month = BulletinKind.objects.get(code="report"), {"first_on": today.replace(day=1), "last_on": today}
    ask_to_compile(kind, **month, by=person(username="officer"), at=now, again=False)
    faulty = upload(sheet([ROW, NOBODY_KNOWS]), name="有错的表.xlsx")
    exchange.preview("plan", faulty, by=person(username="planner"), at=now, options={"on": today.isoformat()})
    people.leave(person(username="staff02"), by=person(username="admin"), on=today)
    put_in_question(today)


def put_in_question(today):
    """The days of two meetings to come: one is to be decided, one was kept."""
    planned = Meeting.objects.filter(state="planned", held_on__gt=today).order_by("held_on")[:2]
    decided = {"state": "kept", "decided_by": User.objects.get(username="planner"), "decided_on": today}
    for meeting, outcome in zip(planned, ({}, decided | {"reason": "会场已定。"}), strict=True):
        DateToDecide.objects.create(
            year_id=today.year,
            subject=meeting,
            label=str(meeting),
            date=meeting.held_on,
            suggested_on=meeting.held_on + timedelta(days=1),
            why="rest",
            listed_on=today,
            **outcome,
        )


def test_every_address_that_shows_something_is_a_page():
    walked = {page.name for page in PAGES}

    assert walked | NO_PAGES == set(rows())
    assert walked.isdisjoint(NO_PAGES)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_sound(window, live_server, more, faults, group):
    wrong: list[str] = []
    seen: set[str] = set()
    looks = Looks(all_texts=faults)
    shown = PAGES if faults else FIRST.values()
    # One window for all of them: what each page loads, it has.
    opened = window(script=AXE, reduced_motion="reduce")
    watched(opened, live_server.url, wrong)
    for login, pages in by_login([page for page in shown if group_of(page) == group]):
        tab = opened.leave()
        opened.context.clear_cookies()
        if login:
            opened.context.add_cookies([session_of(login, live_server.url)])
        for page in pages:
            with pages_written() as templates:
                tab.goto(page.url)
            first, new = page is FIRST[page.name], faults or seen.isdisjoint(templates[:1])
            seen.update(templates[:1])
            dark, light = first and (faults or page.name in DARK), faults or page.name not in DARK
            themes = {"dark": new and dark, "light": new and light}
            frame = faults or page is pages[0]
            wrong += [f"{page}: {fault}" for fault in faults_of(tab, looks, **themes, frame=frame)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.fault(long=True)
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_a_phone_in_english_where_words_are_longer(window, live_server, more):
    User.objects.update(language="en")
    wrong: list[str] = []
    opened = window(locale="en-GB", reduced_motion="reduce")
    watched(opened, live_server.url, wrong)
    for login, pages in by_login(PAGES):
        tab = opened.leave()
        opened.context.clear_cookies()
        if login:
            opened.context.add_cookies([session_of(login, live_server.url)])
        for page in pages:
            tab.goto(page.url)
            wrong += [f"{page}: {fault}" for fault in faults_of(tab, Looks(), light=False, dark=False)]

    assert not wrong, "\n".join(wrong)


@contextmanager
def pages_written() -> Iterator[list[str]]:
    """The names of the templates that are whole pages, not parts, in the order in which the server writes them."""
    written: list[str] = []

    def note(template, **_):
        if template.name and "/_" not in template.name:
            written.append(template.name)

    template_rendered.connect(note)
    yield written
    template_rendered.disconnect(note)


def group_of(page: Page) -> str:
    return next(group for group, begins in GROUPS.items() if page.name.startswith(begins))


def by_login(pages: list[Page]) -> Iterator[tuple[str, list[Page]]]:
    for login in sorted({page.login for page in pages}):
        yield login, [page for page in pages if page.login == login]
