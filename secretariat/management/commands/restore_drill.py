"""`manage.py restore_drill`: proves a backup by restoring it into a database of its own and comparing everything."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.management.backup import shelf
from secretariat.management.backup.drill import drill
from secretariat.management.backup.report import lines


class Command(BaseCommand):
    help = "Restore a backup into a scratch database, compare rows, digests and files; exit code 1 on any difference."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one backup, or the folder in which backups lie: then the newest")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = shelf.chosen(options["folder"])
        result = drill(folder)
        for line in lines(result):
            self.stdout.write(line)
        shelf.note_drill(folder, at=timezone.now(), passed=result.passed)
        if not result.passed:
            raise CommandError(_("%(folder)s CANNOT BE RESTORED as it was taken.") % {"folder": folder})
        self.stdout.write(_("%(folder)s: all was found again.") % {"folder": folder})
