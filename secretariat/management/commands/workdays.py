"""Counts with working days on the command line: `workdays add 2026-09-30 3` prints the day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from secretariat.workdays import queries
from secretariat.workdays.calendar import Calendar

# More than a century of working days is a slip of the keyboard.
MOST = 30_000


class Command(BaseCommand):
    help = "Add or subtract working days, or count those between two days, by the imported calendars."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", choices=["add", "subtract", "between"])
        parser.add_argument("day", type=date.fromisoformat, help="as 2026-09-30")
        parser.add_argument("second", metavar="N or DAY", help="how many working days; for between, the second day")

    def handle(self, *args: Any, **options: Any) -> None:
        calendar, day = queries.load(), options["day"]
        try:
            last, answer = _answer(calendar, options["question"], day, options["second"])
        except (ValueError, OverflowError) as error:
            raise CommandError(f"{options['second']}: {error}") from error
        self.stdout.write(answer)
        # Kept from stdout, so that the answer can be used by a script as it is (rule 7).
        if calendar.is_provisional(day, last):
            self.stderr.write("provisional")


def _answer(calendar: Calendar, question: str, day: date, second: str) -> tuple[date, str]:
    if question == "between":
        end = date.fromisoformat(second)
        return end, str(calendar.between(day, end))
    n = int(second)
    if abs(n) > MOST:
        raise ValueError(f"more than {MOST} working days")
    found = calendar.add(day, n) if question == "add" else calendar.subtract(day, n)
    return found, found.isoformat()
