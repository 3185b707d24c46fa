"""The evening before: one reminder of the next morning is held back, and a chat group waits for its robot."""

from datetime import datetime, time

from django.utils import timezone

from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days
from secretariat.outbox.models import ChatKind, ChatRobot, Ladder
from secretariat.outbox.reminders import planned_on
from secretariat.outbox.suppressions import suppress
from secretariat.people.models import Department


def prepare_morning(house: House, days: Days) -> None:
    """Hold the first line of the next morning back; enter a robot, switched off: its address leads nowhere."""
    planned = planned_on(days.calendar.next_workday(days.today), days.calendar)
    evening = datetime.combine(days.today, time(17, 20), timezone.get_current_timezone())
    for one in planned[:1]:
        suppress(one.key, by=house.person("officer"), at=evening, reason="已电话催办，承办单位明日上午报送。")
    ChatRobot.objects.create(
        name="农业农村委工作群",
        kind=ChatKind.WECOM,
        webhook="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo-0000",
        department=Department.objects.get(name="农业农村委员会"),
        kinds=[Ladder.LATE, Ladder.STALLED],
        is_active=False,
    )
