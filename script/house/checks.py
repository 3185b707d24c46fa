"""Runs every check of the project on throw-away data: `script/test`."""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from script.house import browser, environment, foundation, postgres, services
from script.house.environment import BIN, ROOT, SetUpError
from script.house.processes import Household, stop_on_signals

PROCESSES = "2"


@dataclass(frozen=True)
class Check:
    """One command that must succeed."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What came of a check, and after how many seconds."""

    name: str
    passed: bool
    seconds: float


# A check that goes on by itself; it ends with a result and what was said.
Ended = Future[tuple[Result, str]]
MIGRATE = Check("all migrations", ("python", "manage.py", "migrate", "--verbosity", "0"))
# It takes longest of the checks before pytest and nothing waits for it: it takes what time the others leave.
# All it makes stays until it ends: to look through that for garbage takes a fifth of its time.
_MYPY = "import gc; gc.disable(); from mypy.__main__ import console_entry; console_entry()"
MYPY = Check("mypy", ("python", "-c", _MYPY, "--no-error-summary"))
# Where every run is the first there is nothing to learn for the next, and to write it takes a tenth of the time.
FORGETFUL = ("--cache-dir", os.devnull)
PATIENT = ("nice", "-n", "19")


def main() -> int:
    """Set up, run the checks, print a line for each; exit code 1 if any failed."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    stop_on_signals()
    began = time.monotonic()
    try:
        results = run(choose(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    print(summary(results, time.monotonic() - began))
    return 0 if all(result.passed for result in results) else 1


def choose(arguments: Sequence[str]) -> list[Check]:
    """Everything, or with arguments (--faults apart) only pytest on them."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--faults", action="store_true")
    known, others = parser.parse_known_args(arguments)
    faults = ["--faults"] if known.faults else []
    if others:
        return [Check("pytest", ("pytest", *others, *faults))]
    return [
        Check("ruff check", ("ruff", "check", "--quiet")),
        Check("ruff format", ("ruff", "format", "--check", "--quiet")),
        Check("import contracts", ("lint-imports", "--no-cache")),
        *([] if os.environ.get("DATABASE_URL") else [MIGRATE]),
        MYPY,
        Check("pytest", ("pytest", "-q", "-n", PROCESSES, "--maxschedchunk=1", "--durations=25", *faults)),
    ]


def run(checks: Sequence[Check]) -> list[Result]:
    """Run all checks, whatever becomes of the ones before, beside a database and a broker of their own; the last one
    after all others but mypy, which goes on beside it."""
    var = Path(tempfile.mkdtemp(prefix="secretariat-test-"))
    try:
        with ThreadPoolExecutor() as pool:
            # Only the tests need it, and where it is missing it takes as long as all that stands before them.
            chromium = pool.submit(browser.provide)
            foundation.prepare()
            return run_beside_servers(checks, var, chromium)
    finally:
        shutil.rmtree(var, ignore_errors=True)


def run_beside_servers(checks: Sequence[Check], var: Path, chromium: Future[None]) -> list[Result]:
    with services.running(Household(), data=None, logs=var / "log") as servers, side_by_side() as start:
        env = environment.for_django(secret=secrets.token_urlsafe(50), var=var, servers=servers) | browser_rule()
        *before, last = checks
        running = [(check, start(check, env)) for check in before]
        results = [told(ended) for check, ended in running if check is not MYPY]
        # Each test process copies what was migrated once.
        migrated = any(result.passed for result in results if result.name == MIGRATE.name)
        template = {"TEMPLATE_DATABASE": postgres.DATABASE} if migrated else {}
        chromium.result()
        done = run_one(last, env | template)
        return [*results, *(told(ended) for check, ended in running if check is MYPY), done]


@contextmanager
def side_by_side() -> Iterator[Callable[[Check, Mapping[str, str]], Ended]]:
    """What starts checks that go on by themselves; whatever still runs at the end of the block is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(check: Check, env: Mapping[str, str]) -> Ended:
        pipe, line = subprocess.PIPE, [*(PATIENT if check is MYPY else ()), *line_of(check)]
        running.append(subprocess.Popen(line, cwd=ROOT, env=env, stdout=pipe, stderr=subprocess.STDOUT, text=True))
        return pool.submit(watch, check, running[-1], time.monotonic())

    with ThreadPoolExecutor() as pool:
        try:
            yield start
        finally:
            for process in running:
                process.kill()


def watch(check: Check, process: subprocess.Popen[str], began: float) -> tuple[Result, str]:
    said = process.communicate()[0]
    return Result(check.name, process.returncode == 0, time.monotonic() - began), said


def told(ended: Ended) -> Result:
    """What came of a check that went on by itself; what it said is printed."""
    result, said = ended.result()
    print(f"{heading(result.name)}\n{said}", end="")
    return result


def run_one(check: Check, env: Mapping[str, str]) -> Result:
    print(heading(check.name))
    began = time.monotonic()
    done = subprocess.run(line_of(check), cwd=ROOT, env=env)
    return Result(check.name, done.returncode == 0, time.monotonic() - began)


def line_of(check: Check) -> list[Path | str]:
    return [BIN / check.command[0], *check.command[1:], *(FORGETFUL if check is MYPY and in_ci() else ())]


def heading(name: str) -> str:
    return f"── {name} " + "─" * (76 - len(name))


def summary(results: Sequence[Result], seconds: float) -> str:
    """One line per check, and one for all; some ran side by side, so that their seconds do not add up."""
    lines = [f"{'passed' if r.passed else 'FAILED'}  {r.seconds:6.1f} s  {r.name}" for r in results]
    failed = sum(not result.passed for result in results)
    verdict = f"{failed} of {len(results)} FAILED" if failed else "All passed"
    return "\n".join(["─" * 80, *lines, f"{verdict} in {seconds:.0f} s."])


def browser_rule() -> dict[str, str]:
    """In CI a missing browser is a failure, not a gap."""
    return {"BROWSER": "required"} if in_ci() else {}


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


if __name__ == "__main__":
    sys.exit(main())
