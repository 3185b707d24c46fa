"""Migrations and the demo year: when they are due."""

import pytest
from django.contrib.auth import get_user_model

from script.house import database
from tests.celery_worker import environment


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "psql", "pgsql"])
def test_address_is_put_as_libpq_knows_it(scheme):
    assert database._for_libpq(f"{scheme}://u:p@host/name?host=/tmp") == "postgresql://u:p@host/name?host=/tmp"


@pytest.mark.django_db(transaction=True)
def test_database_without_people_is_empty():
    url = environment()["DATABASE_URL"]
    before = database._is_empty(url)
    get_user_model().objects.create(username="one")

    assert (before, database._is_empty(url)) == (True, False)


@pytest.fixture
def migrations(monkeypatch):
    done = []
    monkeypatch.setattr(database, "_manage", lambda *arguments, env: done.append(arguments[0]))
    return done


def test_own_data_is_migrated_once_and_again_when_it_was_made_anew(tmp_path, migrations):
    data = tmp_path / "postgres"
    data.mkdir()
    for _ in range(2):
        (data / "PG_VERSION").write_text("18")
        database.bring_up_to_date(env={}, data=data)
        database.bring_up_to_date(env={}, data=data)
        (data / "PG_VERSION").unlink()

    assert migrations == ["migrate", "migrate"]


def test_database_of_others_is_migrated_at_every_start(migrations):
    for _ in range(2):
        database.bring_up_to_date(env={}, data=None)

    assert migrations == ["migrate", "migrate"]
