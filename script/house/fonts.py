"""The Chinese fonts of official papers, fetched at set-up; no font is part of the project."""

import shutil
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from script.house import debian

SYSTEM_FOLDERS = [Path(folder) for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texlive")]
RETRY_AFTER = 24 * 60 * 60


@dataclass(frozen=True)
class Face:
    """One face of a paper: what it is for, its files, and the Debian package that holds them."""

    use: str
    files: tuple[str, ...]
    package: str

    def missing_in(self, folder: Path) -> list[str]:
        return [name for name in self.files if not (folder / name).is_file()]


FACES = [
    Face("FangSong, the text of papers", ("FandolFang-Regular.otf",), "texlive-lang-chinese"),
    Face("Kai, second-level headings", ("LXGWWenKai-Regular.ttf", "LXGWWenKai-Light.ttf"), "fonts-lxgw-wenkai"),
    Face(
        "Song and Hei, mastheads and headings",
        ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
        "fonts-noto-cjk",
    ),
]


def provide(folder: Path, *, faces: Iterable[Face] = FACES, system_folders: Iterable[Path] = SYSTEM_FOLDERS) -> None:
    """Fill the folder from fonts the system has, else from Debian's packages; what stays missing is said, no error."""
    wanted = [face for face in faces if face.missing_in(folder)]
    tried = folder / ".tried"
    if not wanted or (tried.exists() and time.time() - tried.stat().st_mtime < RETRY_AFTER):
        return
    folder.mkdir(parents=True, exist_ok=True)
    _copy_from(system_folders, [name for face in wanted for name in face.missing_in(folder)], folder)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda face: _fetch(face, face.missing_in(folder), folder), wanted))
    tried.touch()


def _copy_from(system_folders: Iterable[Path], names: list[str], folder: Path) -> None:
    if not names:
        return
    for system in system_folders:
        for file in system.rglob("*.[ot]t[cf]"):
            if file.name in names and not (folder / file.name).exists():
                part = folder / f".{file.name}"
                shutil.copyfile(file, part)
                part.replace(folder / file.name)


def _fetch(face: Face, names: list[str], folder: Path) -> None:
    if not names:
        return
    reason = "this system has no apt-get"
    if debian.is_here():
        print(f"Fetching the font {face.use} (Debian's {face.package}, about 50 MB) …")
        try:
            debian.unpack(face.package, names, into=folder)
        except debian.PackageError as error:
            reason = str(error)
    if left := face.missing_in(folder):
        print(
            f"Font missing: {face.use} ({', '.join(left)}): {reason}.\n"
            "  Everything works without it, Word files too; PDFs use a stand-in, and without any Chinese font\n"
            f"  the PDF button says so. To add it, put the files into {folder}; another try is made after a day."
        )
