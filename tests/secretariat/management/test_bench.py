"""`manage.py bench`: the measurements run, on a few rows, and never beside the items of an office."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from secretariat.management.bench import ledger, rows, sweep
from tests.supervision.factories import ItemFactory


@pytest.fixture
def few(monkeypatch, faults):
    """Few rows, and without --faults few pages: to trace the memory of each takes half a second."""
    every = ledger.pages
    monkeypatch.setattr(ledger, "pages", lambda town: every(town) if faults else ends_of(every(town)))
    monkeypatch.setattr(rows, "UNITS", 4)
    monkeypatch.setattr(rows, "STAFF", 2)
    monkeypatch.setattr(ledger, "SIZES", (2, 6))
    monkeypatch.setattr(ledger, "WARM", 0)
    monkeypatch.setattr(ledger, "ROUNDS", 1)
    monkeypatch.setattr(sweep, "ITEMS", 100)
    monkeypatch.setattr(sweep, "LINES", 10)


def ends_of(pages):
    named = list(pages.items())
    return dict(named[:2] + named[-1:])


def told(what):
    out = StringIO()
    call_command("bench", what, stdout=out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_measured_at_both_sizes(few):
    said = told("ledger")

    assert "2 items" in said and "6 : 2 (median)" in said and "bare view" in said


@pytest.mark.django_db(transaction=True)
def test_the_reminders_are_measured_and_told_once(few):
    said = told("sweep")

    # Items that nobody has reported on for long are told of besides the ten that fall due.
    [(lines, new)] = re.findall(r"sweep: (\d+) lines to \d+ people, (\d+) new", said)
    assert int(lines) >= 10 and lines == new and "again: 0 new" in said and f"of {lines} rows" in said


@pytest.mark.django_db
def test_made_up_rows_are_not_mixed_with_those_of_an_office():
    ItemFactory()

    with pytest.raises(CommandError):
        told("ledger")
