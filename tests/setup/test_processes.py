"""Child processes: watched together, stopped together, never left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from script.house.environment import ROOT, SetUpError
from script.house.processes import Household

# A child that will not listen, with a child of its own.
STUBBORN = "trap '' TERM; sleep 600 & echo $! > grandchild; echo ready > started; wait; sleep 600"
ORPHANS = """
import os, pathlib, signal, sys
from script.house.processes import Household, stop_on_signals
stop_on_signals()
child = Household().start("child", ["sleep", "600"], env=dict(os.environ), cwd=pathlib.Path("/"))
print(child.process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def household():
    house = Household()
    yield house
    house.stop()


def start(household, tmp_path, script, **options):
    return household.start("child", ["sh", "-c", script], env=dict(os.environ), cwd=tmp_path, **options)


def wait_for(condition):
    # Another process changes what we look at; the test's own time-out is the limit.
    while not condition():
        os.sched_yield()


def is_gone(pid):
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_child_that_ended_is_named(household, tmp_path):
    start(household, tmp_path, "exit 3").process.wait()

    with pytest.raises(SetUpError, match=r"child has ended \(exit code 3\)"):
        household.check()


def test_log_of_a_child_that_ended_is_named_and_begun_anew(household, tmp_path):
    log = tmp_path / "child.log"
    log.write_text("of the last time")
    start(household, tmp_path, "echo broken >&2; exit 1", log=log).process.wait()

    with pytest.raises(SetUpError, match=r"see .*child\.log"):
        household.check()
    assert log.read_text() == "broken\n"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_stubborn_child_is_killed_with_its_own_children(household, tmp_path):
    child = start(household, tmp_path, STUBBORN, patience=0.2)
    wait_for((tmp_path / "started").exists)

    household.stop()

    grandchild = int((tmp_path / "grandchild").read_text())
    assert (child.process.returncode, household.children) == (-signal.SIGKILL, [])
    wait_for(lambda: is_gone(grandchild))


def test_youngest_child_is_stopped_first(household, tmp_path):
    for name in ("old", "young"):
        start(
            household, tmp_path, f"trap 'echo {name} >> order; exit' TERM; touch {name}; while :; do sleep 0.02; done"
        )
        wait_for((tmp_path / name).exists)

    household.stop()

    assert (tmp_path / "order").read_text().split() == ["young", "old"]


def test_stopping_gives_the_signals_back(household):
    before = signal.getsignal(signal.SIGINT)

    household.stop()

    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.fault
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise to Linux programs")
def test_children_of_a_killed_parent_are_gone():
    parent = subprocess.run([sys.executable, "-c", ORPHANS], cwd=ROOT, capture_output=True, text=True)

    assert parent.returncode == -signal.SIGKILL
    wait_for(lambda: is_gone(int(parent.stdout)))
