"""Fixtures that drive a real Chromium against the live server."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from script.house.browser import find
from tests.windows import Window

# What Playwright turns off in the browser, as what is named here takes its place; and below, two things that load every
# page in another frame or process than the one before: a quarter of the time of a page.
TURNED_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
    "RenderDocument",
    "SpareRendererForSitePerProcess",
]
Serve = Callable[[StaticFilesHandler, HttpRequest], HttpResponseBase]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Every page is a new one: to optimise its scripts takes longer than they run.
    "--js-flags=--no-opt --no-maglev",
    "--process-per-site",
    # Nobody looks at what is painted; where it lies is the same.
    "--disable-lcd-text",
    "--num-raster-threads=1",
    # A screen in one piece instead of 24.
    "--default-tile-width=1536",
    "--default-tile-height=1024",
    f"--disable-features={','.join(TURNED_OFF)}",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium of the system. Missing, it skips the test; with BROWSER=required it fails it."""
    chromium = find()
    if not chromium:
        missing = "Chromium is missing: install the chromium package"
        pytest.fail(missing) if os.environ.get("BROWSER") == "required" else pytest.skip(missing)
    # Playwright's loop runs in this thread, and Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connection = connections["default"]
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.format(folder=settings.FONT_DIR))
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patched:
        patched.setattr(StaticFilesHandler, "serve", _kept(StaticFilesHandler.serve))
        # Under a loop Django would open another connection, which does not know the rows that every test begins with.
        connections["default"] = connection
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        chrome = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, env=environment)
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def windows() -> defaultdict[str, list[Window]]:
    """Empty windows by the look that they have."""
    return defaultdict(list)


@pytest.fixture
def window(browser: Browser, live_server, windows: defaultdict[str, list[Window]]) -> Iterator[Callable[..., Window]]:
    """`window(**PHONE)` is an empty window of this look at the live server.

    To open one takes three times as long as a page: processes, style sheets, scripts. It is emptied in the end, and
    taken by the next test that wants such a one.
    """
    taken: list[tuple[str, Window]] = []

    def take(**look: Any) -> Window:
        kind = str(sorted(look.items()))
        one = windows[kind].pop() if windows[kind] else Window.opened(browser, live_server.url, **look)
        taken.append((kind, one))
        return one

    yield take
    for kind, one in taken:
        one.empty()
        windows[kind].append(one)


@pytest.fixture
def page(window: Callable[..., Window]) -> Iterator[Page]:
    """An empty page; a script error or a CSP breach fails the test."""
    with without_faults(window()) as opened:
        yield opened


@contextmanager
def without_faults(window: Window) -> Iterator[Page]:
    """The tab of a window in which no script fails, and nothing breaks the content policy."""
    wrong: list[str] = []
    window.context.set_default_timeout(10_000)
    window.hear("weberror", lambda error: wrong.append(str(error.error)))
    window.hear("console", lambda message: wrong.extend(_breaches(message)))
    yield window.tab
    assert wrong == []


def _kept(serve: Serve) -> Serve:
    """Style sheets and scripts are kept by the browser, as those of the house are, and not asked for by every page."""

    def answer(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        response = serve(handler, request)
        # The clock of the tests may be days behind that of the browser.
        response["Cache-Control"] = "max-age=31536000"
        return response

    return answer


def _breaches(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
