"""Who gets what on these pages: the record through its visibility, the step by its right."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.rules import MAY, keeps_arrangement, owns_entry
from secretariat.pages import Request, number_in
from secretariat.workflow import allowed, by_right_of

FOLDER = "planning/arrangements"


def get_arrangement(request: Request, pk: int) -> Arrangement:
    """The arrangement if this user may see it, else 404."""
    found: Arrangement = get_object_or_404(
        Arrangement.objects.visible_to(request.user).select_related("opened_by"), pk=pk
    )
    return found


def get_entry(request: Request, pk: int) -> Entry:
    """The entry if this user may see it, else 404."""
    seen = Entry.objects.visible_to(request.user).select_related(
        *("arrangement", "unit", "added_by", "added_in", "withdrawn_in", "replaces"),
        *("settled_by", "continues", "continued_by"),
    )
    found: Entry = get_object_or_404(seen, pk=pk)
    return found


def own_entry(request: Request, pk: int) -> Entry:
    entry = get_entry(request, pk)
    if not by_right_of(request.user, lambda person: owns_entry(person, entry)):
        raise PermissionDenied
    return entry


def ask_step(request: Request, step: str, found: Arrangement) -> None:
    if not allowed(MAY, step, request.user, found):
        raise PermissionDenied


def is_keeper(request: Request) -> bool:
    return bool(by_right_of(request.user, keeps_arrangement))


def version_of(request: Request) -> int | None:
    return number_in(request.POST, "version")
