"""`manage.py backups`: what lies on the shelf; red when the newest one is too old or was not restored on trial."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.management.backup import shelf
from secretariat.management.backup.manifest import read


class Command(BaseCommand):
    help = "List the backups; exit code 1 when the newest is older than --within hours or failed its drill."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--within", type=float, default=26, metavar="HOURS", help="26 unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        found = shelf.backups(options["folder"])
        for folder in found:
            self.stdout.write(_line(folder))
        if not found:
            raise CommandError(_("There is no backup in %(folder)s.") % {"folder": options["folder"]})
        newest = found[-1]
        if timezone.now() - shelf.moment_of(newest.name) > timedelta(hours=options["within"]):
            raise CommandError(_("The newest backup is too old."))
        if (last := shelf.drill_of(newest)) and not last.passed:
            raise CommandError(_("The newest backup cannot be restored."))


def _line(folder: Path) -> str:
    said, last = read(folder), shelf.drill_of(folder)
    drilled = _("not restored yet") if last is None else _("restored on trial") if last.passed else _("DRILL FAILED")
    facts = {"name": folder.name, "rows": said.rows, "size": said.size / 1_000_000, "drill": drilled}
    return _("%(name)s  %(rows)10d rows  %(size)8.1f MB  %(drill)s") % facts
