"""The package of an office file, judged before it is unpacked and measured while it is (ECMA-376 part 2)."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.errors import Refused

MIB = 1024 * 1024
MAX_UPLOAD = 10 * MIB
MAX_UNPACKED = 50 * MIB
MAX_RATIO = 150
MAX_MEMBERS = 1_000
# A small file may be squeezed as much as it likes.
HARMLESS = 2 * MIB
CHUNK = 64 * 1024
# What the library raises on damaged or unknown archives.
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_SHEET, _WORD, _SLIDES = b"spreadsheetml", b"wordprocessingml", b"presentationml"


@dataclass(frozen=True)
class Kind:
    """What an upload is to be, and the words for what it is instead; `mistaken` knows other kinds by their types."""

    main: bytes
    foreign: Any
    protected: Any
    macros: Any
    damaged: Any
    too_large: Any
    mistaken: tuple[tuple[bytes, Any], ...]


WORKBOOK = Kind(
    main=b"spreadsheetml.sheet.main+xml",
    foreign=gettext_lazy("This is not an Excel file (.xlsx), whatever its name says."),
    protected=gettext_lazy(
        "The file is protected by a password or of the old kind (.xls). Save it as .xlsx without a password."
    ),
    macros=gettext_lazy("The file carries macros. Save it as an ordinary workbook (.xlsx), without macros."),
    damaged=gettext_lazy("The file is damaged and cannot be read. Open it in its program and save it again as .xlsx."),
    too_large=gettext_lazy(
        "Unpacked, the file is larger than a sheet of an office can be (more than %(n)d MB). It was not read."
    ),
    mistaken=(
        (_WORD, gettext_lazy("This is a Word document, not an Excel sheet, whatever its name says.")),
        (_SLIDES, gettext_lazy("This is a presentation, not an Excel sheet, whatever its name says.")),
    ),
)
DOCUMENT = Kind(
    main=b"wordprocessingml.document.main+xml",
    foreign=gettext_lazy("This is not a Word document (.docx), whatever its name says."),
    protected=gettext_lazy(
        "The file is protected by a password or of an old kind (.doc, .wps). Save it as .docx without a password."
    ),
    macros=gettext_lazy("The file carries macros. Save it as an ordinary document (.docx), without macros."),
    damaged=gettext_lazy("The file is damaged and cannot be read. Open it in its program and save it again as .docx."),
    too_large=gettext_lazy(
        "Unpacked, the file is larger than a document can be (more than %(n)d MB). It was not read. Paste the text."
    ),
    mistaken=(
        (_SHEET, gettext_lazy("This is an Excel sheet, not a Word document, whatever its name says.")),
        (_SLIDES, gettext_lazy("This is a presentation, not a Word document, whatever its name says.")),
    ),
)


class Package:
    """The parts of an office file; all of them together give no more than MAX_UNPACKED bytes, whatever they claim."""

    def __init__(self, archive: zipfile.ZipFile, kind: Kind = WORKBOOK) -> None:
        self._archive, self.kind = archive, kind
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._left = MAX_UNPACKED

    def has(self, part: str) -> bool:
        return part.lower() in self._names

    def named(self, beginning: str) -> list[str]:
        """The parts whose names begin like this, in order."""
        return sorted(name for name in self._names if name.startswith(beginning))

    def stream(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises Refused where it is missing, damaged or too large."""
        try:
            with self._archive.open(self._names[part.lower()]) as source:
                while chunk := source.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large(self.kind)
                    yield chunk
        except UNREADABLE as error:
            raise damaged(self.kind) from error


def open_package(file: IO[bytes], size: int, kind: Kind = WORKBOOK) -> Package:
    """The package of an uploaded file of a kind. Raises Refused for anything else, and says what it is."""
    if size == 0:
        raise refused(_("The file is empty."))
    if size > MAX_UPLOAD:
        raise refused(_("The file is larger than %(n)d MB. Make it smaller or split it.") % {"n": MAX_UPLOAD // MIB})
    _check_head(file, kind)
    _check_directory(file, kind)
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise damaged(kind) from error
    _check_members(archive.infolist(), size, kind)
    package = Package(archive, kind)
    _check_types(package)
    return package


def damaged(kind: Kind = WORKBOOK) -> Refused:
    """Something is broken inside."""
    return refused(str(kind.damaged))


def too_large(kind: Kind = WORKBOOK) -> Refused:
    """It would unpack into more than such a file of an office holds."""
    return refused(str(kind.too_large) % {"n": MAX_UNPACKED // MIB})


def refused(text: str) -> Refused:
    """The refusal belongs to the field of the file."""
    return Refused(text, field="file")


def _check_head(file: IO[bytes], kind: Kind) -> None:
    file.seek(0)
    head = file.read(8)
    if head == _OLE:
        raise refused(str(kind.protected))
    if not head.startswith(_ZIP):
        raise refused(str(kind.foreign))


def _check_directory(file: IO[bytes], kind: Kind) -> None:
    # The library keeps an object for every entry: a directory of a million entries must not reach it.
    end = file.seek(0, 2)
    file.seek(max(0, end - 22 - 65_535))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise damaged(kind)
    entries, size = struct.unpack("<HL", tail[place + 10 : place + 16])
    if entries > MAX_MEMBERS or size > MIB or tail[max(0, place - 20) : place].startswith(_END_64):
        raise too_large(kind)


def _check_members(members: list[zipfile.ZipInfo], size: int, kind: Kind) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise refused(_("The file is encrypted. Save it without a password."))
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or packed > size:
        raise too_large(kind)
    if unpacked > HARMLESS and unpacked > MAX_RATIO * max(1, packed):
        raise too_large(kind)
    if any(_is_macro(member.filename) for member in members):
        raise refused(str(kind.macros))


def _is_macro(name: str) -> bool:
    last = name.lower().rsplit("/", 1)[-1]
    return last in {"vbaproject.bin", "vbadata.xml"} or "/macrosheets/" in name.lower()


def _check_types(package: Package) -> None:
    kind = package.kind
    if not package.has("[Content_Types].xml"):
        raise refused(str(kind.foreign))
    types = b"".join(_bounded(package.stream("[Content_Types].xml"), MIB, kind))
    if b"macroEnabled" in types:
        raise refused(str(kind.macros))
    if kind.main not in types:
        words = next((words for mark, words in kind.mistaken if mark in types), kind.foreign)
        raise refused(str(words))


def _bounded(chunks: Iterator[bytes], limit: int, kind: Kind) -> Iterator[bytes]:
    for chunk in chunks:
        limit -= len(chunk)
        if limit < 0:
            raise too_large(kind)
        yield chunk
