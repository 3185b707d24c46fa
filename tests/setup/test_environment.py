"""Folders, the secret key, the environment of Django, and locks between commands."""

import os
import stat
import subprocess
import sys

import pytest

from script.house import environment
from script.house.environment import ROOT, Servers, SetUpError

SERVERS = Servers("postgres://u@/db?host=/tmp/x", "unix:///tmp/x/valkey.sock")


def test_secret_key_is_drawn_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first, second = environment.secret_key(tmp_path), environment.secret_key(tmp_path)

    assert (first == second, len(first) >= 50) == (True, True)
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_secret_key_of_the_environment_wins_and_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")

    assert (environment.secret_key(tmp_path), [*tmp_path.iterdir()]) == ("given", [])


def test_folders_come_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("FONT_DIR", raising=False)

    assert (environment.var_dir(), environment.font_dir()) == (tmp_path / "var", tmp_path / "var" / "fonts")


def test_environment_for_django_keeps_what_the_caller_set(tmp_path, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://mail:25")

    env = environment.for_django(secret="s", var=tmp_path, servers=SERVERS)

    assert (env["EMAIL_URL"], env["SECRET_KEY"], env["DATABASE_URL"], env["REDIS_URL"]) == (
        "smtp://mail:25",
        "s",
        SERVERS.database_url,
        SERVERS.redis_url,
    )


def test_note_of_the_servers_is_private_and_lasts_as_long_as_they(tmp_path):
    file = tmp_path / "servers.json"

    with environment.noted(file, SERVERS):
        mode, text = stat.S_IMODE(file.stat().st_mode), file.read_text()

    assert (mode, SERVERS.database_url in text, file.exists()) == (0o600, True, False)


def test_second_holder_of_a_lock_is_refused_in_words(tmp_path):
    lock = tmp_path / "lock"

    with (
        environment.only_one(lock),
        pytest.raises(SetUpError, match="runs already"),
        environment.only_one(lock, or_else="It runs already."),
    ):
        pass


def test_lock_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with environment.only_one(tmp_path / "lock", or_else="held"):
            pass


def test_processes_keep_what_they_compile_whatever_the_machine_says(tmp_path):
    (tmp_path / "script").symlink_to(ROOT / "script")
    (tmp_path / "requirements.lock").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / "requirements.stamp").write_text("4294967295 0\n")
    asked = "source script/environment && .venv/bin/python -c 'import sys; print(sys.dont_write_bytecode)'"

    done = subprocess.run(
        ["bash", "-ec", asked],
        cwd=tmp_path,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )

    assert (done.stdout, done.stderr) == ("False\n", "")
