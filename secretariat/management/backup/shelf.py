"""The shelf: one folder per backup, named by its moment; which one is due, which ones go."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from secretariat.management.backup.manifest import NAME

PATTERN = "%Y-%m-%dT%H-%M-%S"
DRILL = "drill.json"


@dataclass(frozen=True)
class Drill:
    """When a backup was last restored on trial, and whether all was found again."""

    at: datetime
    passed: bool


def name_of(at: datetime) -> str:
    """The folder of a backup taken at a moment, by the clock of the office."""
    return at.astimezone(_zone()).strftime(PATTERN)


def moment_of(name: str) -> datetime:
    """The moment in a folder's name; ValueError for anything else."""
    return datetime.strptime(name, PATTERN).replace(tzinfo=_zone())


def backups(shelf: Path) -> list[Path]:
    """The whole backups, oldest first."""
    return sorted(path.parent for path in shelf.glob(f"*/{NAME}") if _is_moment(path.parent.name))


def chosen(folder: Path) -> Path:
    """The backup itself, or the newest one of a shelf."""
    inside = [] if (folder / NAME).exists() else backups(folder)
    return inside[-1] if inside else folder


def is_due(newest: datetime | None, *, now: datetime, daily: time) -> bool:
    """Whether the last nominal time has no backup yet: one that was missed at night is made in the morning."""
    local = now.astimezone(_zone())
    nominal = local.replace(hour=daily.hour, minute=daily.minute, second=0, microsecond=0)
    if nominal > local:
        nominal -= timedelta(days=1)
    return newest is None or newest < nominal


def outdated(names: Sequence[str], *, keep: int, months: int) -> list[str]:
    """Which backups go: all but the newest `keep` and the first of each of the newest `months` months."""
    ordered = sorted(names)
    first_of_month: dict[str, str] = {}
    for name in ordered:
        first_of_month.setdefault(name[:7], name)
    monthly = [first_of_month[month] for month in sorted(first_of_month)]
    kept = {*ordered[-keep:], *(monthly[-months:] if months else [])}
    return [name for name in ordered if name not in kept]


def clear(shelf: Path, *, keep: int, months: int) -> list[str]:
    """Delete the outdated backups; returns their names."""
    gone = outdated([path.name for path in backups(shelf)], keep=keep, months=months)
    for name in gone:
        shutil.rmtree(shelf / name)
    return gone


def note_drill(folder: Path, *, at: datetime, passed: bool) -> None:
    """Keep beside the backup what came of the drill."""
    (folder / DRILL).write_text(json.dumps({"at": at.isoformat(), "passed": passed}), encoding="utf-8")


def drill_of(folder: Path) -> Drill | None:
    """What came of the last drill; None before the first."""
    try:
        facts = json.loads((folder / DRILL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Drill(datetime.fromisoformat(facts["at"]), facts["passed"])


def _is_moment(name: str) -> bool:
    try:
        moment_of(name)
    except ValueError:
        return False
    return True


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
