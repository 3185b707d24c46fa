"""The database brought up to date, and filled with the demo year when it is empty."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from script.house import stamps
from script.house.environment import ROOT

PEOPLE = "secretariat_user"


def bring_up_to_date(*, env: Mapping[str, str], data: Path | None) -> None:
    """Migrate; where the data is our own (its folder is given), only if something has changed since the last time."""
    if data is None:
        _migrate(env)
        return
    stamp = data.with_suffix(".migrated")
    files = [*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.lock"]
    # The birth of the data is part of it: whoever deletes the data need not know of the stamp.
    wanted = stamps.digest(texts=[str((data / "PG_VERSION").stat().st_mtime_ns)], files=files)
    if not stamps.is_current(stamp, wanted):
        _migrate(env)
        stamps.write(stamp, wanted)


def fill_if_empty(*, env: Mapping[str, str], logins: Path) -> None:
    """Load the demo year into a database without people; what it says (the log-ins) is kept to be shown again."""
    if not _is_empty(env["DATABASE_URL"]):
        return
    print("Loading the demo year …")
    said = _manage("demo", env=env)
    logins.touch(mode=0o600)
    logins.write_text(said)


def _migrate(env: Mapping[str, str]) -> None:
    print("Migrating the database …")
    _manage("migrate", "--noinput", "-v0", env=env)


def _is_empty(url: str) -> bool:
    with psycopg.connect(_for_libpq(url)) as connection:
        found = connection.execute(f"SELECT EXISTS (SELECT FROM {PEOPLE})").fetchone()
    return not (found and found[0])


def _for_libpq(url: str) -> str:
    # Settings know a few more names for the scheme than libpq does.
    return "postgresql" + url[url.index("://") :]


def _manage(*arguments: str, env: Mapping[str, str]) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
