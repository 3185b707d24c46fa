"""A page and its fragment are one view and one template."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from secretariat.people.models import User


class Request(HttpRequest):
    """A request behind the log-in: its user is a person of the house."""

    user: "User"


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, partial: str | None = None, status: int = 200
) -> HttpResponse:
    """The whole page, or only the named partial of its template where htmx asked for it.

    A boosted or history-restoring request gets the whole page, as a browser would.
    """
    htmx = getattr(request, "htmx", None)
    fragment = bool(partial and htmx and not htmx.boosted and not htmx.history_restore_request)
    response = render(request, f"{template}#{partial}" if fragment else template, dict(context), status=status)
    # Or the back button may show a fragment as if it were a page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def number_in(given: QueryDict, name: str) -> int | None:
    """The number that a button or an address carries under this name; None where it carries none that can be."""
    text = str(given.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 10 else None


def record_at(url: str, view_name: str) -> int | None:
    """The id of the record whose page stands at this path of the site; None where it is another view's."""
    try:
        found = resolve(url)
    except Resolver404:
        return None
    return found.kwargs["pk"] if found.view_name == view_name else None


def next_of(request: HttpRequest) -> str:
    """The path of this site to which the person wants to return (`next` of the form, else of the address), or empty."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # Without its stroke a word would be taken for the name of a page.
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
