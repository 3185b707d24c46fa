"""The windows in which tests look at pages: what they hold of somebody, and what is taken out before another comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, ViewportSize

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# What is open where no page is.
NOTHING = f"{settings.STATIC_URL}favicon.svg"


@dataclass(frozen=True)
class Window:
    """A window of somebody alone: nobody else has its cookies, nor what the site keeps in it."""

    context: BrowserContext
    tab: Page
    size: ViewportSize
    heard: list[tuple[str, Callable[[Any], None]]] = field(default_factory=list)

    @classmethod
    def opened(cls, browser: Browser, url: str, *, script: str = "", **look: Any) -> Self:
        """A window as an office in China has it, unless said otherwise; every page runs `script` before its own."""
        look = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **DESK, **look}
        context = browser.new_context(base_url=url, **look)
        if script:
            context.add_init_script(script)
        return cls(context, context.new_page(), look["viewport"])

    def hear(self, event: str, handler: Callable[[Any], None]) -> None:
        """What the tab tells, until the window is emptied."""
        self.tab.on(event, handler)
        self.heard.append((event, handler))

    def leave(self) -> None:
        """Leave the page that is open, whatever it asks, and close all others."""
        for page in self.context.pages:
            if page is not self.tab:
                page.close()
        self.tab.on("dialog", Dialog.accept)
        # A page whose log-in has ended goes to the log-in by itself, and may do so at this very moment.
        for last in (False, False, True):
            try:
                self.tab.goto(NOTHING)
            except Error:
                if last:
                    raise
            if self.tab.url.endswith(NOTHING):
                break
        self.tab.remove_listener("dialog", Dialog.accept)

    def empty(self) -> None:
        """Take out what a person leaves in it; the files that all people have in common stay."""
        self.tab.unroute_all()
        while self.heard:
            self.tab.remove_listener(*self.heard.pop())
        self.leave()
        self.tab.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.tab.set_viewport_size(self.size)
        self.context.clear_cookies()
