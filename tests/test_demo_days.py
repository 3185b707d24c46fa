"""The demo year builds on whatever day it is asked for."""

from datetime import date

import pytest

from secretariat.management.demo.year import build_year
from secretariat.people.models import User
from secretariat.portal.desk import desk_of
from secretariat.workdays import queries as workdays
from supervision.items.standing import Day
from tests.test_demo import missing_states

# Spring Festival, after which two weeks have one meeting: before it, its last day, the first working day after it, and
# while that meeting is one of the last. The first day of a holiday, a Sunday, the first working day of a year.
AWKWARD = [
    *(date(2026, 2, 4), date(2026, 2, 23), date(2026, 2, 24), date(2026, 3, 10), date(2026, 3, 19), date(2026, 4, 8)),
    *(date(2026, 10, 1), date(2026, 11, 22), date(2027, 1, 4)),
]


@pytest.mark.fault(long=True)
@pytest.mark.parametrize("on", AWKWARD, ids=str)
def test_it_builds_on_awkward_days(db, tmp_path, on):
    build_year(on=on, calendar=workdays.load(), font_dir=tmp_path)

    assert missing_states() == {}
    assert desk_of(User.objects.get(username="sg"), Day.of(on), after="/").matters
