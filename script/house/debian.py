"""Packages of Debian and its relatives: unpacked without root, installed with it."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory


class PackageError(Exception):
    """A package could not be fetched or installed; the text is apt's last line."""


def is_here() -> bool:
    """Whether this system has Debian's tools."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def unpack(package: str, names: Collection[str], *, into: Path) -> None:
    """Fetch a package and put the files of these names into a folder, each whole or not at all."""
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unpacking-", dir=into) as scratch:
        archive = _download(package, Path(scratch))
        try:
            _extract(archive, names, Path(scratch), into)
        except tarfile.TarError as error:
            raise PackageError(f"{archive.name} cannot be read ({error})") from error


def install(package: str) -> None:
    """Install a package with its dependencies; for root only."""
    try:
        _apt("install", "-y", "--no-install-recommends", package)
    except PackageError:
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", package)


def _extract(archive: Path, names: Collection[str], scratch: Path, into: Path) -> None:
    command, wanted = ["dpkg-deb", "--fsys-tarfile", str(archive)], set(names)
    with (
        # What follows the last of them (half of some packages) is not unpacked, and dpkg-deb would call that an error.
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as stream,
        tarfile.open(fileobj=stream.stdout, mode="r|") as tar,
    ):
        for member in tar:
            name = Path(member.name).name
            if member.isfile() and name in wanted and (content := tar.extractfile(member)):
                with (scratch / name).open("wb") as part:
                    shutil.copyfileobj(content, part)
                (scratch / name).replace(into / name)
                wanted.remove(name)
            if not wanted:
                break


def _download(package: str, folder: Path) -> Path:
    try:
        _apt("download", package, cwd=folder)
    except PackageError:
        # No or stale package lists: fetch some of our own, which needs no root and changes nothing of the system's.
        own = _own_lists(folder)
        _apt(*own, "update")
        _apt(*own, "download", package, cwd=folder)
    return next(folder.glob("*.deb"))


def _own_lists(folder: Path) -> list[str]:
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return [
        f"-oDir::State::Lists={folder}/lists",
        f"-oDir::Cache={folder}/cache",
        "-oDebug::NoLocking=1",
        "-oAPT::Sandbox::User=",
    ]


def _apt(*arguments: str, cwd: Path | None = None) -> None:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["apt-get", "-qq", *arguments], cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode:
        raise PackageError((done.stderr.strip() or done.stdout.strip() or "apt-get failed").splitlines()[-1])
