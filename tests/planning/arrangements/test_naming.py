"""Leaders and rooms of an entry are known however they are written."""

import pytest

from planning.arrangements import services
from planning.arrangements.models import Room
from planning.arrangements.naming import leaders_meant, room_meant, unrecognised
from secretariat.errors import Refused
from secretariat.people.models import PostKind
from tests.planning.arrangements.conftest import moment
from tests.supervision.factories import person

ROOMS = ["机关二楼会议室", "机关三楼会议室", "礼堂"]


@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("机关三楼会议室", "机关三楼会议室"),
        ("三楼 会议室", "机关三楼会议室"),
        ("市政协机关三楼会议室", "机关三楼会议室"),
        ("机关礼堂", "礼堂"),
        ("会议室", "会议室"),
        ("九龙坡区政协机关三楼会议室", "九龙坡区政协机关三楼会议室"),
        ("渝北区", "渝北区"),
        ("", ""),
    ],
)
def test_a_room_is_known_by_the_end_of_its_name_where_one_ends_so(place, room):
    assert room_meant(place, ROOMS) == room


@pytest.mark.parametrize(("place", "room"), [("三楼会议室", "十三楼会议室"), ("2号楼会议室", "12号楼会议室")])
def test_the_end_of_a_number_is_another_room(place, room):
    assert room_meant(place, [room]) == place


@pytest.fixture
def leaders(units):
    person(PostKind.SECRETARY_GENERAL, name="高志明")
    return [person(PostKind.DEPUTY, name=name) for name in ("苏明理", "林静远", "林平")]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("秘书长", "高志明"),
        ("高秘书长、苏副秘书长", "高志明、苏明理"),
        ("林副秘书长", "林副秘书长"),
        ("苏秘书长", "苏秘书长"),
        ("苏明理副秘书长", "苏明理副秘书长"),
        ("张玲", "张玲"),
    ],
)
def test_a_post_or_surname_is_the_person_where_it_is_one(leaders, words, meant):
    assert leaders_meant(words) == meant


def test_plain_names_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        leaders_meant("苏明理、林静远")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"leaders": "苏副秘书长"}, {"leaders": "苏明理"}),
        ({"place": "三楼会议室"}, {"place": "机关三楼会议室"}),
    ],
)
def test_rule_36_a_conflict_is_found_under_another_name(leaders, week, planner, line, first, second):
    Room.objects.create(name="机关三楼会议室")
    services.add_entry(week.pk, line=line(**first), by=planner, at=moment(18))

    with pytest.raises(Refused):
        services.add_entry(week.pk, line=line(**second), by=planner, at=moment(18))


def test_what_is_nobody_and_no_room_is_named(leaders):
    Room.objects.create(name="机关三楼会议室")
    found = unrecognised("苏明理副秘书长、张玲", "五楼会议室")

    assert (found.leaders, found.place, found.words) == (["张玲"], "五楼会议室", "张玲、五楼会议室")
    assert unrecognised("", "渝北区").words == ""


def test_it_is_said_on_saving_and_beside_the_field(client, leaders, week, planner, units):
    client.force_login(planner)
    typed = {"on": "2026-11-24", "half_day": "morning", "activity": "召开会议", "leaders": "张玲"}
    saved = client.post(f"/planning/arrangements/{week.pk}/entry/", typed, follow=True)
    page = client.get(week.entries.get().get_absolute_url())

    assert ("未能识别，只按所写文字与其他安排比对：张玲" in saved.content.decode()) is True
    assert ("不在系统人员中" in page.content.decode()) is True
