"""Rule 36: the same leader or room in overlapping time."""

from datetime import date, time

import pytest

from planning.arrangements.conflicts import clashes
from planning.arrangements.models import Entry
from planning.arrangements.persons import person

DAY = date(2026, 11, 24)


def entry(at=None, until=None, half="", **facts):
    return Entry(on=facts.pop("on", DAY), starts_at=at, ends_at=until, half_day=half, activity="会", **facts)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((time(9), time(10)), (time(9, 30), None), True),
        ((time(9), time(10)), (time(10), None), False),
        ((time(9), None), (time(10, 30), None), True),
        ((time(9), None), (time(11), None), False),
        ((None, None, "morning"), (time(11), None), True),
        ((None, None, "morning"), (time(14), None), False),
        ((None, None, "day"), (time(19), None), True),
        ((None, None, "morning"), (None, None, "afternoon"), False),
    ],
)
def test_rule_36_overlapping_time(first, second, clash):
    found = clashes([entry(*first, place="三楼会议室"), entry(*second, place="三楼 会议室")])

    assert [one.kind for one in found] == (["place"] if clash else [])


def test_rule_36_leaders_are_told_apart_by_name():
    found = clashes([entry(half="day", leaders="林静远、高志明"), entry(time(10), leaders="高志明，林远")])

    assert [(one.kind, one.what) for one in found] == [("leader", "高志明")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("苏明理副秘书长", "苏明理"),
        ("市政协副主席张玲", "张玲"),
        ("秘书长高志明", "高志明"),
        ("高志明同志", "高志明"),
        ("高志明（市政协秘书长）", "高志明"),
        ("提案委员会主任欧阳文远", "欧阳文远"),
        ("秘书长", "秘书长"),
        ("分管副秘书长", "分管副秘书长"),
        ("市政协秘书长", "市政协秘书长"),
        ("李主席", "李主席"),
        ("林静远", "林静远"),
    ],
)
def test_rule_36_a_leader_is_known_without_the_post(words, name):
    assert person(words) == name


def test_rule_36_a_post_beside_the_name_hides_no_conflict():
    found = clashes([entry(half="day", leaders="苏明理副秘书长"), entry(time(10), leaders="苏明理")])

    assert [(one.kind, one.what) for one in found] == [("leader", "苏明理")]


def test_rule_36_another_day_is_no_conflict():
    assert clashes([entry(place="三楼"), entry(place="三楼", on=date(2026, 11, 25))]) == []


def test_entries_without_leader_and_room_never_clash():
    assert clashes([entry(half="day"), entry(half="day")]) == []


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("中巴一、商务车", "商务车", ["商务车"]),
        ("中巴一", "中巴二", []),
        ("", "", []),
    ],
)
def test_rule_36_the_same_vehicle(first, second, shared):
    found = clashes([entry(half="day", vehicles=first), entry(time(9), vehicles=second)])

    assert [(clash.kind, clash.what) for clash in found] == [("vehicle", name) for name in shared]
