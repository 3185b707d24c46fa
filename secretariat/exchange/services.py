"""The three steps of every import: preview, confirm, and for a day undo (rule 49)."""

import hashlib
import unicodedata
from datetime import datetime, time, timedelta
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.exchange.models import UNDO_HOURS, ImportRun, RunState
from secretariat.exchange.queries import reading_of, worked_on
from secretariat.exchange.readers import READERS, Options
from secretariat.jobs.handlers import handles
from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days
from secretariat.people.models import PostKind
from secretariat.workbooks.opening import open_sheet
from secretariat.workflow import TransitionRefused

register_group("exchange", gettext_lazy("Imports"))
register_all(
    {
        "exchange.confirmed": gettext_lazy("imported the sheet"),
        "exchange.undone": gettext_lazy("took the import back"),
    }
)

# A preview that nobody confirmed is forgotten after this.
FORGET = timedelta(days=1)


def preview(kind: str, upload: "File[Any]", *, by: Any, at: datetime, options: Options | None = None) -> ImportRun:
    """Read an uploaded sheet and keep what was read, so that a person can look at it. Nothing else is written.

    Raises PermissionDenied, and Refused for a file or a sheet that cannot be read; then nothing at all is kept.
    """
    reader = READERS[kind]
    if not reader.may(by):
        raise PermissionDenied
    name = _checked_name(upload.name or "")
    sheet = open_sheet(upload)
    reading = reader.read(sheet, options or {})
    with transaction.atomic():
        forget(at=at)
        return ImportRun.objects.create(
            kind=kind,
            file_name=name,
            sha256=_digest(upload),
            cells=sheet.as_data(),
            options=dict(options or {}),
            rows_read=len(reading.rows),
            rows_failed=len(reading.failed),
            by=by,
            at=at,
        )


@transaction.atomic
def choose(run_id: int, *, by: Any, options: Options) -> ImportRun:
    """Read a previewed sheet anew with what the person chose. Raises Refused where that makes no sense."""
    run = _take(run_id, by, RunState.PREVIEWED)
    run.options = dict(options)
    reading = reading_of(run)
    run.rows_read, run.rows_failed = len(reading.rows), len(reading.failed)
    run.save(update_fields=["options", "rows_read", "rows_failed"])
    return run


@transaction.atomic
def discard(run_id: int, *, by: Any) -> None:
    """Throw a preview away: of a sheet that was not confirmed nothing is kept."""
    _take(run_id, by, RunState.PREVIEWED).delete()


def forget(*, at: datetime) -> int:
    """Throw away what nobody confirmed within a day of its upload, whoever sent it; returns how many."""
    old = ImportRun.objects.filter(state=RunState.PREVIEWED, at__lt=at - FORGET)
    return int(old.delete()[0])


@handles("exchange.forget", at=time(3, 0), days=Days.EVERY_DAY)
def forget_previews(job: Job) -> dict[str, int]:
    """Every night, for whoever sent nothing since."""
    return {"forgotten": forget(at=job.nominal_at)}


@transaction.atomic
def confirm(run_id: int, *, by: Any, at: datetime) -> ImportRun:
    """Make the records of the good rows: all of them or none. Failed rows stay out and can be fetched as a sheet.

    The sheet is read once more, so that units added since the preview count. Raises PermissionDenied, TransitionRefused
    for a second confirmation, and Refused where no row is good or the drawer's service says no.
    """
    run = _take(run_id, by, RunState.PREVIEWED)
    reading = reading_of(run)
    if not reading.good:
        raise Refused(_("No row of the sheet could be read, so there is nothing to import."))
    made = READERS[run.kind].save(reading, run.options, by=by, on=timezone.localdate(at))
    run.made = [[record._meta.label, record.pk] for record in made]
    run.state, run.confirmed_at = RunState.CONFIRMED, at
    run.rows_read, run.rows_failed = len(reading.rows), len(reading.failed)
    event = audit.record(
        actor=by,
        verb="exchange.confirmed",
        subject=run,
        before=RunState.PREVIEWED,
        after=run.state,
        sha256=run.sha256,
        records=len(made),
        failed=run.rows_failed,
    )
    run.last_event = event.pk
    run.save(update_fields=["made", "state", "confirmed_at", "rows_read", "rows_failed", "last_event"])
    return run


@transaction.atomic
def undo(run_id: int, *, by: Any, at: datetime) -> ImportRun:
    """Take an import back within 24 hours: what it made is marked as deleted and can be restored.

    Raises PermissionDenied, and Refused when it is too late or when somebody has worked on a record since; the text
    says on which.
    """
    run = _take(run_id, by, RunState.CONFIRMED)
    if run.undo_until is None or at > run.undo_until:
        raise Refused(_("An import can be taken back for %(n)d hours; they have passed.") % {"n": UNDO_HOURS})
    if touched := worked_on(run):
        names = pgettext("between the items of a list", ", ").join(touched)
        raise Refused(
            _("Somebody has worked on what was imported since: %(names)s. The import cannot be taken back.")
            % {"names": names}
        )
    READERS[run.kind].check_undo((label, pk) for label, pk in run.made)
    for label in {label for label, _pk in run.made}:
        ids = [pk for made, pk in run.made if made == label]
        apps.get_model(label)._base_manager.filter(pk__in=ids).update(deleted_at=at)
    run.state, run.undone_at = RunState.UNDONE, at
    run.save(update_fields=["state", "undone_at"])
    audit.record(actor=by, verb="exchange.undone", subject=run, before=RunState.CONFIRMED, after=run.state)
    return run


def _take(run_id: int, by: Any, state: RunState) -> ImportRun:
    # The lock makes the second of two simultaneous confirmations see the first one's state.
    run: ImportRun = ImportRun.objects.select_for_update().get(pk=run_id)
    own = run.by_id == by.pk or (state == RunState.CONFIRMED and by.holds(PostKind.ADMINISTRATOR))
    if not own or not (READERS[run.kind].may(by) or by.holds(PostKind.ADMINISTRATOR)):
        raise PermissionDenied
    if run.state != state:
        raise TransitionRefused(_("This step is no longer possible: the record has moved on. Reload the page."))
    return run


def _checked_name(sent: str) -> str:
    name = unicodedata.normalize("NFC", sent.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    if PurePath(name).suffix.lower() in (".xlsm", ".xltm", ".xlsb"):
        raise Refused(
            _("The file carries macros. Save it as an ordinary workbook (.xlsx), without macros."), field="file"
        )
    if PurePath(name).suffix.lower() != ".xlsx":
        raise Refused(_("Only Excel workbooks of the kind .xlsx are read."), field="file")
    if len(name) > 200:
        raise Refused(_("The file name must have 1 to %(n)d characters.") % {"n": 200}, field="file")
    refuse_classified(PurePath(name).stem, field="file")
    return name


def _digest(upload: "File[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
