"""Taking a file in: by name, size and structure, or not at all."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.attachments.models import Attachment, stored_name
from secretariat.attachments.structure import STRUCTURE
from secretariat.audit import services as audit
from secretariat.audit.labels import register, register_group
from secretariat.classified import refuse_classified
from secretariat.errors import Refused

register_group("attachment", gettext_lazy("Files"))
register("attachment.added", gettext_lazy("added a file"))

MAX_MIB = 20
_MAX_NAME = 200
_ENDINGS = {"jpeg": "jpg"}


# The files that are being written, for whoever has to take them back.
_written: ContextVar[list[Attachment] | None] = ContextVar("attachments_written", default=None)


@contextmanager
def no_file_without_its_row() -> Iterator[None]:
    """Round a transaction that attaches files: where it fails, the files that it wrote go with its rows."""
    outer, inner = _written.get(), list[Attachment]()
    token = _written.set(inner)
    try:
        yield
    except BaseException:
        for attachment in inner:
            attachment.file.storage.delete(stored_name(attachment, attachment.name))
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer.extend(inner)


@no_file_without_its_row()
@transaction.atomic
def attach(*, owner: models.Model, upload: "File[Any]", by: Any, behalf: Any = None, label: str = "") -> Attachment:
    """Keep `upload` as a file of the saved record `owner`, under an id of its own on the disk.

    `label` is what the log calls it where its name is not for the log. Whether `by` may do so is the owner's rule,
    asked by the caller. Raises Refused where the name, the type, the size or the structure is not allowed, or the name
    bears a mark of classification (rule 50); nothing is kept then. A service that does more than this stands inside
    `no_file_without_its_row` itself.
    """
    name = _checked_name(upload.name or "")
    kind = _checked_kind(name)
    _check_size(upload.size)
    _check_structure(upload, kind)
    attachment = Attachment(owner=owner, name=name, kind=kind, size=upload.size, sha256=_digest(upload), uploaded_by=by)
    _note(attachment)
    attachment.file.save(name, upload, save=False)
    attachment.save()
    facts = {"kind": kind, "sha256": attachment.sha256}
    audit.record(
        actor=by, behalf=behalf, verb="attachment.added", subject=attachment, whole=owner, label=label, **facts
    )
    return attachment


def _note(attachment: Attachment) -> None:
    found = _written.get()
    if found is not None:
        found.append(attachment)


def _checked_name(sent: str) -> str:
    name = unicodedata.normalize("NFC", sent.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    # Cf holds the characters that turn the direction of writing: "cod.exe" can look like "exe.doc".
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name):
        raise Refused(_("The file name contains control characters. Rename the file and try again."), field="file")
    if not name or len(name) > _MAX_NAME:
        raise Refused(_("The file name must have 1 to %(n)d characters.") % {"n": _MAX_NAME}, field="file")
    refuse_classified(PurePath(name).stem, field="file")
    return name


def _checked_kind(name: str) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    kind = _ENDINGS.get(ending, ending)
    if kind not in STRUCTURE:
        allowed = ", ".join(STRUCTURE)
        raise Refused(
            _("Files of this type are not taken in. Allowed: %(kinds)s, without macros.") % {"kinds": allowed},
            field="file",
        )
    return kind


def _check_size(size: int) -> None:
    if size == 0:
        raise Refused(_("The file is empty."), field="file")
    if size > MAX_MIB * 1024 * 1024:
        raise Refused(
            _("The file is larger than %(n)d MB. Make it smaller or split it.") % {"n": MAX_MIB}, field="file"
        )


def _check_structure(upload: "File[Any]", kind: str) -> None:
    if not STRUCTURE[kind](upload):  # type: ignore[arg-type]
        raise Refused(
            _("The content is not that of a %(kind)s file, or it carries macros. Save it again in its program.")
            % {"kind": kind},
            field="file",
        )


def _digest(upload: "File[Any]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
