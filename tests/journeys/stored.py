"""The demo year as rows that are kept: built once by each test process, and put back where the tables were emptied."""

from datetime import date
from functools import cache
from pathlib import Path

import pgtrigger
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from secretariat.management.demo.year import build_year
from secretariat.workdays import queries as workdays

NO_FONTS = Path("no-fonts-here")
_kept: dict[date, dict[str, bytes]] = {}


def demo_year(*, on: date) -> None:
    """The demo year of a day, into tables that hold no more than a new house does."""
    if on in _kept:
        _put_back(_kept[on])
    else:
        build_year(on=on, calendar=workdays.load(), font_dir=NO_FONTS)
        _kept[on] = {table: _read(table) for table in tables()}


@cache
def tables() -> tuple[str, ...]:
    """Every table that the tests empty."""
    return tuple(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(bytes(row) for row in rows)


@transaction.atomic
def _put_back(kept: dict[str, bytes]) -> None:
    # What rows must look like was checked when they were written; who depends on whom is checked at the end.
    with pgtrigger.ignore(), connection.cursor() as cursor:
        names = ", ".join(f'"{table}"' for table in kept)
        cursor.execute(f"TRUNCATE {names}")
        for table, content in kept.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as rows:
                rows.write(content)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
