"""The page that shows both versions where somebody else was quicker (409)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.audit.models import Event
from secretariat.pages import Request, show


def conflict(request: Request, mine: Any, theirs: Any, *, subject: Any) -> HttpResponse:
    """Both versions field by field; `mine` is the bound form, `theirs` a fresh one of the saved record."""
    names = [name for name in mine.fields if name != "version"]
    last = Event.objects.about(subject).first()
    context = {
        "rows": [(mine.fields[name].label, _said(mine, name), _said(theirs, name)) for name in names],
        "who": last.actor if last else None,
        "at": last.at if last else None,
        "back": subject.get_absolute_url(),
        "form": mine,
        "action": request.path,
        "version": theirs.initial["version"],
    }
    response = show(request, "409.html", context, partial="conflict", status=409)
    response["HX-Retarget"], response["HX-Reswap"] = "#main", "innerHTML"
    return response


def _said(form: Any, name: str) -> str:
    value = form[name].value()
    field = form.fields[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        wanted = {str(pk) for pk in value or []}
        value = [str(row) for row in field.queryset or [] if str(row.pk) in wanted]
    if isinstance(value, list):
        return pgettext("between the items of a list", ", ").join(map(str, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value or "")
