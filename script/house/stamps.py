"""What was done last time, so that a second start does nothing twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*, texts: Iterable[str] = (), files: Iterable[Path] = ()) -> str:
    """One fingerprint of texts and of the names and contents of files; the order of the files is of no account."""
    seen = hashlib.sha256()
    for text in texts:
        seen.update(f"{len(text)}:{text}".encode())
    for file in sorted(files):
        content = file.read_bytes()
        seen.update(f"{file}:{len(content)}:".encode())
        seen.update(content)
    return seen.hexdigest()


def is_current(stamp: Path, fingerprint: str) -> bool:
    """Whether the work behind this stamp was last done for this fingerprint."""
    return stamp.is_file() and stamp.read_text() == fingerprint


def write(stamp: Path, fingerprint: str) -> None:
    """Remember that the work is done; call it only when it is."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)


def files_below(*folders: Path) -> list[Path]:
    """Every file below the folders, hidden ones apart; a missing folder has none."""
    return [file for folder in folders for file in folder.rglob("[!.]*") if file.is_file()]
