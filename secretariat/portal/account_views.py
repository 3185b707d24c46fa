"""Logging in, and a person's own pages: settings, password, delegations; and somebody's leaving."""

from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.pages import Request, show
from secretariat.people import lockout
from secretariat.people import queries as people
from secretariat.people import services as doings
from secretariat.people.models import Delegation, User
from secretariat.people.passwords import must_choose, reason_to_change
from secretariat.people.rules import administers
from secretariat.portal import services
from secretariat.portal.forms import (
    ChangePasswordForm,
    DelegationForm,
    LeavingForm,
    LogInForm,
    OwnForm,
    ThemeForm,
)
from secretariat.portal.programs import program_words
from supervision.items.services.handover import in_hand

LOG_INS = 5


# ── Log-in and password ──────────────────────────────────────────────────────────────────────────────────────────────
class LogIn(auth.LoginView):
    form_class = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the last log-in ended, where it ended by itself."""
        minutes, hours = settings.SESSION_IDLE_AGE // 60, settings.SESSION_COOKIE_AGE // 3600
        idle = ngettext(
            "You were logged out after %(n)d minute without any activity.",
            "You were logged out after %(n)d minutes without any activity.",
            minutes,
        )
        age = ngettext(
            "You were logged out: a log-in lasts %(n)d hour at most.",
            "You were logged out: a log-in lasts %(n)d hours at most.",
            hours,
        )
        words = {"idle": idle % {"n": minutes}, "age": age % {"n": hours}}
        return super().get_context_data(ended=words.get(self.request.GET.get("ended", "")), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        program = self.request.headers.get("User-Agent", "")
        doings.logged_in(form.get_user(), address=get_client_ip_address(self.request), program=program)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        typed = form.cleaned_data
        if {"username", "password"} <= typed.keys():
            address, locked = get_client_ip_address(self.request), getattr(self.request, "axes_locked_out", False)
            lockout.refused(typed["username"], address=address, locked=locked, at=timezone.now())
        return super().form_invalid(form)


class ChangePassword(auth.PasswordChangeView):
    form_class = ChangePasswordForm
    success_url = reverse_lazy("me")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = reason_to_change(self.request.user, timezone.now())  # type: ignore[arg-type]
        return super().get_context_data(why=why, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        forced = must_choose(form.user, timezone.now())
        response = super().form_valid(form)
        messages.success(self.request, _("The password has been changed. Your other log-ins have ended."))
        return redirect("home") if forced else response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def stay(request: Request) -> HttpResponse:
    """A person who is still there says so; the middleware has noted it."""
    return HttpResponse(status=204)


# ── One's own settings ───────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def me(request: Request) -> HttpResponse:
    posted = request.method == "POST"
    form = OwnForm(request.POST if posted else None, user=request.user)
    if posted and form.is_valid():
        doings.choose(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("me")
        language = form.cleaned_data["language"]
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
        return response
    today = timezone.localdate()
    log_ins = Event.objects.about(request.user).filter(verb="person.logged_in")
    context = {
        "form": form,
        "posts": request.user.posts.select_related("department"),
        "delegations": people.delegations_of(request.user, today),
        "today": today,
        "log_ins": [(event, program_words(event.data.get("program", ""))) for event in log_ins[:LOG_INS]],
        "administers": administers(request.user),
    }
    return render(request, "portal/me.html", context, status=422 if posted else 200)


@require_POST
def set_theme(request: Request) -> HttpResponse:
    """The switch in the head of every page: what it says goes with the person to every computer."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    doings.choose(request.user, **form.cleaned_data)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def delegation_give(request: Request) -> HttpResponse:
    today = timezone.localdate()
    posted = request.method == "POST"
    form = DelegationForm(request.POST if posted else None, giver=request.user, initial={"from_on": today})
    if posted and form.is_valid():
        try:
            given = services.give_delegation(giver=request.user, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s has been told.") % {"name": given.taker})
            return redirect("me")
    return show(request, "portal/delegation.html", {"form": form}, status=422 if posted else 200)


@require_POST
def delegation_revoke(request: Request, pk: int) -> HttpResponse:
    given = get_object_or_404(Delegation, pk=pk, giver=request.user)
    try:
        doings.revoke_delegation(given.pk, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The delegation has ended."))
    return redirect("me")


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def person_leave(request: Request, pk: int) -> HttpResponse:
    """An administrator records that somebody leaves: what they have in hand, and who takes over."""
    if not administers(request.user):
        raise PermissionDenied
    person = get_object_or_404(User.objects.select_related("department"), pk=pk)
    posted = request.method == "POST"
    form = LeavingForm(request.POST if posted else None, person=person)
    if posted and form.is_valid():
        try:
            left = services.leave(person, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _left(request, person, left)
    context = {"person": person, "form": form, "items": in_hand(person)}
    return show(request, "portal/leave.html", context, status=422 if posted else 200)


def _left(request: Request, person: User, remaining: list[Any]) -> HttpResponse:
    messages.success(request, _("%(name)s has left: every log-in and delegation has ended.") % {"name": person})
    if not remaining:
        return redirect("me")
    words = ngettext(
        "%(n)d item still bears this name: give it to somebody.",
        "%(n)d items still bear this name: give them to somebody.",
        len(remaining),
    )
    messages.warning(request, words % {"n": len(remaining)})
    return redirect("person_leave", person.pk)
