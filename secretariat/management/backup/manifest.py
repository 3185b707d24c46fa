"""What a backup says of itself: `manifest.json` beside the two archives."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from secretariat.management.backup.content import Content, Table
from secretariat.management.backup.errors import BackupError

NAME = "manifest.json"
DUMP, FILES = "database.dump", "files.tar"
FORMAT = 1


@dataclass(frozen=True)
class Archive:
    """One file of the backup: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """When a backup was taken, of what, and what must be found in it again."""

    taken_at: datetime
    version: str
    server: str
    database: str
    migrations: dict[str, list[str]]
    content: Content
    files: dict[str, str]
    archives: dict[str, Archive]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(table.rows for table in self.content.tables.values())

    @property
    def size(self) -> int:
        """Bytes of both archives."""
        return sum(archive.size for archive in self.archives.values())

    def write(self, folder: Path) -> None:
        facts = {"format": FORMAT} | asdict(self) | {"taken_at": self.taken_at.isoformat()}
        (folder / NAME).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises BackupError where there is none that can be read."""
    try:
        facts = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _manifest(facts)
    except OSError as error:
        raise BackupError(
            _("%(folder)s holds no backup: %(name)s cannot be read.") % {"folder": folder, "name": NAME}
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(_("%(name)s in %(folder)s is damaged.") % {"folder": folder, "name": NAME}) from error


def _manifest(facts: dict[str, object]) -> Manifest:
    if facts.pop("format") != FORMAT:
        raise ValueError("another format")
    content = facts["content"]
    tables = {name: Table(**table) for name, table in content["tables"].items()}  # type: ignore[index]
    return Manifest(
        **facts  # type: ignore[arg-type]
        | {
            "taken_at": datetime.fromisoformat(str(facts["taken_at"])),
            "content": Content(tables, content["structure"]),  # type: ignore[index]
            "archives": {name: Archive(**archive) for name, archive in facts["archives"].items()},  # type: ignore[attr-defined]
        }
    )
