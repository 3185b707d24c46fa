"""script/server for real: first start, second start, Ctrl+C, and one command beside it."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from script.house.environment import ROOT, font_dir

REDONE = re.compile(r"Creating|Installing|Fetching|Collecting|Migrating|Loading")


@pytest.fixture
def surroundings(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        "HOME": os.environ.get("HOME", "/"),
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "FONT_DIR": str(font_dir()),
        "PORT": str(port),
    }


def run_once(surroundings):
    """Start, ask for the first page, press Ctrl+C; returns what was said, the page's status, the seconds to it, …"""
    began = time.monotonic()
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([ROOT / "script" / "server"], env=surroundings, start_new_session=True, **options) as house:
        said = ""
        for line in house.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        status = first_page(surroundings["PORT"]) if house.poll() is None else None
        seconds = time.monotonic() - began
        beside = subprocess.run([ROOT / "script" / "manage", "check"], env=surroundings, capture_output=True, text=True)
        house.send_signal(signal.SIGINT)
        said += house.stdout.read()
    return said, status, seconds, beside.returncode, house.returncode


def first_page(port):
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=20) as page:
        return page.status


def processes_with(text):
    listed = subprocess.run(["ps", "-wweo", "pid,args"], capture_output=True, text=True).stdout
    return [line for line in listed.splitlines() if text in line]


@pytest.mark.fault
def test_house_starts_starts_again_at_once_and_leaves_nothing(surroundings, faults):
    first, *first_facts = run_once(surroundings)
    second, status, seconds, beside, code = run_once(surroundings)

    assert (first_facts[0], first_facts[2:], "Stopped." in first) == (200, [0, 0], True), first
    assert (status, beside, code, REDONE.findall(second)) == (200, 0, 0, []), second
    # On a machine busy with the other tests the time would say little.
    assert seconds < 5 or not faults
    assert (processes_with(surroundings["VAR_DIR"]), processes_with(f":{surroundings['PORT']}")) == ([], [])
