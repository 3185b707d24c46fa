"""Whether a file is what its name says, judged by its bytes; pure, nothing of it is executed or unpacked to disk."""

import zipfile
import zlib
from collections.abc import Callable
from typing import IO

_MIB = 1024 * 1024
_MAX_MEMBERS = 5_000
_MAX_UNPACKED = 300 * _MIB
# What the library raises on damaged, encrypted or unknown archives.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
)
_TEXT_ENCODINGS = ("utf-8-sig", "gb18030")
_TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}

File = IO[bytes]


def is_pdf(file: File) -> bool:
    """PDF: its mark at the head, the end mark near the end (ISO 32000-1 §7.5.2, §7.5.5)."""
    return _head(file, 5) == b"%PDF-" and b"%%EOF" in _tail(file, 2048)


def is_png(file: File) -> bool:
    """PNG: signature, header chunk, end chunk (RFC 2083 §3.1, §4.1)."""
    head = _head(file, 16)
    return head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:] == b"IHDR" and b"IEND" in _tail(file, 64)


def is_jpeg(file: File) -> bool:
    """JPEG: start of image with the next marker, end of image near the end; cameras append a little."""
    return _head(file, 3) == b"\xff\xd8\xff" and b"\xff\xd9" in _tail(file, 4096)


def is_docx(file: File) -> bool:
    """Word document without macros (ECMA-376)."""
    return _is_office(file, "word/document.xml", b"wordprocessingml.document.main+xml")


def is_xlsx(file: File) -> bool:
    """Excel workbook without macros (ECMA-376)."""
    return _is_office(file, "xl/workbook.xml", b"spreadsheetml.sheet.main+xml")


def is_text(file: File) -> bool:
    """Plain text in UTF-8 or GB 18030, without control characters."""
    file.seek(0)
    content = file.read()
    return _TEXT_CONTROLS.isdisjoint(content) and any(_decodes(content, encoding) for encoding in _TEXT_ENCODINGS)


STRUCTURE: dict[str, Callable[[File], bool]] = {
    "pdf": is_pdf,
    "docx": is_docx,
    "xlsx": is_xlsx,
    "png": is_png,
    "jpg": is_jpeg,
    "txt": is_text,
}


def _is_office(file: File, main: str, content_type: bytes) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _is_harmless(archive, main) and content_type in _types(archive)
    except _UNREADABLE:
        return False


def _is_harmless(archive: zipfile.ZipFile, main: str) -> bool:
    members = archive.infolist()
    # Sizes as the directory states them: a bomb that lies about them is stopped by whoever unpacks it.
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED:
        return False
    names = {member.filename for member in members}
    return main in names and not any(_is_macro(name) for name in names)


def _is_macro(name: str) -> bool:
    return name.lower().rsplit("/", 1)[-1] in {"vbaproject.bin", "vbadata.xml"}


def _types(archive: zipfile.ZipFile) -> bytes:
    with archive.open("[Content_Types].xml") as part:
        content = part.read(_MIB + 1)
    return b"" if len(content) > _MIB or b"macroEnabled" in content else content


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _head(file: File, size: int) -> bytes:
    file.seek(0)
    return file.read(size)


def _tail(file: File, size: int) -> bytes:
    end = file.seek(0, 2)
    file.seek(max(0, end - size))
    return file.read(size)
