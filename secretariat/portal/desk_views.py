"""The first pages of the day."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.pages import Request, show
from secretariat.people.models import PostKind
from secretariat.portal import desk
from secretariat.portal.checklist import is_furnished
from secretariat.portal.platforms import administrators
from secretariat.portal.rules import sees_dashboard
from supervision.items.standing import Day


@require_safe
def home(request: Request) -> HttpResponse:
    """Leaders begin with the dashboard, auditors with the log, everyone else with their own work; who administers a
    house that is not furnished yet, with the check-list."""
    if request.user.post_kinds == {PostKind.AUDITOR}:
        return redirect("log")
    if administrators(request.user) and not is_furnished(on=timezone.localdate()):
        return redirect("checklist")
    leads = request.user.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)
    return redirect("dashboard" if leads else "my_work")


@require_safe
def dashboard(request: Request) -> HttpResponse:
    """One screen for the week; those without a view of the whole house are sent to their own work."""
    if not sees_dashboard(request.user):
        return redirect("my_work")
    shown = desk.desk_of(request.user, Day.of(timezone.localdate()), after=reverse("dashboard"))
    return show(request, "portal/dashboard.html", {"desk": shown})


@require_safe
def my_work(request: Request) -> HttpResponse:
    """What needs me now, in order of due; leaders and reviewers see what they must decide as well."""
    day = Day.of(timezone.localdate())
    after = reverse("my_work")
    decides = request.user.acts_as(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY, PostKind.SUPERVISOR)
    context = {
        "day": day,
        "groups": desk.tasks_of(request.user, day, after=after),
        "matters": desk.matters(request.user, on=day.on, after=after) if decides else [],
    }
    return show(request, "portal/my_work.html", context)
