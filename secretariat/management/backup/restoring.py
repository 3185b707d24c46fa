"""Restoring a backup, and comparing what came out with what went in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql

from secretariat.management.backup import content, files, server
from secretariat.management.backup.content import Table
from secretariat.management.backup.errors import BackupError
from secretariat.management.backup.manifest import DUMP, FILES, Manifest

# Any number will do, as long as two drills use the same.
DRILL_LOCK = 20_261_123


@dataclass(frozen=True)
class Line:
    """One table: what the manifest says, what was found, and whether it is the same."""

    table: str
    said: Table | None
    found: Table | None

    @property
    def is_same(self) -> bool:
        return self.said == self.found


def damaged_archives(manifest: Manifest, folder: Path) -> list[str]:
    """What is wrong with the files of the backup, before anything is read from them."""
    wrong = []
    for name in (DUMP, FILES):
        said = manifest.archives.get(name)
        if said is None or not (folder / name).is_file():
            wrong.append(_("%(name)s is missing.") % {"name": name})
        elif said.sha256 != files.digest_of(folder / name):
            wrong.append(_("%(name)s was changed after the backup.") % {"name": name})
    return wrong


def restore_rows(folder: Path, *, into: server.Server) -> None:
    """Restore the dump into an empty database, in one transaction."""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    server.run("pg_restore", [*options, str(folder / DUMP)], at=into)


def compare_rows(manifest: Manifest, cursor: Any) -> list[Line]:
    """Every table of the manifest and of the database, in the order of the alphabet."""
    said, found = manifest.content.tables, content.read(cursor).tables
    return [Line(name, said.get(name), found.get(name)) for name in sorted({*said, *found})]


def other_differences(manifest: Manifest, cursor: Any, *, archived: dict[str, str]) -> list[str]:
    """What differs beside the rows: empty tables, structure, files against manifest, files that rows speak of."""
    found = content.read(cursor)
    wrong = [_("%(table)s is empty and never is.") % {"table": name} for name in content.empty_ones(found)]
    for kind, number in manifest.content.structure.items():
        if found.structure[kind] != number:
            facts = {"kind": kind, "said": number, "found": found.structure[kind]}
            wrong.append(_("Structure, %(kind)s: %(said)d expected, %(found)d found.") % facts)
    for name in sorted({*manifest.files, *archived}):
        if manifest.files.get(name) != archived.get(name):
            wrong.append(_("File %(name)s is missing or changed.") % {"name": name})
    unpacked = sorted({*files.named_in(cursor)} - {*archived})
    return wrong + [_("A row speaks of the file %(name)s, which is not in the backup.") % {"name": n} for n in unpacked]


def is_empty(at: server.Server) -> bool:
    """Whether the database has no table yet."""
    with at.connect() as connection, connection.cursor() as cursor:
        return not content.table_names(cursor)


@contextmanager
def scratch_database(here: server.Server) -> Iterator[server.Server]:
    """An empty database beside the real one, dropped at the end; one drill at a time."""
    scratch = here.other(f"{here.database[:45]}_restore_drill")
    name = sql.Identifier(scratch.database)
    with here.connect(autocommit=True) as keeper:
        if keeper.execute("SELECT pg_try_advisory_lock(%s)", [DRILL_LOCK]).fetchone() != (True,):
            raise BackupError(_("Another drill is running."))
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name)
        try:
            # One that was killed leaves its database behind.
            keeper.execute(drop)
            keeper.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(name))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(
                _("The drill needs a database of its own: ALTER ROLE %(role)s CREATEDB.") % {"role": keeper.info.user}
            ) from error
        try:
            yield scratch
        finally:
            keeper.execute(drop)
