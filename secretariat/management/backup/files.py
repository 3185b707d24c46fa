"""The files of the house as one archive, each with its SHA-256."""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.db.models import FileField

BLOCK = 1024 * 1024


class Listener:
    """A file that is digested while somebody else reads it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


def pack(root: Path, archive: Path) -> dict[str, str]:
    """Put all files below `root` into the archive; returns SHA-256 by path."""
    digests = {}
    with tarfile.open(archive, "w") as tar:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            name = path.relative_to(root).as_posix()
            with path.open("rb") as file:
                heard = Listener(file)
                tar.addfile(tar.gettarinfo(arcname=name, fileobj=file), heard)  # type: ignore[arg-type]
            digests[name] = heard.digest.hexdigest()
    return digests


def digests_in(archive: Path) -> dict[str, str]:
    """SHA-256 by path of what the archive holds."""
    with tarfile.open(archive) as tar:
        return {member.name: _digest(tar.extractfile(member)) for member in tar if member.isfile()}


def unpack(archive: Path, root: Path) -> None:
    """Put the files back below `root`. Raises tarfile.TarError, before any is written, where one would leave it."""
    within = root.resolve()
    # Filters of tarfile would say the same, but Python 3.11 has them from its fourth release on only.
    with tarfile.open(archive) as tar:
        places = {member: (within / member.name).resolve() for member in tar if member.isfile()}
        if astray := [member.name for member, place in places.items() if not place.is_relative_to(within)]:
            raise tarfile.TarError(f"{astray[0]} would lie outside of {root}")
        within.mkdir(parents=True, exist_ok=True)
        for member, place in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                shutil.copyfileobj(tar.extractfile(member), file, BLOCK)  # type: ignore[arg-type]


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return _digest(file)


def named_in(cursor: Any) -> Iterator[str]:
    """The files that rows speak of: every file column of every model."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                cursor.execute(
                    f'SELECT "{field.column}" FROM public."{model._meta.db_table}" WHERE "{field.column}" <> \'\''
                )
                yield from (name for (name,) in cursor.fetchall())


def _digest(file: IO[bytes] | None) -> str:
    digest = hashlib.sha256()
    while file and (block := file.read(BLOCK)):
        digest.update(block)
    return digest.hexdigest()
