"""Where things are, and the environment that Django's settings read."""

import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# Held by whoever sets up: two commands at once in one folder must not write the same files.
SET_UP = ROOT / ".venv" / "set-up.lock"


class SetUpError(Exception):
    """The set-up cannot go on; the text says why and what to do."""


@dataclass(frozen=True)
class Servers:
    """The addresses of the database and the broker."""

    database_url: str
    redis_url: str


def var_dir() -> Path:
    """The folder of everything that lasts (VAR_DIR, or var/ in the project)."""
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def font_dir() -> Path:
    """The folder of the Chinese fonts (FONT_DIR, or fonts/ in VAR_DIR)."""
    return Path(os.environ.get("FONT_DIR") or var_dir() / "fonts").resolve()


def secret_key(var: Path) -> str:
    """SECRET_KEY of the environment, or the one drawn at the first start and kept for its owner alone."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    file = var / "secret-key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    return file.read_text()


def for_django(*, secret: str, var: Path, servers: Servers) -> dict[str, str]:
    """This process's environment with what the settings must have; DEBUG and the rest pass through."""
    return os.environ | {
        "SECRET_KEY": secret,
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "VAR_DIR": str(var),
        "FONT_DIR": str(font_dir()),
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def noted(file: Path, servers: Servers) -> Iterator[None]:
    """While it lasts, the file tells other commands of the same owner where the servers are."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
        json.dump(asdict(servers), new)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


@contextmanager
def only_one(file: Path, *, or_else: str | None = None) -> Iterator[None]:
    """Hold a file's lock; when another process has it, wait, or refuse with the text of `or_else`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as held:
        try:
            flock(held, LOCK_EX | (LOCK_NB if or_else else 0))
        except BlockingIOError:
            raise SetUpError(or_else) from None
        yield
