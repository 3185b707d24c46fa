"""Taking a backup: the database and the figures of one moment, then the files."""

import shutil
import tomllib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from secretariat.management.backup import content, files, server, shelf
from secretariat.management.backup.errors import BackupError
from secretariat.management.backup.manifest import DUMP, FILES, Archive, Manifest


def take(shelf_folder: Path, *, at: datetime) -> Path:
    """Write a backup into a new folder on the shelf, whole or not at all; returns the folder.

    Raises BackupError where a table is empty that never is: such a backup would only look like one.
    """
    folder = shelf_folder / shelf.name_of(at)
    part = shelf_folder / f".{folder.name}"
    if folder.exists():
        raise BackupError(_("%(folder)s exists already.") % {"folder": folder})
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        _write(part, at)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _write(folder: Path, at: datetime) -> None:
    here = server.server()
    found = _dump(here, folder / DUMP)
    # After the database: a file is written before the row that names it, and never changed.
    packed = files.pack(Path(settings.MEDIA_ROOT), folder / FILES)
    archives = {name: Archive((folder / name).stat().st_size, files.digest_of(folder / name)) for name in (DUMP, FILES)}
    Manifest(at, version(), here.version, here.database, _migrations(), found, packed, archives).write(folder)


def _dump(here: server.Server, archive: Path) -> content.Content:
    """The dump and the figures see the same moment: pg_dump joins the snapshot of our transaction."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        found = content.read(cursor)
        if empty := content.empty_ones(found):
            raise BackupError(
                _("No backup was made: %(tables)s must have rows and has none in the database %(name)s.")
                % {"tables": ", ".join(empty), "name": here.database}
            )
        left_out = [f"--exclude-table-data=public.{name}" for name in content.LEFT_OUT]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", *left_out]
        server.run("pg_dump", [*options, f"--file={archive}"], at=here)
    return found


def version() -> str:
    """The version of the program, as pyproject.toml has it."""
    facts = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(facts["project"]["version"])


def _migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied
