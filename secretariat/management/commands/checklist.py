"""`manage.py checklist`: what a fresh house still needs; exit code 1 while something is open."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.portal.checklist import points


class Command(BaseCommand):
    help = "Tell what is configured and what is not: calendar, units, people, leaders, numbers, series, mail."

    def handle(self, *args: Any, **options: Any) -> None:
        found = points(on=timezone.localdate())
        for point in found:
            mark = _("done") if point.done else _("OPEN")
            self.stdout.write(f"{mark}  {point.name}  {'' if point.done else point.url}".rstrip())
        if any(not point.done for point in found):
            sys.exit(1)
