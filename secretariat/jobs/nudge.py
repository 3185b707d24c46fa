"""A word to the workers that a row waits for them. It may get lost: the minute's tick finds the row anyway."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

from secretariat.late import late

redis = late("redis")
logger = logging.getLogger(__name__)

# With its own settings a broker that is down would hold the page for six seconds: 0, 2 and 4 s between the attempts.
_ONE_ATTEMPT = {"max_retries": 0, "socket_connect_timeout": 0.5, "socket_timeout": 0.5}
_PAUSE_SECONDS = 10.0

_quiet_until = 0.0


def nudge(task: str) -> None:
    """Ask a worker to run `task` now. Costs at most half a second and never raises when the broker is down.

    After a failure the broker is left alone for ten seconds, so that a page with many notices waits only once.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    options = {**current_app.conf.broker_transport_options, **_ONE_ATTEMPT}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            current_app.send_task(task, connection=connection, ignore_result=True, retry=False)
    except (OperationalError, redis.RedisError, OSError) as error:
        _quiet_until = time.monotonic() + _PAUSE_SECONDS
        logger.warning("broker not reached, %s waits for the tick: %s", task, error)


def run_jobs_soon() -> None:
    """Nudge the workers to run what is due in `jobs`."""
    nudge("secretariat.tasks.run_jobs")
