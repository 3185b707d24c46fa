"""The frame of every page: which platform and page is current, what is unread, what the script must say."""

import json
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from secretariat.outbox.queries import unread_count
from secretariat.people.backend import BEGAN
from secretariat.people.passwords import must_choose
from secretariat.portal.platforms import PLATFORMS, Page, Platform, path_of
from secretariat.portal.words import GO, WORDS


@dataclass
class Frame:
    """What base.html asks about one request."""

    request: HttpRequest

    @cached_property
    def person(self) -> Any:
        return self.request.user

    @cached_property
    def is_barred(self) -> bool:
        """Whether a new password comes first: then the frame offers the way out, and nothing else."""
        return must_choose(self.person, timezone.now())

    @cached_property
    def shown(self) -> str:
        """All that the navigation depends on, as the key under which a process keeps it once it is written."""
        platform, page = self.place
        present = platform.slug, page and page.key, page and self._entry(page)["current"]
        opened = [page.key for pages in self._open.values() for page in pages]
        return repr((get_language(), opened, present, self.is_own_page, self.unread))

    @property
    def is_own_page(self) -> bool:
        match = self.request.resolver_match
        return bool(match and match.url_name == "me")

    @property
    def session(self) -> str:
        """For the script that warns before the log-in ends: seconds of idleness allowed and seconds left, as JSON."""
        began = self.request.session.get(BEGAN, 0)
        left = int(began + settings.SESSION_COOKIE_AGE - timezone.now().timestamp())
        return json.dumps({"idle": settings.SESSION_IDLE_AGE, "left": left, "stay": reverse("stay")})

    @cached_property
    def unread(self) -> int:
        return unread_count(self.person)

    @cached_property
    def place(self) -> tuple[Platform, Page | None]:
        """The platform and the page of the rail to which the address belongs: the longest that leads to it."""
        if self.request.path == path_of("home"):
            return PLATFORMS[0], next(iter(self.pages_of(PLATFORMS[0])), None)
        return max(
            ((platform, page) for platform in PLATFORMS for page in platform.pages if self._leads_here(page)),
            key=lambda found: (len(found[1].path), len(found[1].query)),
            default=(self._platform_by_slug(), None),
        )

    def _leads_here(self, page: Page) -> bool:
        asked = self.request.GET
        here = page.path and self.request.path.startswith(page.path)
        return bool(here and all(asked.get(name) == value for name, value in page.query))

    def _platform_by_slug(self) -> Platform:
        match = self.request.resolver_match
        slug = match.kwargs.get("slug") if match and match.url_name == "platform" else "desk"
        return next((platform for platform in PLATFORMS if platform.slug == slug), PLATFORMS[0])

    @property
    def platform(self) -> Platform:
        return self.place[0]

    @property
    def platforms(self) -> list[dict[str, Any]]:
        """The tabs of the masthead."""
        return [
            {"label": platform.label, "url": self.landing(platform), "is_current": platform is self.platform}
            for platform in PLATFORMS
        ]

    @property
    def map(self) -> list[dict[str, Any]]:
        """Every platform with its sections: the whole site for one person."""
        return [
            {"label": platform.label, "url": self.landing(platform), "sections": self._sections(platform)}
            for platform in PLATFORMS
        ]

    def landing(self, platform: Platform) -> str:
        """The first page of a platform that exists; else the page that says what the platform will hold."""
        if platform is PLATFORMS[0]:
            return reverse("home")
        pages = self.pages_of(platform)
        return pages[0].url if pages else reverse("platform", args=[platform.slug])

    def pages_of(self, platform: Platform) -> list[Page]:
        """The pages of a platform that exist and that this person may open."""
        return self._open[platform.slug]

    @cached_property
    def _open(self) -> dict[str, list[Page]]:
        return {one.slug: [page for page in one.pages if page.path and page.who(self.person)] for one in PLATFORMS}

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """The rail: the pages of the present platform."""
        return self._sections(self.platform)

    def _sections(self, platform: Platform) -> list[dict[str, Any]]:
        shown = self.pages_of(platform)
        sections = [
            {"label": section.label, "pages": [self._entry(page) for page in section.pages if page in shown]}
            for section in platform.sections
        ]
        return [section for section in sections if section["pages"]]

    def _entry(self, page: Page) -> dict[str, Any]:
        exact = self.request.path in {page.path, path_of("home")}
        return {
            "label": page.label,
            "url": page.url,
            "icon": page.icon,
            "key": page.key,
            "current": ("page" if exact else "true") if page is self.place[1] else "",
            "count": self.unread if page.name == "inbox" else None,
            "counted_later": page.is_counted,
        }

    @property
    def counted_later(self) -> bool:
        """Whether some page of the rail has a count that is asked for by a call of its own."""
        return any(page.is_counted for page in self.pages_of(self.platform))

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """The bar at the foot of a phone: three pages and the notices; the person's own page is the fifth."""
        shown = [page for platform in PLATFORMS for page in self.pages_of(platform) if page.tab]
        named = [self._entry(page) | {"label": page.tab} for page in shown]
        return [
            *[tab for tab in named if tab["key"] != "inbox"][:3],
            *[tab for tab in named if tab["key"] == "inbox"],
        ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` for people who have logged in; it asks the database only when a page shows it."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    frame = SimpleLazyObject(lambda: Frame(request)) if known else None
    return {"frame": frame, "script_words": partial(_words_on, frame)}


def _words_on(frame: Any) -> str:
    return _script_words(get_language(), leads=bool(frame and not frame.is_barred))


@cache
def _script_words(language: str | None, *, leads: bool) -> str:
    """What app.js says in the language of the moment, and where its keys lead, as JSON."""
    go = {key: path_of(name) for key, name in GO.items() if path_of(name)} if leads else {}
    return json.dumps({key: str(text) for key, text in WORDS.items()} | {"go": go}, ensure_ascii=False)
