"""`manage.py tick`: the sweep of every minute without a broker, for a timer of the machine."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.outbox.sweep import sweep


class Command(BaseCommand):
    help = "Run the jobs that are due and deliver what is queued, as the worker does every minute."
    # Started every minute: what the deployment checks once is not checked again each time.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
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
