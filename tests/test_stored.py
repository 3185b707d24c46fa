"""What the tests leave behind, even where somebody still asks for something."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from secretariat.people.models import Department, User
from tests import stored


@pytest.mark.django_db(transaction=True)
def test_rows_are_put_back_beside_somebody_who_takes_the_tables_in_another_order():
    first, last = (f'"{model._meta.db_table}"' for model in (User, Department))
    kept, taken = stored.rows(), Event()

    def late_request():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {last} IN ROW SHARE MODE")
            # The other side is to find the deadlock first.
            cursor.execute("SET LOCAL deadlock_timeout = '60s'")
            taken.set()
            # Until the other side has the first table and waits for the last.
            while not _waited_for(cursor):
                pass
            cursor.execute(f"LOCK TABLE {first} IN ROW SHARE MODE")
        connection.close()

    in_order = {table: kept[table] for table in sorted(kept, key=lambda table: f'"{table}"' == last)}
    request = Thread(target=late_request)
    request.start()
    assert taken.wait(30)
    stored.put_back(in_order)
    request.join()

    assert _in_any_order(stored.rows()) == _in_any_order(kept)


def _in_any_order(rows):
    return {table: sorted(content.splitlines()) for table, content in rows.items()}


def _waited_for(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'")
    return cursor.fetchone()[0]
