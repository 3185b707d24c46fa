"""`manage.py backup`: database, files and their figures into a folder; once, or every day as a service."""

import logging
import time as clock
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.management.backup import shelf
from secretariat.management.backup.drill import drill
from secretariat.management.backup.manifest import read
from secretariat.management.backup.taking import take

logger = logging.getLogger(__name__)
LOOKS_EVERY = 30
AFTER_FAILURE = 600


class Command(BaseCommand):
    help = "Back up the database and the files; with --daily-at stay and do it every day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="the folder in which backups lie")
        parser.add_argument("--drill", action="store_true", help="restore each backup on trial at once")
        parser.add_argument("--keep", type=_positive, metavar="N", help="delete all but the newest N afterwards")
        parser.add_argument(
            "--keep-months", type=int, default=12, metavar="N", help="and but the first of N months: 12"
        )
        parser.add_argument("--daily-at", type=time.fromisoformat, metavar="HH:MM", help="stay, and do it every day")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["daily_at"] is None:
            self._make(timezone.now(), options)
            return
        while True:
            clock.sleep(self._make_if_due(timezone.now(), options))

    def _make_if_due(self, now: datetime, options: dict[str, Any]) -> int:
        """Make what is due; returns how many seconds to wait before looking again."""
        made = shelf.backups(options["to"])
        newest = shelf.moment_of(made[-1].name) if made else None
        if not shelf.is_due(newest, now=now, daily=options["daily_at"]):
            return LOOKS_EVERY
        try:
            self._make(now, options)
        except (CommandError, Error, OSError):
            # The service outlives a night without database or disk; its health is red meanwhile.
            logger.exception("backup failed")
            return AFTER_FAILURE
        finally:
            close_old_connections()
        return LOOKS_EVERY

    def _make(self, now: datetime, options: dict[str, Any]) -> None:
        folder = take(options["to"], at=now)
        said = read(folder)
        facts = {"folder": folder, "rows": said.rows, "tables": len(said.content.tables), "files": len(said.files)}
        self.stdout.write(_("%(folder)s: %(rows)d rows in %(tables)d tables, %(files)d files.") % facts)
        if options["drill"]:
            self._prove(folder, now)
        if options["keep"]:
            # Only now: a backup that failed deletes nothing.
            for name in shelf.clear(options["to"], keep=options["keep"], months=options["keep_months"]):
                self.stdout.write(_("%(name)s deleted.") % {"name": name})

    def _prove(self, folder: Path, now: datetime) -> None:
        result = drill(folder)
        shelf.note_drill(folder, at=now, passed=result.passed)
        if not result.passed:
            raise CommandError(
                _("The backup cannot be restored: manage.py restore_drill %(folder)s") % {"folder": folder}
            )
        self.stdout.write(_("Restored on trial: all was found again."))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
