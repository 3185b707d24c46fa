"""Processes of the house as production runs them, on the test's own database and broker."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from tests.celery_worker import environment as test_environment
from tests.messages import ROOT
from tests.operation.compose import SERVICES

BIN = Path(sys.executable).parent
LONGEST = 60
SITE = "https://office.example.org"


def environment(folder: Path) -> dict[str, str]:
    """What the compose file gives a service, with secrets in files, and the servers of the test."""
    here = test_environment()
    facts = {
        "DEBUG": "false",
        "SITE_URL": SITE,
        "ALLOWED_HOSTS": "",
        "CSRF_TRUSTED_ORIGINS": "",
        "SECRET_KEY_FILE": secret(folder, "secret_key", "0123456789abcdef" * 4),
        "DATABASE_URL_FILE": secret(folder, "database_url", here["DATABASE_URL"]),
        "REDIS_URL": here["REDIS_URL"],
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL_FILE": secret(folder, "email_url", "smtp://mail.example.org:25\n"),
        "DEFAULT_FROM_EMAIL": "secretariat@example.org",
        "PASSWORD_PROFILE": "djbh",
        "CHAT_HOSTS": "",
        "SESSION_HOURS": "12",
        "SESSION_IDLE_MINUTES": "60",
        "VAR_DIR": str(folder / "var"),
        "FONT_DIR": str(folder / "fonts"),
    }
    assert facts.keys() == SERVICES["web"]["environment"].keys()
    # A warning of a library is a line in a log, not a failure of these tests.
    return {
        "HOME": str(folder),
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        **facts,
    }


def secret(folder: Path, name: str, text: str) -> str:
    """A secret in a file; returns the path."""
    (folder / name).write_text(text)
    return str(folder / name)


def run(command: Sequence[str], env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A command to its end."""
    return subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120
    )


@contextmanager
def running(command: Sequence[str], env: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A service with what it says on its stdout; at the end it must heed SIGTERM. Nothing lives longer than LONGEST."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    end = Timer(LONGEST, process.kill)
    end.start()
    try:
        yield process
    finally:
        process.terminate()
        try:
            # Shown by pytest where a test fails.
            sys.stdout.write(process.communicate(timeout=30)[0])
        finally:
            end.cancel()
            process.kill()
