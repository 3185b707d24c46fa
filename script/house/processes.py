"""Child processes that start in order, are watched together, and never outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from script.house.environment import SetUpError

PR_SET_PDEATHSIG = 1
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Child:
    """A running process and the way it is asked to end."""

    name: str
    process: "subprocess.Popen[bytes]"
    stop_signal: int
    patience: float
    log: Path | None

    def stop(self) -> None:
        """Ask, wait `patience` seconds, then kill whatever is left of its process group."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(self.patience)
            except subprocess.TimeoutExpired:
                print(f"{self.name} did not end within {self.patience:g} s and is killed.", file=sys.stderr)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Household:
    """The children in the order of their birth; the youngest leaves first, the database last."""

    children: list[Child] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        cwd: Path,
        uid: int | None = None,
        gid: int | None = None,
        log: Path | None = None,
        stop_signal: int = signal.SIGTERM,
        patience: float = 8,
    ) -> Child:
        """Start a process in a group of its own, so that Ctrl+C in the terminal reaches the parent alone.

        What it says goes to the `log`, begun anew, or to our own output.
        """
        with log.open("wb") if log else nullcontext() as output:
            process = _spawn(command, env=env, cwd=cwd, uid=uid, gid=gid, output=output)
        child = Child(name, process, stop_signal, patience, log)
        self.children.append(child)
        return child

    def watch(self) -> None:
        """Return never while all children live; raise SetUpError when one has ended."""
        while True:
            self.check()
            time.sleep(0.5)

    def check(self) -> None:
        """Raise SetUpError if a child has ended."""
        for child in self.children:
            if (code := child.process.poll()) is not None:
                where = f"; see {child.log}" if child.log else ""
                raise SetUpError(f"{child.name} has ended (exit code {code}); everything else is stopped{where}.")

    def stop(self) -> None:
        """Stop all, the youngest first; a second Ctrl+C does not interrupt it."""
        before = {name: signal.signal(name, signal.SIG_IGN) for name in ENDING}
        while self.children:
            self.children.pop().stop()
        for name, handler in before.items():
            signal.signal(name, handler)


def _spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    uid: int | None,
    gid: int | None,
    output: IO[bytes] | None,
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        user=uid,
        group=gid,
        extra_groups=None if uid is None else [],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def stop_on_signals() -> None:
    """Make SIGTERM and a closed terminal end the program as Ctrl+C does."""
    for name in ENDING:
        # A shell's background job is born deaf to SIGINT, and shall hear it; with nohup it is deaf to SIGHUP by intent.
        if name != signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _die_with_parent() -> None:
    # Even a parent that was killed -9 leaves nothing running: the kernel sends the child its signal.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
