"""Who does a job: functions by name, entered by the drawers when they are loaded, with their line of the timetable."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from secretariat.jobs.models import Job
from secretariat.jobs.timetable import Days, Entry

Handler = Callable[[Job], Mapping[str, Any] | None]

HANDLERS: dict[str, Handler] = {}
TIMETABLE: list[Entry] = []


def handles(name: str, *, at: time | None = None, days: Days = Days.WORKING_DAY) -> Callable[[Handler], Handler]:
    """Decorator: this function does the jobs called `name`; with `at` it also recurs at this local time on these days.

    The function gets the job and returns what is to be kept as its result. It may run twice for one job (a worker was
    killed in between): it looks for its work by state and key. Raises ValueError if another function has the name.
    """

    def register(function: Handler) -> Handler:
        if HANDLERS.get(name, function) is not function:
            raise ValueError(f"two handlers for jobs called {name}")
        HANDLERS[name] = function
        entry = Entry(name, at, days) if at else None
        if entry and entry not in TIMETABLE:
            TIMETABLE.append(entry)
        return function

    return register
