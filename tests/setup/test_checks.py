"""script/test: what it runs and what it says."""

import os

import pytest

from script.house import checks
from script.house.checks import Check, Result
from script.house.environment import ROOT


def test_without_arguments_everything_is_run(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert [check.name for check in checks.choose([])] == [
        "ruff check",
        "ruff format",
        "import contracts",
        "all migrations",
        "mypy",
        "pytest",
    ]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["tests/setup", "-k", "port"], ("pytest", "tests/setup", "-k", "port")),
        (["--faults", "tests/setup"], ("pytest", "tests/setup", "--faults")),
        (["-x"], ("pytest", "-x")),
    ],
)
def test_with_arguments_only_pytest_is_run_on_them(arguments, command):
    assert [check.command for check in checks.choose(arguments)] == [command]


def test_faults_alone_belongs_to_the_whole_run():
    chosen = checks.choose(["--faults"])

    assert (len(chosen), chosen[-1].command[-1]) == (len(checks.choose([])), "--faults")


def test_a_database_of_others_is_not_migrated(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office@db/office")

    assert checks.MIGRATE not in checks.choose([])


def test_checks_side_by_side_tell_each_what_it_said_and_whether_it_passed(capsys):
    commands = [("python", "-c", "print('one')"), ("python", "-c", "raise SystemExit('two')")]

    with checks.side_by_side() as start:
        ended = [start(Check(f"check {n}", command), os.environ) for n, command in enumerate(commands)]
        results = [checks.told(one) for one in ended]

    assert [result.passed for result in results] == [True, False]
    assert [line for line in capsys.readouterr().out.splitlines() if "─" not in line] == ["one", "two"]


def test_a_check_ends_with_the_run():
    with checks.side_by_side() as start:
        endless = start(Check("endless", ("python", "-c", "import time; time.sleep(60)")), os.environ)

    assert not checks.told(endless).passed


def test_summary_has_a_line_per_check_and_a_verdict():
    lines = checks.summary([Result("mypy", True, 1.25), Result("pytest", False, 60)], 60.5).splitlines()

    assert lines[1:] == ["passed     1.2 s  mypy", "FAILED    60.0 s  pytest", "1 of 2 FAILED in 60 s."]


@pytest.mark.parametrize(("ci", "rule"), [("true", {"BROWSER": "required"}), ("1", {"BROWSER": "required"}), ("", {})])
def test_browser_is_required_in_ci(monkeypatch, ci, rule):
    monkeypatch.setenv("CI", ci)

    assert checks.browser_rule() == rule


@pytest.mark.parametrize(("ci", "kept"), [("true", False), ("", True)])
def test_mypy_keeps_for_the_next_run_what_it_learnt_unless_there_is_none(monkeypatch, ci, kept):
    monkeypatch.setenv("CI", ci)

    assert (os.devnull not in checks.line_of(checks.MYPY)) is kept


@pytest.mark.parametrize("name", ["script/server", "script/test", "script/manage", "script/lock", ".ci/run"])
def test_commands_can_be_executed(name):
    assert os.access(ROOT / name, os.X_OK)


def test_ci_runs_the_same_checks():
    assert "script/test" in (ROOT / ".ci" / "run").read_text()
