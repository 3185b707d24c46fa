"""What a fresh system knows: the calendars that the State Council has announced, and the preset warning rule."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

FIRST_RULE = date(2025, 1, 1)


def calendar_rows() -> list[dict[str, str]]:
    """The shipped calendars: year, notice, date, kind (off or work), name of the holiday."""
    with (Path(__file__).parent / "calendars.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(calendar_year: Any, special_day: Any, warning_rule: Any) -> None:
    """Write the presets through the model classes given, a migration's historical ones too; rows that exist stay."""
    rows = calendar_rows()
    for year, notice in sorted({(row["year"], row["notice"]) for row in rows}):
        _year, is_new = calendar_year.objects.get_or_create(year=int(year), defaults={"notice": notice})
        if is_new:
            special_day.objects.bulk_create(
                special_day(date=date.fromisoformat(row["date"]), year_id=int(year), kind=row["kind"], name=row["name"])
                for row in rows
                if row["year"] == year
            )
    if not warning_rule.objects.exists():
        warning_rule.objects.create(valid_from=FIRST_RULE)
