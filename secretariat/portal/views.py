"""Pages that belong to no drawer: inbox, search, platforms, language, health."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from secretariat.outbox import queries as outbox
from secretariat.outbox.services import mark_read
from secretariat.pages import Request, next_of, show
from secretariat.people.services import choose
from secretariat.portal import health
from secretariat.portal.forms import LanguageForm
from secretariat.portal.platforms import PLATFORMS
from secretariat.portal.search import search as find

PAGE_SIZE = 30


# ── Language ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    form.is_valid()
    response = redirect(next_of(request) or "/")
    language = form.cleaned_data.get("language")
    if language:
        if request.user.is_authenticated:
            choose(request.user, language=language)  # type: ignore[arg-type]
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
    return response


# ── Platforms ────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def platform(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((platform for platform in PLATFORMS if platform.slug == slug), None)
    if found is None:
        raise Http404
    return render(request, "portal/platform.html", {"platform": found})


@require_GET
@never_cache
def counts(request: Request, slug: str) -> HttpResponse:
    """The figures beside the pages of a platform: asked for after the page, so that it need not wait for them."""
    pages = [page for platform in PLATFORMS if platform.slug == slug for page in platform.pages]
    today, user = timezone.localdate(), request.user
    shown = [(page.key, page.counted(user, today)) for page in pages if page.is_counted and page.who(user)]
    return render(request, "portal/counts.html", {"counts": shown})


# ── Inbox ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def inbox(request: Request) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    notices = outbox.inbox(request.user)
    page = Paginator(notices.filter(read_at=None) if only_unread else notices, PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return show(request, "portal/inbox.html", {"page": page, "only_unread": only_unread}, partial="notices")


@require_POST
def inbox_open(request: Request, pk: int) -> HttpResponse:
    """Mark a notice as read and go to what it tells of."""
    notice = get_object_or_404(outbox.inbox(request.user), pk=pk)
    mark_read([notice.pk], by=request.user)
    return redirect(notice.url if _is_own(notice.url) else "inbox")


def _is_own(address: str) -> bool:
    parts = urlsplit(address)
    return address.startswith("/") and not address.startswith("//") and not parts.netloc


@require_POST
def inbox_read_all(request: Request) -> HttpResponse:
    mark_read(by=request.user)
    return redirect("inbox")


# ── Search ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def search(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    groups = find(request.user, words, on=timezone.localdate())
    return render(request, "portal/search.html", {"words": words, "groups": groups})


# ── Health ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    parts = health.state()
    well = set(parts.values()) == {"ok"}
    return JsonResponse({"status": "ok" if well else "failed", **parts}, status=200 if well else 503)
