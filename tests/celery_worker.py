"""A real Celery worker on the test's own database and broker, to be used and to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection

from secretariat.celery import app

READY_WITHIN = 30


class Worker:
    """The process with its pool; both die together."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def kill(self) -> None:
        """kill -9, the pool included: nothing of it gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it the polite way, as an administrator would; what does not end in 20 s is killed."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def environment() -> dict[str, str]:
    """The environment in which another process works on this test's database and broker."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "secretariat.settings",
        "DATABASE_URL": urlunsplit(address),
        "REDIS_URL": settings.REDIS_URL,
    }


@contextmanager
def running_worker(*, concurrency: int = 1, **more: str) -> Iterator[Worker]:
    """Start `celery worker` and wait until it answers; `more` is added to its environment (EMAIL_URL, …).

    The test needs committed rows: `@pytest.mark.django_db(transaction=True)`.
    """
    name = f"test-{uuid4().hex[:8]}@localhost"
    options = ["-l", "WARNING", "-n", name, "-c", str(concurrency), "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "secretariat", "worker", *options],
        cwd=Path(__file__).parent.parent,
        env=environment() | more,
        start_new_session=True,
    )
    worker = Worker(process)
    try:
        wait_until_ready(process, name)
        yield worker
    finally:
        worker.stop()


def wait_until_ready(process: "subprocess.Popen[Any]", name: str) -> None:
    """Until the worker of this name answers."""
    deadline = time.monotonic() + READY_WITHIN
    while not app.control.ping([name], timeout=0.5):
        assert process.poll() is None, "the worker has ended"
        assert time.monotonic() < deadline, "the worker does not answer"
