"""The windows in which tests look at pages: what they hold of somebody, and what is taken out before another comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# What is open where no page is.
NOTHING = f"{settings.STATIC_URL}favicon.svg"


@dataclass(frozen=True)
class Window:
    """A window of somebody alone: nobody else has its cookies, nor what the site keeps in it."""

    context: BrowserContext
    heard: list[tuple[Any, Callable[[Any], None]]] = field(default_factory=list)

    @classmethod
    def opened(cls, browser: Browser, url: str, *, script: str = "", **look: Any) -> Self:
        """A window as an office in China has it, unless said otherwise; every page runs `script` before its own."""
        look = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", **DESK, **look}
        context = browser.new_context(base_url=url, **look)
        if script:
            context.add_init_script(script)
        context.new_page()
        return cls(context)

    @property
    def tab(self) -> Page:
        """The page that is open; of several, the first."""
        return self.context.pages[0]

    def hear(self, event: Any, handler: Callable[[Any], None]) -> None:
        """What its pages tell, until the window is emptied."""
        self.context.on(event, handler)
        self.heard.append((event, handler))

    def leave(self) -> Page:
        """Close every page and open an empty one.

        In the same one, what the page before was about to do would still come: it goes to the log-in by itself when
        its session has ended.
        """
        left = self.context.pages
        opened = self.context.new_page()
        for page in left:
            page.close()
        return opened

    def empty(self) -> None:
        """Take out what a person leaves in it; the files that all people have in common stay."""
        while self.heard:
            self.context.remove_listener(*self.heard.pop())
        self.leave().goto(NOTHING)
        self.tab.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.context.clear_cookies()
