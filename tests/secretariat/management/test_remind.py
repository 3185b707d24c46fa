"""`manage.py remind`."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from secretariat.outbox.models import Audience, Delivery, Ladder, Notice, ReminderRule, Suppression
from secretariat.people.models import User
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox import reminding

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(monkeypatch):
    answer = reminding.register(monkeypatch)
    anna, bert = UserFactory(name="李四", pinyin="lisi"), UserFactory(name="王五", pinyin="wangwu")
    late = {"ladder": Ladder.LATE, "offset": 3, "audience": Audience.OVERSEER}
    answer.lines = [
        reminding.line(bert, 7, reason="您分管主办单位", text="逾期 3 个工作日", **late),
        reminding.line(anna, 8),
    ]
    return answer


def remind(*options):
    out = StringIO()
    call_command("remind", *options, stdout=out)
    return out.getvalue()


def test_dry_run_shows_people_rules_and_reasons(answer):
    assert remind("--on", "2026-11-23", "--dry-run") == (
        "2026-11-23 08:30：2 人，2 条，逐级上报 1 条\n"
        "\n"
        "李四\n"
        "  [到期前 -1 → 承办人] 督〔2026〕8号 剩 1 个工作日\n"
        "      您是承办人\n"
        "\n"
        "王五\n"
        "  [逾期 +3 → 分管副秘书长] 督〔2026〕7号 逾期 3 个工作日\n"
        "      您分管主办单位\n"
    )


def test_dry_run_writes_nothing(answer, django_assert_num_queries):
    with django_assert_num_queries(7) as queries:
        remind("--on", "2026-11-23", "--dry-run")
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}


def test_dry_run_shows_what_is_held_back(answer, db):
    rule, [_late, soon] = ReminderRule.objects.first(), answer.lines
    answer.lines = [replace(soon, rule_id=rule.pk)]
    by, subject = UserFactory(name="督查甲"), User.objects.first()
    told = {
        "recipient_id": soon.recipient_id,
        "rule": rule,
        "day": date(2026, 11, 23),
        "by": by,
    }
    Suppression.objects.create(subject=subject, label="x", reason="已电话催办", **told)
    Suppression.objects.update(subject_id=soon.subject_id)

    said = remind("--on", "2026-11-23", "--dry-run")
    assert said.startswith("2026-11-23 08:30：0 人，0 条，逐级上报 0 条\n")
    assert "      已由督查甲停发：已电话催办\n" in said


def test_remind_tells_and_says_how_many(answer):
    assert remind("--on", "2026-11-23") == "提醒 2 人，共 2 条，其中新增 2 条\n"
    assert (Notice.objects.count(), Delivery.objects.count()) == (2, 2)


def test_remind_means_today_without_a_day(answer, time_machine):
    time_machine.move_to("2026-11-22T23:00:00Z")
    remind("--dry-run")

    assert f"{answer.asked[0][0]}" == "2026-11-23"


def test_remind_refuses_what_is_no_day(answer):
    with pytest.raises(CommandError):
        remind("--on", "tomorrow")
