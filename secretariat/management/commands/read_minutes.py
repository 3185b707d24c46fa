"""Reads a file of minutes and prints the decisions found in it: a dry run of what pasting it would propose."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.meetings.parsing import MAX_CHARACTERS, read_minutes
from planning.meetings.sentences import ReadDecision
from planning.meetings.stated import read_stated
from secretariat.documents.opening import open_document
from secretariat.errors import Refused
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays

# A larger file would be refused anyway and need not be read.
MAX_BYTES = 10_000_000
ZIP = b"PK\x03\x04"


class Command(BaseCommand):
    help = "Print the decisions that a file of minutes (text or .docx) holds. Nothing is saved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            help="day of the meeting, as 2026-11-16; if left out, the day that the text states, else today",
        )
        parser.add_argument("--json", action="store_true", help="print a JSON list instead of lines to read")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = text_of(options["file"])
            on = self.day_of(text, options["on"])
            minutes = read_minutes(text, on=on, units=people.units(), calendar=workdays.load())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        lines = [as_data(line) for line in minutes.lines]
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=2))
        else:
            for line in lines:
                self.stdout.write("\t".join(str(line[key] or "-") for key in ("lead", "due", "cycle", "text")))

    def day_of(self, text: str, given: date | None) -> date:
        """The day from which deadlines count: the one that was `given`, else that of the text, else today.

        Says on stderr where the text states another day than was given, and where neither states one.
        """
        today = timezone.localdate()
        stated = read_stated(text[:MAX_CHARACTERS], on=given or today).held_on
        if given and stated and given != stated:
            words = _(
                "The text says that the meeting was held on %(stated)s; deadlines count from %(given)s, as --on says."
            )
            self.stderr.write(words % {"stated": stated, "given": given})
        elif not given and not stated:
            words = _("The text does not say on which day the meeting was held; deadlines count from today, %(today)s.")
            self.stderr.write(words % {"today": today})
        return given or stated or today


def as_data(line: ReadDecision) -> dict[str, Any]:
    """A decision in plain data; dates in ISO form, what was not read is null (lists and the cycle are empty).

    `unread` are words that set a limit of which nobody can tell the day (适时, 全会召开前).
    """
    return {
        "label": line.label,
        "text": line.text,
        "title": line.title,
        "needs_handling": line.needs_handling,
        "lead": line.lead.name if line.lead else None,
        "leads": [unit.name for unit in line.leads],
        "co_units": [unit.name for unit in line.co_units],
        "due": line.due.isoformat() if line.due else None,
        "due_words": line.due_words,
        "cycle": line.cycle or None,
        "provisional": line.is_provisional,
        "unread": line.unread,
    }


def text_of(path: Path) -> str:
    """The text of a file of minutes: of a Word document as its paragraphs are numbered, else as it was saved."""
    content = content_of(path)
    if content.startswith(ZIP):
        return open_document(ContentFile(content, name=path.name), limit=MAX_CHARACTERS)
    return decode(content)


def decode(content: bytes) -> str:
    """The text of a file as Chinese offices save it: UTF-8 with or without a mark, UTF-16 with one, or GB18030."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(_("The file is neither UTF-8 nor GB18030 text."))


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises CommandError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CommandError(_("%(path)s is larger than %(limit)d bytes.") % {"path": path, "limit": MAX_BYTES})
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
