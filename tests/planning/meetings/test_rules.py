"""Who keeps minutes, who founds series."""

import pytest

from planning.meetings.rules import keeps_minutes, may_found_series
from secretariat.people.models import PostKind

KEEPERS = {PostKind.PLANNER, PostKind.SUPERVISOR}
FOUNDERS = {PostKind.PLANNER, PostKind.ADMINISTRATOR}


class Holder:
    def __init__(self, kind):
        self.kind = kind

    def holds(self, *kinds):
        return self.kind in kinds


@pytest.mark.parametrize("kind", PostKind)
def test_planner_and_supervisor_keep_the_minutes(kind):
    assert keeps_minutes(Holder(kind)) is (kind in KEEPERS)


@pytest.mark.parametrize("kind", PostKind)
def test_planner_and_administrator_found_series(kind):
    assert may_found_series(Holder(kind)) is (kind in FOUNDERS)
