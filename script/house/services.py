"""The database and the broker for one run: those the environment names, or our own."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from script.house import postgres, valkey
from script.house.environment import Servers
from script.house.processes import Household


@contextmanager
def running(household: Household, *, data: Path | None, logs: Path, own: bool = False) -> Iterator[Servers]:
    """Start what DATABASE_URL and REDIS_URL do not name; `data` None means a database thrown away afterwards, and
    `own` that both are started whatever these name.

    All children of the household are stopped at the end: the services must outlive those that use them.
    """
    logs.mkdir(parents=True, exist_ok=True)
    run = private_folder()
    try:
        yield _start(household, data=data, logs=logs, run=run, named={} if own else os.environ)
    finally:
        household.stop()
        shutil.rmtree(run, ignore_errors=True)


def private_folder() -> Path:
    """A fresh folder for sockets. Its path is short, as a socket's must stay under 100 characters."""
    short = Path("/tmp")
    return Path(tempfile.mkdtemp(prefix="secretariat-", dir=short if os.access(short, os.W_OK) else None))


def _start(household: Household, *, data: Path | None, logs: Path, run: Path, named: Mapping[str, str]) -> Servers:
    database_url, redis_url = named.get("DATABASE_URL"), named.get("REDIS_URL")
    started = []
    if not database_url:
        log = logs / "postgres.log"
        place = data or run / "data"
        database, database_url = postgres.start(household, data=place, run=run, log=log, careless=data is None)
        started.append(lambda: postgres.wait(database, run=run, log=log))
    if not redis_url:
        broker, redis_url = valkey.start(household, run=run, log=logs / "valkey.log")
        started.append(lambda: valkey.wait(broker, url=redis_url or "", log=logs / "valkey.log"))
    for wait in started:
        wait()
    return Servers(database_url, redis_url)
