"""`manage.py workdays` on the calendars that a fresh system has."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("workdays", *words, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("add", "2026-09-30", "3"), "2026-10-10"),
        (("subtract", "2026-10-14", "3"), "2026-10-10"),
        (("between", "2026-09-28", "2026-10-09"), "4"),
        (("between", "2026-10-09", "2026-09-28"), "-4"),
    ],
)
def test_workdays_prints_the_answer_alone(words, answer):
    assert run(*words) == (answer, "")


@pytest.mark.django_db
def test_rule_07_a_provisional_answer_says_so_on_stderr():
    assert run("add", "2026-12-31", "1") == ("2027-01-04", "provisional")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [("add", "2026-09-30", "three"), ("between", "2026-09-30", "3"), ("add", "2026-09-30", "9" * 9)]
)
def test_workdays_refuses_nonsense(words):
    with pytest.raises(CommandError):
        run(*words)
