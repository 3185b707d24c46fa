"""A backup can be restored, and the drill finds whatever differs: on a real PostgreSQL with its own pg_dump."""

import datetime
import json
import re
import shutil
import tarfile
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from secretariat.attachments.models import Attachment
from secretariat.audit.models import Event
from secretariat.management.backup import content, files, restoring, server
from secretariat.management.backup.manifest import DUMP, FILES, NAME, read
from secretariat.people.models import Department, User
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "报告.txt"


@pytest.fixture
def house(settings, tmp_path):
    """A person, a unit and an attachment with its file."""
    settings.MEDIA_ROOT = tmp_path / "files"
    person = UserFactory(department=Department.objects.create(name="提案委员会", order=1))
    file = Attachment(owner=person, name=TOLD, kind="txt", size=9, sha256="0" * 64, uploaded_by=person)
    file.file.save(TOLD, ContentFile("三项".encode()))
    return file


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Where the first backup lies that was taken here."""
    return tmp_path_factory.mktemp("first")


@pytest.fixture
def backup(first, shelf, request):
    """One backup on the shelf, of a house such as `house` is: taken once, and copied by the next test."""
    if not any(first.iterdir()):
        request.getfixturevalue("house")
        taken(first)
    (one,) = first.iterdir()
    return Path(shutil.copytree(one, shelf / one.name))


def taken(shelf):
    call_command("backup", to=shelf, stdout=StringIO())
    return sorted(shelf.glob("*"))[-1]


def drilled(folder):
    """What the drill says, and how it ends."""
    out = StringIO()
    try:
        call_command("restore_drill", str(folder), stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), 1
    return out.getvalue(), 0


def tables_that_differ(said):
    return [line.split()[0] for line in said.splitlines() if line.endswith("不一致")]


def sealed_again(folder):
    """The manifest brought in step with archives that somebody changed: only a restore can tell now."""
    facts = json.loads((folder / NAME).read_text())
    for name in (DUMP, FILES):
        facts["archives"][name]["sha256"] = files.digest_of(folder / name)
    (folder / NAME).write_text(json.dumps(facts))


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_backup_says_what_it_holds(house, shelf):
    backup = taken(shelf)
    said = read(backup)

    assert sorted(path.name for path in backup.iterdir()) == [DUMP, FILES, NAME]
    assert (said.content.tables["secretariat_user"].rows, said.content.tables["secretariat_attachment"].rows) == (1, 1)
    assert list(said.files) == [house.file.name]
    assert {"secretariat", "planning", "supervision"} <= said.migrations.keys()
    assert backup.stat().st_mode & 0o777 == 0o700


def test_digest_does_not_depend_on_the_order_or_the_session(house):
    UserFactory.create_batch(3)
    before = digest_of_people("SET DateStyle = 'ISO'")
    # An update writes the row anew, at the end of the table.
    User.objects.filter(pk=house.uploaded_by_id).update(phone="")
    after = digest_of_people("SET DateStyle = 'German'; SET TimeZone = 'Asia/Shanghai'")

    assert (before, before.rows) == (after, 4)


def digest_of_people(said_before):
    with server.server().connect() as connected, connected.cursor() as cursor:
        cursor.execute(said_before)
        return content.read(cursor).tables["secretariat_user"]


def test_password_of_the_database_is_no_argument(monkeypatch, tmp_path):
    listing = tmp_path / "pg_dump"
    listing.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 99.1" || echo "$@ $PGPASSWORD" >&2\nexit 3\n'
    )
    listing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    with pytest.raises(CommandError) as refused:
        server.run("pg_dump", [], at=server.Server("host=db user=u", "s3cret", "x", "99.1"))

    assert re.search(r"--dbname=host=db user=u s3cret$", str(refused.value))


def test_missing_program_is_named_with_its_version():
    with pytest.raises(CommandError, match=r"PostgreSQL 99.*pg_dump.*postgresql-client"):
        server.find("pg_dump", major=99)


# ── Emptiness ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_empty_house_is_no_backup_and_leaves_nothing(shelf):
    with pytest.raises(CommandError, match="secretariat_user"):
        call_command("backup", to=shelf)

    assert list(shelf.iterdir()) == []


def test_drill_fails_on_a_backup_of_nothing(backup):
    facts = json.loads((backup / NAME).read_text())
    facts["content"]["tables"] = {}
    (backup / NAME).write_text(json.dumps(facts))

    assert drilled(backup)[1] == 1


def test_sessions_stay_out_and_an_empty_calendar_is_a_difference(client, house, shelf):
    client.force_login(house.uploaded_by)
    backup = taken(shelf)
    # The backup of a house whose calendar was lost, with a manifest that agrees.
    with restoring.scratch_database(server.server()) as scratch:
        restoring.restore_rows(backup, into=scratch)
        with scratch.connect() as connected:
            sessions = connected.execute("SELECT count(*) FROM django_session").fetchone()
            connected.execute("DELETE FROM secretariat_specialday")
            said = content.read(connected.cursor())
            found = restoring.other_differences(read(backup), connected.cursor(), archived=read(backup).files)

    assert (sessions, "django_session" in read(backup).content.tables) == ((0,), False)
    assert content.empty_ones(said) == ["secretariat_specialday"]
    assert ["secretariat_specialday" in line for line in found] == [True]


# ── The drill ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_drill_finds_everything_again_leaves_no_database_and_is_listed(backup, shelf):
    said, code = drilled(backup)

    assert (code, tables_that_differ(said)) == (0, [])
    assert len([line for line in said.splitlines() if line.endswith("  一致")]) == len(read(backup).content.tables)
    with connection.cursor() as cursor:
        # Other tests may be at a drill of theirs.
        own = f"{connection.settings_dict['NAME'][:45]}_restore_drill"
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [own])
        assert cursor.fetchall() == []
    assert listed(shelf).strip().endswith("试恢复通过")


def test_drill_names_every_table_and_every_file_that_differs(house, shelf, settings):
    """One restore for all that may differ: a row changed, a row lost, a file changed, a file lost."""
    lost = Attachment.objects.create(
        owner=house.owner, name="附件.txt", kind="txt", size=9, sha256="1" * 64, uploaded_by=house.uploaded_by,
        file=ContentFile(b"lost", name="lost.txt"),
    )  # fmt: skip
    backup = taken(shelf)
    User.objects.update(phone="6201")
    Event.objects.create(verb="test", subject=User.objects.get(), label="x")
    Path(lost.file.path).unlink()
    later = taken_elsewhere(shelf)
    shutil.copy(backup / DUMP, later / DUMP)
    Path(house.file.path).write_text("四项")
    files.pack(Path(settings.MEDIA_ROOT), later / FILES)
    sealed_again(later)

    said, code = drilled(later)

    assert (code, tables_that_differ(said)) == (1, ["secretariat_event", "secretariat_user"])
    assert f"文件 {house.file.name} 缺失或被改动" in said
    assert lost.file.name in said


def taken_elsewhere(shelf):
    return taken(shelf.with_name("other"))


@pytest.mark.parametrize("name", [DUMP, FILES])
def test_drill_fails_on_an_archive_that_was_tampered_with(backup, name):
    with (backup / name).open("r+b") as file:
        file.seek(-20, 2)
        file.write(b"x" * 10)

    said, code = drilled(backup)

    assert (code, f"{name} 在备份之后被改动过" in said) == (1, True)


@pytest.mark.parametrize("name", [DUMP, FILES, NAME])
def test_drill_fails_on_a_missing_archive(backup, name):
    (backup / name).unlink()

    said, code = drilled(backup)

    assert (code, name in said) == (1, True)


def test_drill_fails_on_a_dump_that_pg_restore_refuses(backup):
    (backup / DUMP).write_bytes((backup / DUMP).read_bytes()[:5000])
    sealed_again(backup)

    said, code = drilled(backup)

    assert (code, "pg_restore" in said) == (1, True)


def test_second_drill_waits_for_nobody(backup):
    with server.server().connect() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [restoring.DRILL_LOCK])

        assert drilled(backup)[1] == 1


# ── The shelf ────────────────────────────────────────────────────────────────────────────────────────────────────────
def listed(shelf):
    out = StringIO()
    call_command("backups", str(shelf), stdout=out)
    return out.getvalue()


def test_shelf_without_a_backup_is_red(tmp_path):
    with pytest.raises(CommandError, match="没有备份"):
        listed(tmp_path)


def test_newest_backup_that_failed_its_drill_is_red(backup, shelf):
    (backup / FILES).unlink()
    drilled(backup)

    with pytest.raises(CommandError, match="无法恢复"):
        listed(shelf)


def test_old_backup_is_red(backup, shelf, time_machine):
    time_machine.move_to(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=27))

    with pytest.raises(CommandError, match="过期"):
        listed(shelf)


# ── The emergency ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def new_house(settings, tmp_path):
    """An empty database and an empty folder: `restore` finds them in the settings."""
    here = server.server()
    name = f"{here.database}_new"
    with here.connect(autocommit=True) as keeper:
        keeper.execute(f'DROP DATABASE IF EXISTS "{name}"')
        keeper.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    settings.MEDIA_ROOT = tmp_path / "new"
    old = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    yield name
    connection.close()
    connection.settings_dict["NAME"] = old
    with here.connect(autocommit=True) as keeper:
        keeper.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def restored(backup, name):
    out = StringIO()
    call_command("restore", str(backup), confirm=name, stdout=out)
    return out.getvalue()


def test_restore_brings_back_rows_files_and_triggers_of_before_migrations_were_joined(backup, house, new_house):
    facts = json.loads((backup / NAME).read_text())
    facts["migrations"]["planning"] += ["0001_initial", "0004_consultation_presets"]
    (backup / NAME).write_text(json.dumps(facts))

    said = restored(backup, new_house)

    assert (tables_that_differ(said), "恢复完成" in said) == ([], True)
    found = Attachment.objects.get()
    assert (found.name, Path(found.file.path).read_text()) == (TOLD, "三项")
    assert User.objects.create(username="next").pk > found.uploaded_by_id
    event = Event.objects.create(verb="test", subject=found, label="x")
    with psycopg.connect(make_conninfo(server.server().dsn)) as connected, pytest.raises(psycopg.errors.RaiseException):
        connected.execute("DELETE FROM secretariat_event WHERE id = %s", [event.pk])


def test_restore_refuses_a_database_with_tables(backup, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "new"

    with pytest.raises(CommandError, match="不是空库"):
        restored(backup, connection.settings_dict["NAME"])


def test_restore_refuses_a_folder_with_files(backup, house, new_house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"

    with pytest.raises(CommandError, match="不为空"):
        restored(backup, new_house)


def test_restore_asks_for_the_name_of_the_database(backup, new_house):
    with pytest.raises(CommandError, match="未作任何改动"):
        restored(backup, "another")

    assert restoring.is_empty(server.server())


def test_restore_says_of_when_the_backup_is_by_the_clock_of_the_office(backup, new_house):
    facts = json.loads((backup / NAME).read_text())
    (backup / NAME).write_text(json.dumps(facts | {"taken_at": "2026-11-26T20:34:00+00:00"}))
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("restore", str(backup), confirm="another", stdout=out)

    assert "将 2026-11-27 04:34 的备份" in out.getvalue()


def test_restore_refuses_what_a_newer_version_wrote(backup, new_house):
    facts = json.loads((backup / NAME).read_text())
    facts["migrations"]["planning"].append("9999_later")
    (backup / NAME).write_text(json.dumps(facts))

    with pytest.raises(CommandError, match=r"planning\.9999_later"):
        restored(backup, new_house)


def test_restore_refuses_a_damaged_backup(backup, new_house):
    (backup / FILES).write_bytes(b"")

    with pytest.raises(CommandError, match=r"files\.tar"):
        restored(backup, new_house)


def test_no_file_of_an_archive_leaves_its_folder(tmp_path):
    archive = tmp_path / "files.tar"
    with tarfile.open(archive, "w") as tar:
        for name in ("ours.txt", "../theirs.txt"):
            tar.addfile(tarfile.TarInfo(name))

    with pytest.raises(tarfile.TarError, match=r"theirs\.txt"):
        files.unpack(archive, tmp_path / "media")

    assert [path.name for path in tmp_path.rglob("*.txt")] == []
