"""The page of the check-list, for those who administer the house."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariat.errors import Refused
from secretariat.pages import Request
from secretariat.portal import services
from secretariat.portal.checklist import points
from secretariat.portal.platforms import administrators


@require_safe
def checklist(request: Request) -> HttpResponse:
    _ask_administrator(request)
    found = points(on=timezone.localdate())
    return render(request, "portal/checklist.html", {"points": found, "open": [p for p in found if not p.done]})


@require_POST
def checklist_mail(request: Request) -> HttpResponse:
    """A mail to oneself: what became of it stands on the check-list."""
    _ask_administrator(request)
    try:
        services.send_trial_mail(by=request.user, at=timezone.localtime())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A trial mail to %(to)s is on its way.") % {"to": request.user.email})
    return redirect("checklist")


def _ask_administrator(request: Request) -> None:
    if not administrators(request.user):
        raise PermissionDenied
