"""`manage.py bench`: measure the house over made-up rows; `script/bench` gives it a database of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from secretariat.management.bench import ledger, sweep
from supervision.items.models import SupervisionItem

MEASURES = {"ledger": ledger.measure, "sweep": sweep.measure}


class Command(BaseCommand):
    help = "Measure the house over hundreds of thousands of made-up rows. Only on an empty database: script/bench."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=sorted(MEASURES), help="the ledger's pages, or the morning's reminders")

    def handle(self, *args: Any, **options: Any) -> None:
        if SupervisionItem.objects.exists():
            raise CommandError("There are items in this database: made-up rows must not be mixed with them.")
        for line in MEASURES[options["what"]](timezone.localdate()):
            self.stdout.write(line)
