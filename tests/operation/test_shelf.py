"""When a backup is due, and which ones go."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from secretariat.management.backup import shelf

AT = time(2, 30)


def shanghai(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("newest", "now", "due"),
    [
        (None, shanghai(24, 1), True),
        (shanghai(23, 2, 30), shanghai(24, 2, 29), False),
        (shanghai(23, 2, 30), shanghai(24, 2, 30), True),
        (shanghai(24, 2, 31), shanghai(24, 23), False),
        # The machine was off at night.
        (shanghai(22, 2, 30), shanghai(24, 8), True),
    ],
)
def test_backup_is_due_once_a_day_and_made_up_for_later(newest, now, due):
    assert shelf.is_due(newest, now=now, daily=AT) is due


def test_folder_is_named_by_the_clock_of_the_office_and_read_back():
    at = shanghai(24, 2, 30)

    assert (shelf.name_of(at), shelf.moment_of(shelf.name_of(at))) == ("2026-11-24T02-30-00", at)


def names(first, count):
    return [f"{first + timedelta(days=n)}T02-30-00" for n in range(count)]


def test_newest_and_the_first_of_each_month_are_kept():
    made = names(date(2026, 1, 1), 100)

    gone = shelf.outdated(made, keep=3, months=2)

    assert [name[:10] for name in made if name not in gone] == [
        "2026-03-01",
        "2026-04-01",
        "2026-04-08",
        "2026-04-09",
        "2026-04-10",
    ]


def test_few_backups_are_all_kept():
    assert shelf.outdated(names(date(2026, 1, 1), 3), keep=30, months=12) == []


def test_what_is_no_backup_is_left_alone(tmp_path):
    for name in ("2026-01-01T02-30-00", "notes", "2026-01-02T02-30-00"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    (tmp_path / "2025-01-01T02-30-00").mkdir()

    assert shelf.clear(tmp_path, keep=1, months=0) == ["2026-01-01T02-30-00"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2025-01-01T02-30-00", "2026-01-02T02-30-00", "notes"]
