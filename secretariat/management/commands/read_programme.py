"""Reads a file with a programme and prints the activities found in it: a dry run of what pasting it would show."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from planning.consultations.parsing import ReadConsultation, read_programme
from secretariat.errors import Refused
from secretariat.management.commands.read_minutes import content_of, decode
from secretariat.people import queries as people
from secretariat.workdays import queries as workdays


class Command(BaseCommand):
    help = "Print the consultations that a file with a yearly programme (UTF-8 or GB18030) holds. Nothing is saved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=_year, help="year of the programme; that of its title if left out")
        parser.add_argument("--json", action="store_true", help="print a JSON list instead of lines to read")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = decode(content_of(options["file"]))
            found = read_programme(
                text, on=timezone.localdate(), units=people.units(), calendar=workdays.load(), year=options["year"]
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = [as_data(one) for one in found]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                window = row["window"]["words"] if row["window"] else None
                self.stdout.write(
                    "\t".join(str(one or "-") for one in (window, row["lead"], row["form"], row["topic"]))
                )


def as_data(one: ReadConsultation) -> dict[str, Any]:
    """A consultation in plain data; dates in ISO form, what was not read is null or an empty list.

    `window` has the words and the days between which they lie; `first` is null where they set an end only, both where
    they name no day. Units are named as in the table, those that it does not hold as written.
    """
    window = one.window
    return {
        "topic": one.topic,
        "kind": one.kind or None,
        "form": one.form or None,
        "window": window
        and {
            "first": window.first.isoformat() if window.first else None,
            "last": window.last.isoformat() if window.last else None,
            "words": window.words,
        },
        "leader": one.leader or None,
        "lead": one.lead.name if one.lead else None,
        "co_units": [unit.name for unit in one.co_units],
        "participants": one.participants or None,
    }


def _year(text: str) -> int:
    return date(int(text), 1, 1).year
