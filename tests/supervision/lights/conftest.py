"""The people round an item, and the day on which the pages are looked at."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.supervision.items.cast import DAY, Cast


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture
def _on_the_day():
    with time_machine.travel(datetime.combine(DAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def log_in(cast, client):
    """`log_in("officer")` is the client of that role."""

    def enter(role):
        client.force_login(getattr(cast, role))
        return client

    return enter
