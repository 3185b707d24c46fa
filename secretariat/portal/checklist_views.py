"""The page of the check-list, for those who administer the house."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from secretariat.pages import Request
from secretariat.portal.checklist import points


@require_safe
def checklist(request: Request) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    found = points(on=timezone.localdate())
    return render(request, "portal/checklist.html", {"points": found, "open": [p for p in found if not p.done]})
