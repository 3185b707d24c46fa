"""script/server for real: first start, second start, Ctrl+C, and one command beside it."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from script.house.environment import ROOT, font_dir

REDONE = re.compile(r"Creating|Installing|Fetching|Collecting|Migrating|Loading")


@pytest.fixture
def surroundings():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Not tmp_path: where root runs the tests, that is closed to the database's account.
    with tempfile.TemporaryDirectory(prefix="secretariat-house-") as var:
        Path(var).chmod(0o755)
        yield {
            "HOME": os.environ.get("HOME", "/"),
            "PATH": os.environ["PATH"],
            "VAR_DIR": var,
            "FONT_DIR": str(font_dir()),
            "PORT": str(port),
        }


@dataclass
class Run:
    said: str = ""
    page: int = 0
    seconds: float = 0.0
    beside: int = -1
    code: int | None = None


def run_once(surroundings, *, beside=()):
    """Start the house, open its first page, run a command beside it if there is one, press Ctrl+C."""
    run, began = Run(), time.monotonic()
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "start_new_session": True}
    with subprocess.Popen([ROOT / "script" / "server"], env=surroundings, **options) as house:
        for line in house.stdout:
            run.said += line
            if "Ctrl+C" in line:
                run.page, run.seconds = first_page(surroundings["PORT"]), time.monotonic() - began
                if beside:
                    run.beside = subprocess.run([ROOT / "script" / "manage", *beside], env=surroundings).returncode
                house.send_signal(signal.SIGINT)
    run.code = house.returncode
    return run


def first_page(port):
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=20) as page:
        return page.status


def processes_with(text):
    listed = subprocess.run(["ps", "-wweo", "pid,args"], capture_output=True, text=True).stdout
    return [line for line in listed.splitlines() if text in line]


@pytest.mark.slow
@pytest.mark.fault
def test_house_starts_starts_again_at_once_and_leaves_nothing(surroundings, faults):
    first, second = run_once(surroundings, beside=["check"]), run_once(surroundings)

    assert (first.page, first.beside, first.code) == (200, 0, 0), first.said
    assert (second.page, second.code) == (200, 0), second.said
    assert REDONE.findall(second.said) == []
    # On a machine busy with the other tests the time would say little.
    assert second.seconds < 5 or not faults
    assert (processes_with(surroundings["VAR_DIR"]), processes_with(f":{surroundings['PORT']}")) == ([], [])
