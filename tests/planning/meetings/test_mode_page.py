"""What the page of a meeting in progress says of its clocks."""

import pytest

from planning.meetings.mode_page import Clock


@pytest.mark.parametrize(("spent", "words"), [(5, "0:05"), (65, "1:05"), (3599, "59:59"), (3605, "1:00:05")])
def test_a_clock_says_hours_once_there_are_some(spent, words):
    assert Clock(spent, runs=True, minutes=30).words == words
