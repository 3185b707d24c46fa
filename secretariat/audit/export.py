"""The log as a sheet: exactly what is filtered, and the export itself an event (rule 47)."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from secretariat.audit import services
from secretariat.audit.labels import register_all, register_group
from secretariat.audit.models import Event
from secretariat.audit.queries import Line, lines
from secretariat.errors import Refused

register_group("list", gettext_lazy("Imports and exports"))
register_all({"list.exported": gettext_lazy("exported the list"), "list.imported": gettext_lazy("imported the list")})

LIMIT = 50_000
CHUNK = 2_000


def header() -> list[str]:
    """The titles of the columns."""
    return [
        _("Time"),
        pgettext("log", "Person"),
        _("On behalf of"),
        _("Action"),
        _("Kind of record"),
        pgettext("log", "Record"),
        _("State before"),
        _("State after"),
        _("Changed"),
        _("Note"),
    ]


def rows(found: "QuerySet[Event]") -> Iterator[list[Any]]:
    """The events row by row; however many there are, only a few are held."""
    return map(_row, lines(found.iterator(chunk_size=CHUNK)))


@transaction.atomic
def export(found: "QuerySet[Event]", *, by: Any, form: str, words: str, query: str) -> "QuerySet[Event]":
    """Log that `by` takes these rows out, and answer with them: without the event of the export itself.

    Raises Refused above LIMIT rows, for a sheet that was cut off would pass for the whole.
    """
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    taken = found.filter(pk__lte=newest)
    count = taken.count()
    if count > LIMIT:
        raise Refused(_("More than %(n)d events: narrow the filter, for instance by a period.") % {"n": LIMIT})
    record_export(Event, by=by, rows=count, form=form, note=words, filter=query)
    return taken


def record_export(model: Any, *, by: Any, rows: int, form: str, note: str = "", **data: Any) -> None:
    """The event of an export: which list, how many rows, by which filter. Needs a transaction."""
    facts = {"rows": rows, "format": form, **data}
    services.record(actor=by, verb="list.exported", subject=_list(model), label=_name(model), note=note, **facts)


def record_import(model: Any, *, by: Any, totals: dict[str, int]) -> None:
    """The event of an import: how many rows were new, changed or as before. Needs a transaction."""
    services.record(actor=by, verb="list.imported", subject=_list(model), label=_name(model), totals=totals)


def _list(model: Any) -> ContentType:
    # A list is no record; what stands for it is the kind of its records.
    return ContentType.objects.get_for_model(model)


def _name(model: Any) -> str:
    return str(model._meta.verbose_name_plural)


def _row(line: Line) -> list[Any]:
    event = line.event
    changes = "; ".join(f"{change.label}: {change.before} → {change.after}" for change in line.changes)
    who = event.actor or _("System")
    return [
        event.at,
        who,
        event.behalf or "",
        line.verb,
        line.kind,
        event.label,
        line.before,
        line.after,
        changes,
        event.note,
    ]
