"""Whether a page is sound for eyes, screen readers and thumbs, in both themes and at both sizes."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.looks import Looks
from tests.windows import DESK, PHONE

AXE = Axe().axe_script
GRAVE = {"serious", "critical"}
# Rules by which nothing grave is found; and targets are measured below, by a stricter one.
LEFT_OUT = [*re.findall(r'id:"([\w-]+)",impact:"(?:minor|moderate)"', AXE), "target-size"]
# Nothing that axe would fetch or tell beside the faults is looked at.
ALL = {"resultTypes": ["violations"], "preload": False, "rules": {rule: {"enabled": False} for rule in LEFT_OUT}}
FRAME = [".s-masthead", ".s-rail", ".s-tabbar", "#header", "#nav-sidebar"]
# What is drawn by the same lines as what stands before it.
MORE_ROWS = [
    "tbody tr:nth-child(n+5)",
    "ul > li:nth-child(n+9)",
    "[id^='id_'] > div:nth-child(n+9)",
    ".s-month:nth-of-type(n+4):not(:has(.now))",
]
CONTRAST = ALL | {"runOnly": ["color-contrast"]}
TO_DARK = "Object.assign(document.documentElement.dataset, {bsTheme: 'dark', theme: 'dark'})"
TO_LIGHT = "Object.assign(document.documentElement.dataset, {bsTheme: 'light', theme: 'light'})"
SETTLED = "() => !document.querySelector('.htmx-request')"
# Whatever sticks out to the right where the page has become wider than the screen.
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.className}`)"""
# What a thumb cannot hit: buttons below 44 px (WCAG 2.5.5; one pixel is left to rounding).
SMALL = """() => [...document.querySelectorAll('main .btn, .s-tabbar a, dialog[open] .btn')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.textContent.trim()} ${Math.round(one.getBoundingClientRect().height)} px`)"""


def faults(tab: Page, looks: Looks, *, light: bool = True, dark: bool = True, frame: bool = True) -> Iterator[str]:
    """What is wrong with the page that is open, read in these themes.

    The frame is left out where another page has shown it, and so are the rows after the fourth unless all texts are to
    be read. In neither theme, nothing is read: only what a phone makes of the page is looked at. The window is left as
    it was needed last, and the next page begins with that size: to lay a page out anew takes long.
    """
    # To wait for what is there already would take a tenth of a second.
    if not tab.evaluate(SETTLED):
        tab.wait_for_function(SETTLED)
    views = [partial(unfit, tab)]
    if light or dark:
        left_out = [*([] if frame else FRAME), *([] if looks.all_texts else MORE_ROWS)]
        views.append(partial(unread, tab, looks, light=light, dark=dark, left_out=left_out))
    for view in views if tab.viewport_size == PHONE["viewport"] else reversed(views):
        yield from view()


def is_sound(tab: Page) -> None:
    """Nothing is wrong with the page that is open; its window is a desk's again."""
    assert list(faults(tab, Looks())) == []
    tab.set_viewport_size(DESK["viewport"])


def unfit(tab: Page) -> Iterator[str]:
    """What does not fit a phone."""
    tab.set_viewport_size(PHONE["viewport"])
    yield from (f"wider than a phone: {one}" for one in tab.evaluate(SIDEWAYS))
    yield from (f"too small for a thumb: {one}" for one in tab.evaluate(SMALL))


def unread(tab: Page, looks: Looks, *, light: bool, dark: bool, left_out: list[str]) -> Iterator[str]:
    """What axe finds at a desk, its contrasts in these themes."""
    tab.set_viewport_size(DESK["viewport"])
    # Whoever walks many pages gives the script to the browser once: handed over for a page it takes twice as long.
    if not tab.evaluate("() => 'axe' in window"):
        tab.evaluate(AXE)
    if light:
        yield from grave(looks.read(tab, ALL, left_out))
    if dark:
        tab.evaluate(TO_DARK)
        # What the light has shown already is not asked again.
        found = looks.read(tab, CONTRAST if light else ALL, left_out)
        yield from (f"dark: {fault}" for fault in grave(found))
        tab.evaluate(TO_LIGHT)


def grave(found: list[Any]) -> Iterator[str]:
    """What axe calls serious or critical."""
    for fault in found:
        if fault["impact"] in GRAVE:
            yield f"{fault['id']}: {[node['target'] for node in fault['nodes']][:3]}"
