"""`manage.py remind`: tell the reminders of a day, or only show whom they would reach."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.outbox.lines import Planned
from secretariat.outbox.rehearsal import Rehearsal, rehearse
from secretariat.outbox.reminders import SENT_AT, send_reminders


class Command(BaseCommand):
    help = (
        "Tell the reminders of a day: inbox at once, one digest mail per person. Running it twice tells nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day; today without it")
        parser.add_argument("--dry-run", action="store_true", help="show people, rules and reasons, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        if options["dry_run"]:
            self._show(rehearse(on))
            return
        sweep = send_reminders(on)
        facts = {"people": sweep.people, "lines": sweep.lines, "new": sweep.new}
        self.stdout.write(_("%(people)d people, %(lines)d lines, %(new)d of them new") % facts)

    def _show(self, shown: Rehearsal) -> None:
        facts = {"day": shown.on, "time": SENT_AT.strftime("%H:%M"), "people": shown.people, "lines": shown.lines}
        escalations = {"n": shown.escalations}
        self.stdout.write(
            _("%(day)s %(time)s: %(people)d people, %(lines)d lines") % facts
            + ngettext(", %(n)d escalation", ", %(n)d escalations", shown.escalations) % escalations
        )
        for one in shown.told:
            self.stdout.write(f"\n{one.person} {one.person.title}".rstrip())
            for planned in one.lines:
                self._show_line(planned)

    def _show_line(self, planned: Planned) -> None:
        line, held = planned.line, planned.suppression
        self.stdout.write(f"  [{line.rung}] {line.title} {line.text}".rstrip())
        self.stdout.write(f"      {line.reason}")
        if held:
            words = _("held back by %(by)s: %(reason)s") % {"by": held.by, "reason": held.reason}
            self.stdout.write(f"      {words}")
