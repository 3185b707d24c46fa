"""Rows that are put back where tables were emptied: what migrations wrote, and the demo year, built once for all."""

import fcntl
import pickle
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import pgtrigger
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

TODAY = date(2026, 11, 24)

# What each table holds, as PostgreSQL copies it out and in.
Rows = dict[str, bytes]


def rows() -> Rows:
    """What the database holds now."""
    return {table: _read(table) for table in tables()}


def put_back(kept: Rows) -> None:
    """Empty all tables that are not as they were, and fill them again."""
    for last in (False, False, True):
        try:
            _put_back(kept)
        except OperationalError as error:
            # A page asks for something until its browser is closed. What it asked for is done now.
            if last or not isinstance(error.__cause__, DeadlockDetected):
                raise
        else:
            return


def _put_back(kept: Rows) -> None:
    # What rows must look like was checked when they were written, and so was who depends on whom: whoever rules the
    # database leaves both unchecked, which takes longest, and for all others the second is checked at the end.
    with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        if _rules():
            cursor.execute("SET LOCAL session_replication_role = replica")
        # TRUNCATE makes every table anew, ten times slower for these few rows; like it, wait for whoever still writes.
        names = [f'"{table}"' for table in kept]
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
        # What nobody touched, as most of what migrations wrote, need not be checked again.
        touched = {table: content for table, content in kept.items() if not content or _read(table) != content}
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in touched))
        for table, content in touched.items():
            if content:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copied:
                    copied.write(content)


def demo_year(folder: Path) -> str:
    """The demo year of TODAY, into tables that hold no more than a new house does; what building it printed.

    Whoever asks first builds it and leaves it in the folder, which all test processes share.
    """
    shelf = folder / "demo-year"
    with (folder / "demo-year.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shelf.exists():
            out = StringIO()
            call_command("demo", on=TODAY, stdout=out)
            shelf.write_bytes(pickle.dumps((out.getvalue(), rows())))
            return out.getvalue()
    printed, kept = pickle.loads(shelf.read_bytes())
    put_back(kept)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
    return str(printed)


def end_other_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@cache
def tables() -> tuple[str, ...]:
    """Every table that the tests empty."""
    return tuple(connection.introspection.django_table_names(only_existing=True, include_views=False))


@cache
def _rules() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _read(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
        return b"".join(bytes(row) for row in copied)
