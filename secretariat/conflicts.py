"""The page that shows both versions where somebody else was quicker (409)."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.audit.models import Event
from secretariat.pages import show


def conflict(request: HttpRequest, mine: Any, theirs: Any, *, subject: Any) -> HttpResponse:
    """Both versions field by field; `mine` is the bound form, `theirs` a fresh one of `subject` as it is saved.

    Both have the field `version`. Nothing is lost: one's own version can be saved over the other from here.
    """
    last = Event.objects.about(subject).first()
    names = [field.name for field in mine if not field.is_hidden]
    context = {
        "rows": [(mine.fields[name].label, _said(mine, name), _said(theirs, name)) for name in names],
        "who": last.actor if last else None,
        "at": last.at if last else None,
        "back": subject.get_absolute_url(),
        "form": mine,
        "action": request.get_full_path(),
        "version": theirs["version"].value(),
    }
    response = show(request, "409.html", context, partial="conflict", status=409)
    response["HX-Retarget"], response["HX-Reswap"] = "#main", "innerHTML"
    return response


def _said(form: Any, name: str) -> str:
    """A value in words: what was chosen by its name, a list joined, the rest as its field writes it."""
    field, value = form.fields[name], form[name].value()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if hasattr(field, "choices"):
        names = {str(getattr(key, "value", key)): str(label) for key, label in field.choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        said = [names.get(str(_key(one)), "") for one in chosen if one not in (None, "")]
        return pgettext("between the items of a list", ", ").join(filter(None, said))
    return str(field.widget.format_value(value) or "")


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
