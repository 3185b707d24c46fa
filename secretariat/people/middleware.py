"""When a log-in ends by itself, and when a new password comes before anything else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from secretariat.people.backend import BEGAN, SEEN
from secretariat.people.passwords import must_choose

Answer = Callable[[HttpRequest], HttpResponseBase]

# The session is not written on every click.
MARKED_EVERY = timedelta(minutes=1)
# What stays open to somebody who must choose a new password first.
OPEN = {"password_change", "logout", "set_language", "set_theme", "stay", "health_live", "health_ready"}


class TimeOut:
    """Ends a log-in that was idle too long, or is too old: idle and absolute time-out.

    What a page asks by itself (header X-Poll) is not taken for a person's doing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            why = self._why_ended(request, now)
            if why:
                logout(request)
                request.__dict__["timed_out"] = why
            elif "X-Poll" not in request.headers and now - request.session[SEEN] >= MARKED_EVERY.total_seconds():
                request.session[SEEN] = now
        return self.get_response(request)

    @staticmethod
    def _why_ended(request: HttpRequest, now: float) -> str:
        # A session without the marks was not begun by a log-in of ours.
        if now - request.session.get(BEGAN, 0) >= settings.SESSION_COOKIE_AGE:
            return "age"
        return "idle" if now - request.session.get(SEEN, 0) >= settings.SESSION_IDLE_AGE else ""


class NewPassword:
    """Leads whoever must choose a new password to the page where that is done, and nowhere else.

    Only what a person does leads there: a call that a page makes by itself (header X-Poll), and any call of that very
    page, would open it anew under the fingers of whoever is typing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        user, match = request.user, request.resolver_match
        if not user.is_authenticated or (match and match.view_name in OPEN):
            return None
        if not must_choose(user, timezone.now()):  # type: ignore[arg-type]
            return None
        return self._lead(request, resolve_url("password_change"))

    @staticmethod
    def _lead(request: HttpRequest, page: str) -> HttpResponseBase:
        htmx = getattr(request, "htmx", None)
        if "X-Poll" in request.headers or (htmx and urlsplit(htmx.current_url_abs_path or "").path == page):
            return HttpResponse(status=204)
        return HttpResponseClientRedirect(page) if htmx else redirect(page)
