"""Reads a file with a published week and prints the entries found in it: a dry run of what pasting it would show."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.documents import read_file
from planning.arrangements.naming import rooms_in_use
from planning.arrangements.parsing import read_week
from planning.arrangements.reading import ReadEntry, ReadWeek, Unread
from secretariat.errors import Refused
from secretariat.management.commands.read_minutes import ZIP, content_of, decode
from secretariat.people import queries as people


class Command(BaseCommand):
    help = "Print the entries that a file with a published week (text or .docx) holds. Nothing is saved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=_year, help="year of its dates; the present one if left out")
        parser.add_argument("--json", action="store_true", help="print a JSON list instead of lines to read")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            week = week_of(options["file"], year=options["year"] or timezone.localdate().year)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for one in week.unread:
            self.stderr.write(told(one))
        rows = [as_data(entry) for entry in week.entries]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                self.stdout.write("\t".join(value or "-" for value in row.values()))


def as_data(entry: ReadEntry) -> dict[str, str]:
    """An entry in plain words: the date in ISO form, the time as 09:30; what was not written is empty."""
    return {
        "date": entry.on.isoformat(),
        "half_day": entry.half_day,
        "time": entry.at.strftime("%H:%M") if entry.at else "",
        "unit": entry.unit,
        "activity": entry.activity,
        "until": entry.until.strftime("%H:%M") if entry.until else "",
        "place": entry.place,
    }


def week_of(path: Path, *, year: int) -> ReadWeek:
    """What a file holds: a Word document its table or its lines, any other its text as it was saved."""
    content = content_of(path)
    known: dict[str, Any] = {"year": year, "units": people.units(), "rooms": rooms_in_use()}
    if content.startswith(ZIP):
        return read_file(ContentFile(content, name=path.name), **known)
    return read_week(decode(content), **known)


def told(one: Unread) -> str:
    """A line that was left out, and why, as it is told to a person."""
    return _("Line %(line)d was not read: %(reason)s “%(words)s”") % vars(one)


def _year(text: str) -> int:
    return date(int(text), 1, 1).year
