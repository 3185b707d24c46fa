"""`manage.py tick`: the sweep of every minute without a broker, for a timer of the machine; or as a service."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.outbox.sweep import sweep

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the jobs that are due and deliver what is queued, as the worker does every minute."
    # Started every minute: what the deployment checks once is not checked again each time.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="stay, and do it again and again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"] is None:
            self._sweep()
        while options["every"]:
            self._sweep_or_log()
            time.sleep(options["every"])

    def _sweep_or_log(self) -> None:
        """The service outlives a database that is away for a while."""
        try:
            self._sweep()
        except Error:
            logger.exception("the sweep failed")
        finally:
            close_old_connections()

    def _sweep(self) -> None:
        swept = sweep(timezone.now())
        facts = {
            "done": swept.jobs.done,
            "failed": swept.jobs.failed,
            "sent": swept.deliveries.sent,
            "refused": swept.deliveries.failed,
        }
        self.stdout.write(
            _("Jobs: %(done)d done, %(failed)d failed. Mail: %(sent)d sent, %(refused)d refused.") % facts
        )
