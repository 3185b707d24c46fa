"""What chat groups are told: the matters of their unit, once a working day, in one message."""

from datetime import UTC, date, datetime

import pytest

from secretariat.audit.models import Event
from secretariat.outbox import groups, reminders
from secretariat.outbox.groups import tell_groups
from secretariat.outbox.models import Channel, ChatRobot, Delivery, Ladder
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line
from tests.supervision.factories import DepartmentFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
LATE = {"ladder": Ladder.LATE, "offset": 3, "text": "已逾期3个工作日（时限 11-18）。"}


@pytest.fixture
def unit():
    return DepartmentFactory(name="提案委员会")


@pytest.fixture
def group(unit):
    return robot("提案委群", department=unit)


def robot(name, **facts):
    return ChatRobot.objects.create(name=name, kind="wecom", webhook="https://qyapi.weixin.qq.com/?key=a", **facts)


def late(unit, number, **facts):
    return line(UserFactory(), number, unit_id=unit.pk, **LATE | facts)


def texts():
    return list(Delivery.objects.order_by("robot__name").values_list("text", flat=True))


def test_a_group_is_told_the_overdue_matters_of_its_unit(group, unit, day, settings):
    settings.SITE_URL = "https://office.example.org"
    lines = [late(unit, 7), late(unit, 8), late(DepartmentFactory(), 9), line(UserFactory(), 7, unit_id=unit.pk)]

    assert tell_groups(lines, on=day, at=AT) == 1
    assert texts() == [
        "【提案委员会】11月23日待办 2 件，逾期 2 件\n"
        "1. 督〔2026〕7号\n已逾期3个工作日（时限 11-18）。\n"
        "2. 督〔2026〕8号\n已逾期3个工作日（时限 11-18）。\n"
        "https://office.example.org"
    ]


def test_a_matter_told_to_three_people_is_told_to_the_group_once(group, unit, day):
    tell_groups([late(unit, 7), late(unit, 7), late(unit, 7)], on=day, at=AT)

    assert texts()[0].startswith("【提案委员会】11月23日待办 1 件")


def test_a_group_of_the_whole_house_is_told_of_every_unit(unit, day):
    robot("全机关群")
    tell_groups([late(unit, 7), late(DepartmentFactory(), 9)], on=day, at=AT)

    assert texts()[0].startswith("【全机关】11月23日待办 2 件，逾期 2 件")


def test_a_robot_carries_the_kinds_it_is_told_to(group, unit, day):
    ChatRobot.objects.update(kinds=["due", "late"])
    tell_groups([late(unit, 8), line(UserFactory(), 7, unit_id=unit.pk)], on=day, at=AT)

    assert texts()[0].splitlines()[:2] == ["【提案委员会】11月23日待办 2 件，逾期 1 件", "1. 督〔2026〕8号"]


def test_nothing_to_tell_is_not_told(group, day):
    assert tell_groups([line(UserFactory(), 7)], on=day, at=AT) == 0
    assert not Delivery.objects.exists()


def test_a_robot_that_is_switched_off_is_told_nothing(group, unit, day):
    ChatRobot.objects.update(is_active=False)

    assert tell_groups([late(unit, 7)], on=day, at=AT) == 0


def test_a_long_list_stays_within_one_message(group, unit, day):
    tell_groups([late(unit, number, title=f"督〔2026〕{number}号 " + "事" * 60) for number in range(30)], on=day, at=AT)

    [text] = texts()
    assert len(text.encode()) <= 2048
    assert text.splitlines()[-2] == "另有 24 件，请登录系统查看。"


def test_rule_17_a_repeated_sweep_tells_a_group_once_a_day(answer, group, unit, day):
    answer.lines = [late(unit, 7)]
    reminders.send_reminders(day)
    reminders.send_reminders(day)

    [delivery] = Delivery.objects.filter(channel=Channel.CHAT)
    assert (delivery.key, delivery.robot, delivery.due_at) == (f"group:{group.pk}:2026-11-23:chat", group, AT)


def test_rule_17_a_group_is_told_nothing_on_a_rest_day(answer, group, unit):
    answer.lines = [late(unit, 7)]
    reminders.send_reminders(date(2026, 11, 22))

    assert not Delivery.objects.exists()


def test_telling_groups_takes_the_same_queries_for_one_and_three(group, unit, day, django_assert_num_queries):
    lines = [late(unit, 7)]
    with django_assert_num_queries(4):
        tell_groups(lines, on=day, at=AT)
    for name in ("甲", "乙"):
        robot(name, department=unit)
    lines = [late(unit, number) for number in range(3)]
    with django_assert_num_queries(4):
        tell_groups(lines, on=day, at=AT)


def test_a_test_message_is_queued_and_recorded(group, day):
    administrator = UserFactory(name="管理员")

    assert groups.send_test([group], on=day, by=administrator) == 1
    assert "【待办提醒】秘书处工作台测试消息，发送人：管理员。" in texts()[0]
    assert Event.objects.values_list("verb", "actor__name", "label").get() == ("robot.tested", "管理员", "提案委群")
