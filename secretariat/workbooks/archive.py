"""The package of a workbook, judged before it is unpacked and measured while it is (ECMA-376 part 2)."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

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
_MAIN = b"spreadsheetml.sheet.main+xml"
_WORD, _SLIDES = b"wordprocessingml", b"presentationml"


class Package:
    """The parts of a workbook; all of them together give no more than MAX_UNPACKED bytes, whatever they claim."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._left = MAX_UNPACKED

    def has(self, part: str) -> bool:
        return part.lower() in self._names

    def stream(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises Refused where it is missing, damaged or too large."""
        try:
            with self._archive.open(self._names[part.lower()]) as source:
                while chunk := source.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large()
                    yield chunk
        except UNREADABLE as error:
            raise damaged() from error


def open_package(file: IO[bytes], size: int) -> Package:
    """The package of an uploaded .xlsx. Raises Refused for anything else, and says what it is."""
    if size == 0:
        raise refused(_("The file is empty."))
    if size > MAX_UPLOAD:
        raise refused(_("The file is larger than %(n)d MB. Make it smaller or split it.") % {"n": MAX_UPLOAD // MIB})
    _check_head(file)
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise damaged() from error
    _check_members(archive.infolist(), size)
    package = Package(archive)
    _check_types(package)
    return package


def damaged() -> Refused:
    """Something is broken inside."""
    return refused(_("The file is damaged and cannot be read. Open it in its program and save it again as .xlsx."))


def too_large() -> Refused:
    """It would unpack into more than a sheet of an office holds."""
    return refused(
        _("Unpacked, the file is larger than a sheet of an office can be (more than %(n)d MB). It was not read.")
        % {"n": MAX_UNPACKED // MIB}
    )


def refused(text: str) -> Refused:
    """The refusal belongs to the field of the file."""
    return Refused(text, field="file")


def _check_head(file: IO[bytes]) -> None:
    file.seek(0)
    head = file.read(8)
    if head == _OLE:
        raise refused(
            _("The file is protected by a password or of the old kind (.xls). Save it as .xlsx without a password.")
        )
    if not head.startswith(_ZIP):
        raise refused(_("This is not an Excel file (.xlsx), whatever its name says."))


def _check_directory(file: IO[bytes]) -> None:
    # The library keeps an object for every entry: a directory of a million entries must not reach it.
    end = file.seek(0, 2)
    file.seek(max(0, end - 22 - 65_535))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise damaged()
    entries, size = struct.unpack("<HL", tail[place + 10 : place + 16])
    if entries > MAX_MEMBERS or size > MIB or tail[max(0, place - 20) : place].startswith(_END_64):
        raise too_large()


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    if any(member.flag_bits & 0x1 for member in members):
        raise refused(_("The file is encrypted. Save it without a password."))
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or packed > size:
        raise too_large()
    if unpacked > HARMLESS and unpacked > MAX_RATIO * max(1, packed):
        raise too_large()
    if any(_is_macro(member.filename) for member in members):
        raise _macros()


def _is_macro(name: str) -> bool:
    last = name.lower().rsplit("/", 1)[-1]
    return last in {"vbaproject.bin", "vbadata.xml"} or "/macrosheets/" in name.lower()


def _macros() -> Refused:
    return refused(_("The file carries macros. Save it as an ordinary workbook (.xlsx), without macros."))


def _check_types(package: Package) -> None:
    if not package.has("[Content_Types].xml"):
        raise refused(_("This is not an Excel file (.xlsx), whatever its name says."))
    types = b"".join(_bounded(package.stream("[Content_Types].xml"), MIB))
    if b"macroEnabled" in types:
        raise _macros()
    if _MAIN not in types:
        if _WORD in types:
            raise refused(_("This is a Word document, not an Excel sheet, whatever its name says."))
        if _SLIDES in types:
            raise refused(_("This is a presentation, not an Excel sheet, whatever its name says."))
        raise refused(_("This is not an Excel file (.xlsx), whatever its name says."))


def _bounded(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    for chunk in chunks:
        limit -= len(chunk)
        if limit < 0:
            raise too_large()
        yield chunk
