"""The official calendar on the command line: `workdays add 2026-09-30 3`, `workdays show 2026`, `workdays import …`."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.fields import FIRST_YEAR, LAST_YEAR
from secretariat.sheets import read_csv, read_xlsx
from secretariat.workdays import queries
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.changes import Preview, preview
from secretariat.workdays.forms import MAX_FILE
from secretariat.workdays.models import CalendarYear, DateToDecide
from secretariat.workdays.parsing import as_text, notice_number
from secretariat.workdays.services import CalendarRefused, import_year
from secretariat.workdays.states import DateState

# More than a century of working days is a slip of the keyboard.
MOST = 30_000


class Command(BaseCommand):
    help = "Count with working days by the imported calendars, show a year, or import one."

    def add_arguments(self, parser: CommandParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        for question in ("add", "subtract", "between"):
            counting = tasks.add_parser(question)
            counting.add_argument("day", type=date.fromisoformat, help="as 2026-09-30")
            counting.add_argument("second", metavar="N or DAY", help="how many working days, or the second day")
        showing = tasks.add_parser("show", help="special days and the working days of each month")
        showing.add_argument("year", type=_year)
        importing = tasks.add_parser("import", help="take in the calendar of a year; whole or not at all")
        importing.add_argument("file", type=Path, help="rows of date, kind and name (CSV, xlsx), or the notice's text")
        importing.add_argument("--year", type=_year, required=True)
        importing.add_argument("--notice", default="", help="number of the notice; else as the text names it")
        importing.add_argument("--dry-run", action="store_true", help="show what would change, and save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["task"] == "show":
            self._show(options["year"])
        elif options["task"] == "import":
            self._import(options)
        else:
            self._count(options)

    # ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def _count(self, options: dict[str, Any]) -> None:
        calendar, day = queries.load(), options["day"]
        try:
            last, answer = _answer(calendar, options["task"], day, options["second"])
        except (ValueError, OverflowError) as error:
            raise CommandError(f"{options['second']}: {error}") from error
        self.stdout.write(answer)
        # Kept from stdout, so that the answer can be used by a script as it is (rule 7).
        if calendar.is_provisional(day, last):
            self.stderr.write("provisional")

    # ── A year ───────────────────────────────────────────────────────────────────────────────────────────────────────
    def _show(self, year: int) -> None:
        calendar, record = queries.load(), CalendarYear.objects.filter(pk=year).first()
        shown = queries.year_of(year, calendar)
        self.stdout.write(f"{year}  {record.notice if record else 'provisional'}  {shown.workdays}")
        for day, kind, name in calendar.special_days(year):
            self.stdout.write(f"{day}  {kind:<4}  {name}")
        for month in shown.months:
            self.stdout.write(f"{month.first:%Y-%m}  {month.workdays}")

    def _import(self, options: dict[str, Any]) -> None:
        on, year, text = timezone.localdate(), options["year"], _text_of(options["file"])
        found = preview(text, calendar=queries.load(), year=year, on=on)
        self._print(found)
        if options["dry_run"]:
            return
        notice = options["notice"] or notice_number(text)
        try:
            record = import_year(found.rows, year=year, notice=notice, by=None, on=on)
        except CalendarRefused as refusal:
            raise CommandError(_("Nothing was saved.")) from refusal
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        waiting = DateToDecide.objects.filter(year=record, state=DateState.OPEN).count()
        self.stdout.write(f"{record.year}  {record.notice}  {waiting} to decide")

    def _print(self, found: Preview) -> None:
        for row in found.refused:
            self.stderr.write(f"{row.number}: {row.reason}")
        for day in found.changes.days:
            self.stdout.write(f"{day.on}  {'work' if day.is_worked else 'off':<4}  {day.name}".rstrip())
        self.stdout.write("{} → {}".format(*found.workdays))


def _answer(calendar: Calendar, question: str, day: date, second: str) -> tuple[date, str]:
    if question == "between":
        end = date.fromisoformat(second)
        return end, str(calendar.between(day, end))
    n = int(second)
    if abs(n) > MOST:
        raise ValueError(f"more than {MOST} working days")
    found = calendar.add(day, n) if question == "add" else calendar.subtract(day, n)
    return found, found.isoformat()


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{FIRST_YEAR} to {LAST_YEAR}")
    return year


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE:
            raise CommandError(_("%(path)s is larger than %(limit)d bytes.") % {"path": path, "limit": MAX_FILE})
        content = path.read_bytes()
        return as_text(read_xlsx(content) if content.startswith(b"PK") else read_csv(content))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal
