"""The drill: a backup is restored into a scratch database and compared with its manifest."""

from dataclasses import dataclass
from pathlib import Path

from secretariat.management.backup import files, manifest, restoring, server
from secretariat.management.backup.errors import BackupError
from secretariat.management.backup.manifest import FILES, Manifest
from secretariat.management.backup.restoring import Line


@dataclass(frozen=True)
class Result:
    """The lines of the tables, and whatever else is wrong."""

    manifest: Manifest
    lines: list[Line]
    wrong: list[str]

    @property
    def passed(self) -> bool:
        return bool(self.lines) and not self.wrong and all(line.is_same for line in self.lines)


def drill(folder: Path) -> Result:
    """Restore the backup where nobody works and compare everything; the scratch database is dropped again."""
    said = manifest.read(folder)
    if wrong := restoring.damaged_archives(said, folder):
        return Result(said, [], wrong)
    with restoring.scratch_database(server.server()) as scratch:
        try:
            restoring.restore_rows(folder, into=scratch)
        except BackupError as error:
            return Result(said, [], [str(error)])
        return compare(said, folder, at=scratch)


def compare(said: Manifest, folder: Path, *, at: server.Server) -> Result:
    """A restored database and the archive of files against the manifest."""
    with at.connect() as connection, connection.cursor() as cursor:
        lines = restoring.compare_rows(said, cursor)
        wrong = restoring.other_differences(said, cursor, archived=files.digests_in(folder / FILES))
    return Result(said, lines, wrong)
