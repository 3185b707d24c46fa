"""From an uploaded .docx to its plain text, as a person would copy it out; everything dangerous refused."""

from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from secretariat.classified import refuse_classified
from secretariat.documents.body import Body, Styles
from secretariat.documents.numbers import Numbering
from secretariat.workbooks.archive import DOCUMENT, Package, damaged, open_package, refused

MAIN = "word/document.xml"
# Marks of classification often stand above or below the text.
MARGINS = ("word/header", "word/footer")


def open_document(upload: "File[Any]", *, limit: int) -> str:
    """The text of a Word document of at most `limit` characters: a line for a paragraph, with the number of its list.

    The cells of a row of a table are parted by tabs. Raises Refused for what is no ordinary document, for what is too
    large, for a document without text and for a mark of classification, also in a margin (rule 50).
    """
    package = open_package(upload, upload.size, DOCUMENT)  # type: ignore[arg-type]
    if not package.has(MAIN):
        raise damaged(DOCUMENT)
    numbering, styles = Numbering(), Styles()
    if package.has("word/numbering.xml"):
        numbering.read(package.stream("word/numbering.xml"))
    if package.has("word/styles.xml"):
        styles.read(package.stream("word/styles.xml"))
    text = _text(package, MAIN, numbering, styles, limit)
    margins = [name for beginning in MARGINS for name in package.named(beginning)]
    refuse_classified(text, *(_text(package, name, Numbering(), Styles(), limit) for name in margins), field="file")
    if not text:
        raise refused(_("The document holds no text. If it is a scan, paste the text instead."))
    return text


def _text(package: Package, part: str, numbering: Numbering, styles: Styles, limit: int) -> str:
    body = Body(numbering, styles, limit=limit)
    body.read(package.stream(part))
    return "\n".join(body.lines).strip()
