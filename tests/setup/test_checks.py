"""script/test: what it runs and what it says."""

import os

import pytest

from script.house import checks
from script.house.checks import Result
from script.house.environment import ROOT


def test_without_arguments_everything_is_run():
    assert [check.name for check in checks.choose([])] == [
        "ruff check",
        "ruff format",
        "import contracts",
        "missing migrations",
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


def test_summary_has_a_line_per_check_and_a_verdict():
    lines = checks.summary([Result("mypy", True, 1.25), Result("pytest", False, 60)]).splitlines()

    assert lines[1:] == ["passed     1.2 s  mypy", "FAILED    60.0 s  pytest", "1 of 2 FAILED in 61 s."]


@pytest.mark.parametrize(("ci", "rule"), [("true", {"BROWSER": "required"}), ("1", {"BROWSER": "required"}), ("", {})])
def test_browser_is_required_in_ci(monkeypatch, ci, rule):
    monkeypatch.setenv("CI", ci)

    assert checks.browser_rule() == rule


@pytest.mark.parametrize("name", ["script/server", "script/test", "script/manage", "script/lock", ".ci/run"])
def test_commands_can_be_executed(name):
    assert os.access(ROOT / name, os.X_OK)


def test_ci_runs_the_same_checks():
    assert "script/test" in (ROOT / ".ci" / "run").read_text()
