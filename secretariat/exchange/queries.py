"""Reads about imports."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from secretariat.audit.models import Event
from secretariat.exchange.models import ImportRun
from secretariat.exchange.readers import READERS, Frame, Reading
from secretariat.exchange.writing import failed_rows, line
from secretariat.workbooks.sheets import Row, Sheet


def reading_of(run: ImportRun) -> Reading:
    """How the sheet of a run is understood with the options it has now. Raises Refused as its reader does."""
    return READERS[run.kind].read(Sheet.from_data(run.cells), {**run.options, "made": run.made})


def failed_sheet(run: ImportRun) -> bytes:
    """The rows that could not be read, as an .xlsx with the reasons, to be put right and sent again (rule 49)."""
    reading = reading_of(run)
    frame = READERS[run.kind].frame(reading, run.options)
    return failed_rows(reading.heads, _lines(reading, frame), title=run.cells["title"], above=frame.above)


def _lines(reading: Reading, frame: Frame) -> Iterator[tuple[Row, Sequence[str]]]:
    for row in reading.failed:
        if said := frame.before.get(row.row.number):
            yield line(said), ()
        yield row.row, row.failures
    yield from ((line(said), ()) for said in frame.below)


def worked_on(run: ImportRun, *, limit: int = 3) -> list[str]:
    """Names of records of this import of which the log tells something since; at most `limit`."""
    since = Event.objects.filter(pk__gt=run.last_event or 0).filter(_about(run))
    seen: dict[tuple[int, int], str] = {}
    for event in since.order_by("pk")[:50]:
        seen.setdefault((event.subject_type_id, event.subject_id), event.label)
    return list(seen.values())[:limit]


def _about(run: ImportRun) -> Q:
    wanted = Q(pk__in=[])
    by_model: dict[str, list[int]] = {}
    for label, pk in run.made:
        by_model.setdefault(label, []).append(pk)
    for label, ids in by_model.items():
        app, _dot, model = label.partition(".")
        kind: dict[str, Any] = {"app_label": app, "model": model.lower()}
        for part in ("subject", "whole"):
            named = {f"{part}_type__{name}": value for name, value in kind.items()}
            wanted |= Q(**named, **{f"{part}_id__in": ids})
    return wanted
