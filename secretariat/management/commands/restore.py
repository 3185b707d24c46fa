"""`manage.py restore`: after a disaster, a backup into an empty database and an empty folder of files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.management.backup import files, manifest, restoring, server, shelf
from secretariat.management.backup.drill import compare
from secretariat.management.backup.manifest import FILES, Manifest
from secretariat.management.backup.report import lines


class Command(BaseCommand):
    help = "Restore a backup into the EMPTY database and the EMPTY folder of files of the settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="one backup, or the folder in which backups lie: then the newest")
        parser.add_argument("--confirm", metavar="DATABASE", help="the name of the database, instead of typing it")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, here = shelf.chosen(options["folder"]), server.server()
        said = manifest.read(folder)
        _refuse_unless_it_can(said, folder, here)
        self._confirm(said, here, options["confirm"])
        # Django's own connection would see tables come and go.
        connection.close()
        restoring.restore_rows(folder, into=here)
        files.unpack(folder / FILES, Path(settings.MEDIA_ROOT))
        result = compare(said, folder, at=here)
        for line in lines(result):
            self.stdout.write(line)
        if not result.passed:
            raise CommandError(_("What was restored differs from the backup, see above."))
        self.stdout.write(_("Restored. Now: manage.py migrate, then start the services; everybody logs in again."))

    def _confirm(self, said: Manifest, here: server.Server, typed: str | None) -> None:
        facts = {
            "taken": f"{timezone.localtime(said.taken_at):%Y-%m-%d %H:%M}",
            "rows": said.rows,
            "database": here.database,
        }
        self.stdout.write(_("Backup of %(taken)s, %(rows)d rows, into the database %(database)s.") % facts)
        typed = typed or input(_("Type the name of the database to go on: "))
        if typed.strip() != here.database:
            raise CommandError(_("Nothing was changed."))


def _refuse_unless_it_can(said: Manifest, folder: Path, here: server.Server) -> None:
    """Nothing is overwritten, nothing damaged is used, nothing newer than the program is read."""
    if wrong := restoring.damaged_archives(said, folder):
        raise CommandError(" ".join(wrong))
    if not restoring.is_empty(here):
        raise CommandError(_("The database %(name)s is not empty. Restore into a new one.") % {"name": here.database})
    root = Path(settings.MEDIA_ROOT)
    if root.exists() and any(path.is_file() for path in root.rglob("*")):
        raise CommandError(_("The folder of files %(root)s is not empty. Move it away.") % {"root": root})
    disk = MigrationLoader(None).disk_migrations or {}
    known = disk.keys() | {replaced for migration in disk.values() for replaced in migration.replaces}
    newer = [f"{app}.{name}" for app, names in said.migrations.items() for name in names if (app, name) not in known]
    if newer:
        facts = {"version": said.version, "newer": newer[-1]}
        raise CommandError(
            _("The backup was made by another version (%(version)s, %(newer)s): restore it with that one.") % facts
        )
