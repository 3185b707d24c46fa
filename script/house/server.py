"""Runs the house on one machine: `script/server`. Settings of its own: PORT (8000) and BIND (127.0.0.1)."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from script.house import assets, database, environment, foundation
from script.house.environment import BIN, ROOT, SetUpError
from script.house.processes import Household, stop_on_signals

ANSWERS_WITHIN = 60
WEB_THREADS = "8"


def main() -> int:
    """Set up, start, watch until Ctrl+C; the exit code says whether something went wrong."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    stop_on_signals()
    try:
        run(environment.var_dir(), bind=os.environ.get("BIND", "127.0.0.1"), port=read_port())
    except KeyboardInterrupt:
        print("Stopped.")
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"Set-up failed at: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1
    return 0


def run(var: Path, *, bind: str, port: int) -> None:
    """Everything from the folder to the running house; returns never, raises KeyboardInterrupt or SetUpError."""
    with environment.only_one(var / "server.lock", or_else=f"The house runs already on the data in {var}."):
        refuse_taken_port(bind, port)
        foundation.prepare()
        household = Household()
        with foundation.lasting_house(household, var) as env:
            env = {"SITE_URL": f"http://localhost:{port}"} | env
            assets.collect(env=env, var=var)
            database.fill_if_empty(env=env, logins=var / "logins.txt")
            start_processes(household, env=env, bind=bind, port=port, logs=var / "log")
            print(greeting(port=port, var=var))
            try:
                household.watch()
            except KeyboardInterrupt:
                print("Stopping …")
                raise


def start_processes(household: Household, *, env: Mapping[str, str], bind: str, port: int, logs: Path) -> None:
    """The web server first, so that its first page comes soon; then the worker and the clock."""
    # Celery warns of root on every start; here root runs its own trial.
    env = {"PYTHONWARNINGS": "ignore:::celery.platforms"} | dict(env)
    web: list[str | Path] = [
        BIN / "gunicorn",
        "secretariat.wsgi",
        "--bind",
        f"{bind}:{port}",
        "--worker-class",
        "gthread",
    ]
    web += ["--threads", WEB_THREADS, "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]
    celery: list[str | Path] = [BIN / "celery", "-q", "-A", "secretariat"]
    worker = [*celery, "worker", "-l", "WARNING", "-c", "2", "--without-gossip", "--without-mingle"]
    household.start("The web server", web, env=env, cwd=ROOT)
    wait_for_page(household, f"http://{'127.0.0.1' if bind == '0.0.0.0' else bind}:{port}/")
    household.start("The Celery worker", worker, env=env, cwd=ROOT, log=logs / "worker.log")
    clock = [*celery, "beat", "-l", "WARNING", "--pidfile="]
    household.start("The Celery clock", clock, env=env, cwd=ROOT, log=logs / "clock.log")


def wait_for_page(household: Household, url: str) -> None:
    """Return when the web server answers, even if it is to refuse."""
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline:
        household.check()
        try:
            urllib.request.urlopen(urllib.request.Request(url, headers={"Host": "localhost"}), timeout=30).close()
            return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            raise SetUpError(f"The web server answers {url} with {error.code}; see its messages above.") from error
        except OSError:
            time.sleep(0.05)
    raise SetUpError(f"The web server has not answered within {ANSWERS_WITHIN} s.")


def read_port() -> int:
    """PORT of the environment, 8000 if it is not set."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SetUpError(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def refuse_taken_port(bind: str, port: int) -> None:
    """Say at once what a web server would say only after the whole set-up."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise SetUpError(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} script/server"
            ) from error


def greeting(*, port: int, var: Path) -> str:
    """The address and where mails go, and the log-ins where the demo year is loaded."""
    logins = var / "logins.txt"
    known = f"{logins.read_text().strip()}\n\n" if logins.exists() else ""
    mails = "" if os.environ.get("EMAIL_URL") else f"Mails are printed to {var / 'log' / 'worker.log'}\n"
    return f"\n{known}{mails}Open http://localhost:{port}/   (Ctrl+C stops everything)\n"


if __name__ == "__main__":
    sys.exit(main())
