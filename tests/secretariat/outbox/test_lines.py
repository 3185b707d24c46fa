"""The line that a drawer answers."""

from datetime import date

import pytest

from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder, ReminderRule
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.reminding import line

DAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_line_of_a_rule_carries_rule_and_matter():
    rule = ReminderRule.objects.create(ladder=Ladder.LATE, offset=3, audience=Audience.OVERSEER, valid_from=DAY)
    anna = UserFactory()

    made = ReminderLine.of(rule, ("secretariat.user", anna.pk), recipient_id=anna.pk, due_version=2, title="t")

    assert (made.rule_id, made.ladder, made.offset, made.subject_type, made.subject_id) == (
        rule.pk,
        "late",
        3,
        "secretariat.user",
        anna.pk,
    )


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.HANDLER, False),
        (Audience.HEAD, False),
        (Audience.OVERSEER, True),
        (Audience.SECRETARY_GENERAL, True),
    ],
)
def test_line_above_the_unit_is_an_escalation(audience, expected):
    assert line(UserFactory.build(pk=1), audience=audience).is_escalation is expected


@pytest.mark.parametrize("change", [{"subject_id": 2}, {"rule_id": 2}, {"due_version": 2}, {"subject_type": "a.b"}])
def test_rule_17_key_tells_matter_rule_and_due_version(change):
    anna = UserFactory.build(pk=1)

    assert line(anna).key(DAY) != line(anna, **change).key(DAY)


def test_rule_17_key_tells_recipient_and_day():
    one = line(UserFactory.build(pk=1))

    assert len({one.key(DAY), one.key(date(2026, 11, 24)), line(UserFactory.build(pk=2)).key(DAY)}) == 3
