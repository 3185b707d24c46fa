from datetime import date

import pytest

from secretariat.workdays.calendar import Calendar
from secretariat.workdays.presets import calendar_rows


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return Calendar((date.fromisoformat(row["date"]), row["kind"], row["name"]) for row in calendar_rows())
