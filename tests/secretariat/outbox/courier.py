"""A warm process that forks a delivering process for every line it reads and tells its id: `python -m …courier`."""

import os
import sys
import time
from datetime import timedelta

import django

django.setup()

from secretariat.outbox import delivery  # noqa: E402
from secretariat.outbox.models import Delivery, DeliveryState  # noqa: E402

LEASE = timedelta(seconds=1)


def deliver_all() -> None:
    """Deliver until nothing is queued; what a killed process held comes back when its lease runs out."""
    while Delivery.objects.filter(state=DeliveryState.QUEUED).exists():
        delivery.drain(limit=5, lease=LEASE)
        time.sleep(0.05)


def main() -> None:
    # The dead are not buried before the end, so that no stranger gets the id of one.
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            deliver_all()
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
