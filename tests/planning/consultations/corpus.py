"""The programmes of the tests with the rows that a careful person reads out of them."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from planning.consultations.parsing import ReadConsultation, read_programme
from secretariat.people.names import Unit
from secretariat.workdays.calendar import Calendar

HERE = Path(__file__).parent
FIELDS = ("topic", "kind", "form", "first", "last", "words", "leader", "lead", "co_units")
ON = date(2026, 1, 15)


@dataclass(frozen=True)
class Case:
    """A programme and the expected rows."""

    batch: str
    text: str
    rows: list[list[str]]


@cache
def units() -> tuple[Unit, ...]:
    with (HERE / "units.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Unit(row["name"], tuple(filter(None, row["aliases"].split(";"))), row["kind"])
            for row in csv.DictReader(file)
        )


def cases(batch: str) -> list[Case]:
    found = tomllib.loads((HERE / "programmes.toml").read_text(encoding="utf-8"))["programmes"]
    return [
        Case(one["batch"], one["text"], [row.split("|") for row in one["rows"]])
        for one in found
        if one["batch"] == batch
    ]


def read(text: str, **facts) -> list[ReadConsultation]:
    return read_programme(text, **{"on": ON, "units": units(), "calendar": Calendar()} | facts)


def as_row(one: ReadConsultation) -> list[str]:
    days = [day.isoformat() if day else "" for day in (one.window.first, one.window.last)] if one.window else ["", ""]
    words = one.window.words if one.window else ""
    lead = one.lead.name if one.lead else ""
    return [
        one.topic,
        one.kind,
        one.form,
        *days,
        words,
        one.leader,
        lead,
        "、".join(unit.name for unit in one.co_units),
    ]


def wrong_cells(batch: str) -> tuple[list[str], int]:
    """Every cell that was read otherwise than expected, and how many cells there are."""
    wrong, total = [], 0
    for case in cases(batch):
        found = [as_row(one) for one in read(case.text)]
        total += len(case.rows) * len(FIELDS)
        if len(found) != len(case.rows):
            wrong.append(f"{len(found)} rows instead of {len(case.rows)}: {[row[0] for row in found]}")
        for got, wanted in zip(found, case.rows, strict=False):
            wrong += [
                f"{wanted[0]} {name}: {a!r} instead of {b!r}"
                for name, a, b in zip(FIELDS, got, wanted, strict=True)
                if a != b
            ]
    return wrong, total
