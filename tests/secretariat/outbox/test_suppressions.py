"""Holding a line of a coming day back, with a reason, and letting it go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox import suppressions
from secretariat.outbox.models import Notice, ReminderRule, Suppression
from secretariat.outbox.reminders import lines_on, planned_on, send_reminders
from secretariat.people.models import PostKind
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line
from tests.supervision.factories import person

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 11, 22, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
HALF_PAST_EIGHT = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def officer():
    return person(PostKind.SUPERVISOR, name="督查甲")


@pytest.fixture
def anna():
    return UserFactory(name="安娜")


@pytest.fixture
def told(answer, anna):
    """Two lines to Anna, about herself and about somebody else, by a rule of the house."""
    rule = ReminderRule.objects.filter(ladder="due").first()
    other = UserFactory()
    answer.lines = [line(anna, subject.pk, rule_id=rule.pk) for subject in (anna, other)]
    return answer.lines


def hold_back(told, day, officer, **facts):
    return suppressions.suppress(told[0].key(day), **{"by": officer, "at": EVENING, "reason": "已当面催办"} | facts)


def test_a_line_held_back_is_left_out_by_the_sweep(told, day, officer):
    hold_back(told, day, officer)

    assert lines_on(day) == [told[1]]
    assert (send_reminders(day).new, Notice.objects.get().subject_id) == (1, told[1].subject_id)


def test_a_line_held_back_is_still_shown_with_who_and_why(told, day, officer):
    row = hold_back(told, day, officer)

    [held] = [planned for planned in planned_on(day) if planned.suppression]
    found = held.suppression
    assert (held.line, found.pk, found.by, found.reason, found.at) == (told[0], row.pk, "督查甲", "已当面催办", EVENING)


def test_only_this_day_is_held_back(told, day, officer):
    hold_back(told, day, officer)

    assert len(lines_on(day + timedelta(days=1))) == 2


def test_a_line_of_another_rule_about_the_same_matter_is_told(answer, told, day, officer):
    hold_back(told, day, officer)
    late = ReminderRule.objects.filter(ladder="late").first()
    answer.lines = [line(UserFactory(), told[0].subject_id, rule_id=late.pk), *told]

    assert len(lines_on(day)) == 2


def test_holding_back_is_recorded_in_the_history_of_the_matter(told, day, officer, anna):
    row = hold_back(told, day, officer)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.subject, event.whole, event.note) == (
        "reminder.suppressed",
        officer,
        row,
        anna,
        "已当面催办",
    )
    assert event.data == {"recipient": "安娜", "rule": "到期前 -5 → 承办人", "day": "2026-11-23"}


def test_a_line_is_held_back_once(told, day, officer):
    hold_back(told, day, officer)

    with pytest.raises(Refused, match="已停发"):
        hold_back(told, day, officer)


@pytest.mark.parametrize(
    "key", ["remind:secretariat.user:0:v1:r1:2026-11-23:1", "nonsense", "a:b:c:d:e:2026-13-01", ""]
)
def test_what_is_not_planned_is_refused(told, officer, key):
    with pytest.raises(Refused, match="不再发送"):
        suppressions.suppress(key, by=officer, at=EVENING, reason="已当面催办")


def test_nothing_is_held_back_once_the_morning_has_come(told, day, officer):
    hold_back(told, day, officer, at=HALF_PAST_EIGHT - timedelta(seconds=1))

    with pytest.raises(Refused, match="已发出"):
        suppressions.suppress(told[1].key(day), by=officer, at=HALF_PAST_EIGHT, reason="已当面催办")


@pytest.mark.parametrize("kind", [PostKind.PLANNER, PostKind.HEAD, PostKind.SECRETARY_GENERAL, PostKind.AUDITOR])
def test_only_officers_and_administrators_hold_back(told, day, lead, kind):
    with pytest.raises(PermissionDenied):
        hold_back(told, day, person(kind, unit=lead))
    assert not Suppression.objects.exists()


def test_an_administrator_holds_back(told, day):
    assert hold_back(told, day, person(PostKind.ADMINISTRATOR)).pk


# ── Letting it go ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_let_go_is_told_again_and_may_be_held_back_again(told, day, officer):
    row = hold_back(told, day, officer)
    suppressions.lift(row.pk, by=officer, at=EVENING)

    assert len(lines_on(day)) == 2
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "reminder.suppressed",
        "reminder.restored",
    ]
    assert hold_back(told, day, officer).pk != row.pk


def test_a_line_is_let_go_once(told, day, officer):
    row = hold_back(told, day, officer)
    suppressions.lift(row.pk, by=officer, at=EVENING)

    with pytest.raises(Refused, match="已恢复"):
        suppressions.lift(row.pk, by=officer, at=EVENING)


def test_nothing_is_let_go_once_the_morning_has_come(told, day, officer):
    row = hold_back(told, day, officer)

    with pytest.raises(Refused, match="已发出"):
        suppressions.lift(row.pk, by=officer, at=HALF_PAST_EIGHT)


def test_a_stranger_lets_nothing_go(told, day, officer, anna):
    row = hold_back(told, day, officer)

    with pytest.raises(PermissionDenied):
        suppressions.lift(row.pk, by=anna, at=EVENING)
