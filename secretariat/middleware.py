"""What happens to every request: NUL and floods refused, language chosen, the log-in asked for; and whence it came."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

Answer = Callable[[HttpRequest], HttpResponseBase]


class RefuseNulBytes:
    """PostgreSQL text cannot hold NUL: what no form looks at is refused in words before any view can stumble over it.

    So is what is longer than the server reads: here the words of the request are asked for first.

    What is typed into a field goes to its form, which says at which field it stands.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            is_refused = "\0" in request.path or self._carries_nul(request)
        except RequestDataTooBig:
            return HttpResponse(render_to_string("413.html", request=request), status=413)
        if is_refused:
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return self.get_response(request)

    @staticmethod
    def _carries_nul(request: HttpRequest) -> bool:
        asked = (text for key, values in request.GET.lists() for text in (key, *values))
        names = () if request.method in {"GET", "HEAD"} else request.POST
        return any("\0" in text for text in (*asked, *names))


class KeptNowhere:
    """What a person is shown is kept by no browser: behind the back button, and after the log-out, it is asked anew."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Language:
    """Chinese unless the person chose otherwise: on the account, or by cookie before the log-in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class LogInRequired(LoginRequiredMiddleware):
    """Every page asks for a log-in; an htmx call is sent to the log-in page whole, not into a table cell.

    What a page asks by itself (header X-Poll) leads nowhere: what was typed there is still to be copied.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if "X-Poll" in request.headers:
            return HttpResponse(status=204)
        response = redirect_to_login(_page_of(request), self.get_login_url(view_func))
        if why := getattr(request, "timed_out", ""):
            response["Location"] += f"&ended={why}"
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(response["Location"])
        return response


def client_address(request: HttpRequest) -> str:
    """Whose log-in it is, for the lock-out: the address that the proxy saw where there is one."""
    seen = request.META.get("HTTP_X_REAL_IP") if settings.SECURE_PROXY_SSL_HEADER else None
    return str(seen or request.META["REMOTE_ADDR"])


def _page_of(request: HttpRequest) -> str:
    """The page on which the person is: to a deed or a fragment nobody can come back."""
    asked = request.get_full_path()
    if htmx := getattr(request, "htmx", None):
        return htmx.current_url_abs_path or asked
    referer = request.headers.get("Referer", "")
    if request.method in {"GET", "HEAD"} or not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return asked
    page = urlsplit(referer)
    return f"{page.path}?{page.query}" if page.query else page.path
