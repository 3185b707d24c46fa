"""What a database holds, in figures that can be compared: rows and a digest per table, counts of its structure."""

from dataclasses import dataclass
from typing import Any

# A session is a key to the house: it stays out of every backup, and everybody logs in again after a restore.
LEFT_OUT = frozenset({"django_session"})
# A house without these is no house: a backup in which they are empty was taken from the wrong database.
NEVER_EMPTY = (
    "django_migrations",
    "django_content_type",
    "secretariat_user",
    "secretariat_calendaryear",
    "secretariat_specialday",
    "secretariat_numberkind",
)
# The text of a row must not depend on who asks for it.
FORMATS = {
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "extra_float_digits": "1",
    "bytea_output": "hex",
}
# The sum does without an order, and so without sorting: each row gives 60 bits of its SHA-256.
DIGEST = """
    SELECT count(*),
           coalesce(sum(('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)
    FROM public.{table} AS t
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
STRUCTURE = """
    SELECT 'columns', count(*) FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'indexes', count(*) FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraints', count(*) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT 'triggers', count(*) FROM pg_trigger WHERE NOT tgisinternal
"""


@dataclass(frozen=True)
class Table:
    """How many rows a table has, and the digest of all of them in any order."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Content:
    """The tables by name, and how many columns, indexes, constraints and triggers there are."""

    tables: dict[str, Table]
    structure: dict[str, int]


def read(cursor: Any) -> Content:
    """Everything, inside the transaction of the cursor; sessions are left out."""
    for name, value in FORMATS.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    tables = {name: _digest(cursor, name) for name in table_names(cursor) if name not in LEFT_OUT}
    cursor.execute(STRUCTURE)
    return Content(tables, dict(cursor.fetchall()))


def table_names(cursor: Any) -> list[str]:
    """The tables of the house, in the order of the alphabet."""
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def empty_ones(content: Content) -> list[str]:
    """The tables that lack rows and must not."""
    return [name for name in NEVER_EMPTY if name not in content.tables or not content.tables[name].rows]


def _digest(cursor: Any, name: str) -> Table:
    quoted = '"' + name.replace('"', '""') + '"'
    cursor.execute(DIGEST.format(table=quoted))
    rows, digest = cursor.fetchone()
    return Table(rows, f"{int(digest):x}")
