"""`manage.py remind`: tell the reminders of a day, or only show whom they would reach."""

from datetime import date
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder
from secretariat.outbox.reminders import SENT_AT, lines_on, send_reminders
from secretariat.people.models import User


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
            self._show(on, lines_on(on))
            return
        sweep = send_reminders(on)
        facts = {"people": sweep.people, "lines": sweep.lines, "new": sweep.new}
        self.stdout.write(_("%(people)d people, %(lines)d lines, %(new)d of them new") % facts)

    def _show(self, on: date, lines: list[ReminderLine]) -> None:
        names = User.objects.in_bulk({line.recipient_id for line in lines})
        escalations = sum(line.is_escalation for line in lines)
        facts = {"day": on, "time": SENT_AT.strftime("%H:%M"), "people": len(names), "lines": len(lines)}
        self.stdout.write(
            _("%(day)s %(time)s: %(people)d people, %(lines)d lines") % facts
            + ngettext(", %(n)d escalation", ", %(n)d escalations", escalations) % {"n": escalations}
        )
        by_person = sorted(lines, key=lambda line: (names[line.recipient_id].pinyin, line.recipient_id))
        for recipient_id, theirs in groupby(by_person, key=lambda line: line.recipient_id):
            self.stdout.write(f"\n{names[recipient_id]} {names[recipient_id].title}".rstrip())
            for line in theirs:
                self.stdout.write(f"  [{_rule(line)}] {line.title} {line.text}".rstrip())
                self.stdout.write(f"      {line.reason}")


def _rule(line: ReminderLine) -> str:
    return f"{Ladder(line.ladder).label} {line.offset:+d} → {Audience(line.audience).label}"
