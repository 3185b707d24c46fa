"""What a chat group is told on a working day: the matters of its unit, once, in one message."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.audit import services as audit
from secretariat.audit.labels import register, register_group
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Channel, ChatRobot, Delivery, Ladder
from secretariat.outbox.nudge import deliver_soon
from secretariat.people.models import User

register_group("robot", gettext_lazy("Chat robots"))
register("robot.tested", gettext_lazy("sent a test message into the group"))

# WeCom takes 2,048 bytes in a message, the least of the three; the head and the foot need some of them.
ROOM = 1600


def tell_groups(lines: Sequence[ReminderLine], *, on: date, at: datetime) -> int:
    """One message for every active robot to whose group some of the day's reminders belong, due `at`.

    Its key is robot and day, so that a repeated sweep adds nothing. Returns how many robots have something to tell.
    """
    robots = ChatRobot.objects.filter(is_active=True).select_related("department") if lines else []
    with translation.override(settings.LANGUAGE_CODE):
        rows = [_delivery(robot, theirs, on, at) for robot in robots if (theirs := _lines_for(robot, lines))]
    if rows:
        with transaction.atomic():
            Delivery.objects.bulk_create(rows, ignore_conflicts=True)
            transaction.on_commit(deliver_soon, robust=True)
    return len(rows)


@transaction.atomic
def send_test(robots: Iterable[ChatRobot], *, on: date, by: User) -> int:
    """A message to each of these groups that shows whether the robot works; returns how many were queued."""
    rows = []
    for robot in robots:
        key = f"test:{robot.pk}:{uuid.uuid4()}:chat"
        text = "\n".join([_("A test of the secretariat's system, sent by %(name)s.") % {"name": by}, settings.SITE_URL])
        rows.append(Delivery(key=key, channel=Channel.CHAT, robot=robot, day=on, text=text))
        audit.record(actor=by, verb="robot.tested", subject=robot)
    Delivery.objects.bulk_create(rows)
    transaction.on_commit(deliver_soon, robust=True)
    return len(rows)


def _lines_for(robot: ChatRobot, lines: Iterable[ReminderLine]) -> list[ReminderLine]:
    """One line per matter, the overdue ones first."""
    theirs = [line for line in lines if line.ladder in robot.kinds and robot.department_id in (None, line.unit_id)]
    matters = {line.matter: line for line in theirs}
    return sorted(matters.values(), key=lambda line: (line.ladder != Ladder.LATE, line.title, line.matter))


def _delivery(robot: ChatRobot, lines: list[ReminderLine], on: date, at: datetime) -> Delivery:
    key = f"group:{robot.pk}:{on:%Y-%m-%d}:chat"
    return Delivery(key=key, channel=Channel.CHAT, robot=robot, day=on, due_at=at, text=_text(robot, lines, on))


def _text(robot: ChatRobot, lines: list[ReminderLine], on: date) -> str:
    late = sum(line.ladder == Ladder.LATE for line in lines)
    unit = robot.department.name if robot.department else _("The whole house")
    facts = {"unit": unit, "day": formats.date_format(on, "MONTH_DAY_FORMAT"), "n": len(lines)}
    head = ngettext("%(unit)s, %(day)s: %(n)d matter", "%(unit)s, %(day)s: %(n)d matters", len(lines)) % facts
    if late:
        head += ngettext(", %(n)d overdue", ", %(n)d overdue", late) % {"n": late}
    told = _that_fit([f"{place}. {line.title}\n{line.text}" for place, line in enumerate(lines, start=1)])
    if left := len(lines) - len(told):
        told.append(ngettext("%(n)d more in the system.", "%(n)d more in the system.", left) % {"n": left})
    return "\n".join([head, *told, settings.SITE_URL])


def _that_fit(told: list[str]) -> list[str]:
    room, fitting = ROOM, []
    for one in told:
        room -= len(one.encode()) + 1
        if room < 0:
            break
        fitting.append(one)
    return fitting
