"""Whether the house is alive, and whether its work is being done."""

from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from secretariat.jobs.queries import last_tick

TICK_LIMIT = timedelta(minutes=5)


def state() -> dict[str, str]:
    """Each part with "ok" or what is wrong: the database, and the tick that must not be older than five minutes."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        tick = last_tick()
    except Error:
        return {"database": "unreachable", "tick": "unknown"}
    if tick is None:
        return {"database": "ok", "tick": "never"}
    return {
        "database": "ok",
        "tick": "ok" if timezone.now() - tick <= TICK_LIMIT else f"late since {tick:%H:%M:%S} UTC",
    }
