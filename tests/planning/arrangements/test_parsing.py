"""A published week is read into dated entries, whatever office wrote it."""

import time as clock
import tomllib
from datetime import date, time
from pathlib import Path

import pytest

from planning.arrangements.parsing import (
    A_LIMIT,
    A_NOTE,
    A_REST,
    NO_DATE,
    NO_SUCH_DAY,
    NO_SUCH_TIME,
    UNKNOWN_DAY,
    read_week,
)
from secretariat.errors import Refused
from secretariat.people.names import Unit

WEEKS = tomllib.loads(Path(__file__).with_name("weeks.toml").read_text(encoding="utf-8"))["weeks"]
UNITS = (Unit("提案委员会", ("提案委",), "专委会"), Unit("办公厅", ("市政协办公厅",), "机关"))
HEAD = "市政协一周工作安排(11月23日—11月29日)\n"


def read(text, year=2026):
    return read_week(text, year=year, units=UNITS)


def row(entry):
    at = entry.at.strftime("%H:%M") if entry.at else ""
    return "|".join((entry.on.isoformat(), entry.half_day, at, entry.unit, entry.activity))


def first(text):
    return read(HEAD + text).entries[0]


@pytest.mark.parametrize("words", ["待定：走访宗教团体。", "2. 时间待定，走访宗教团体。", "另行通知：走访宗教团体。"])
def test_what_is_still_to_be_decided_gets_no_day(words):
    week = read(f"{HEAD}1. 11月23日，召开主席会议。\n{words}")

    assert [(entry.activity, entry.on.day) for entry in week.entries] == [("召开主席会议", 23)]
    assert [line.reason for line in week.unread] == [NO_DATE]


@pytest.mark.parametrize("case", WEEKS, ids=lambda case: case["name"])
def test_a_week_is_read_as_a_careful_person_does(case):
    week = read(case["text"])

    assert [row(entry) for entry in week.entries] == case["rows"]
    assert [line.line for line in week.unread] == case["left"]


@pytest.mark.parametrize(
    ("words", "half", "at"),
    [
        ("上午9:30", "上午", time(9, 30)),
        ("9时30分", "上午", time(9, 30)),
        ("上午9点半", "上午", time(9, 30)),
        ("下午3:00", "下午", time(15)),
        ("下午三点一刻", "下午", time(15, 15)),
        ("晚7点", "晚上", time(19)),
        ("晚上19：30", "晚上", time(19, 30)),
        ("中午12：30", "下午", time(12, 30)),
        ("早8点", "上午", time(8)),
        ("全天", "全天", None),
        ("晚", "晚上", None),
        ("（星期一）上午 9∶00", "上午", time(9)),
        ("15:00—17:00", "下午", time(15)),
        ("12:00", "下午", time(12)),
        ("18:00", "晚上", time(18)),
        ("全天9:00", "全天", time(9)),
    ],
)
def test_time_and_half_of_the_day(words, half, at):
    entry = first(f"11月23日{words}，召开主席会议。")

    assert (entry.half_day, entry.at, entry.activity) == (half, at, "召开主席会议")


def test_the_end_of_a_time_is_kept():
    assert first("11月23日下午3:00—4:30，召开主席会议").until == time(16, 30)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("11月25日至26日", [25, 26]),
        ("25—26日", [25, 26]),
        ("11月25日、27日", [25, 27]),
        ("11月25日(周三)至11月26日(周四)", [25, 26]),
        ("2026年11月24日", [24]),
        ("2026-11-24", [24]),
        ("11.24", [24]),
        ("24日上午", [24]),
        ("周五", [27]),
        ("星期二（11月24日）", [24]),
    ],
)
def test_days_of_a_week(words, days):
    assert [entry.on.day for entry in read(f"{HEAD}{words}，召开会议").entries] == days


@pytest.mark.parametrize(
    ("heading", "line", "on"),
    [
        ("(12月28日—1月3日)", "1月2日上午，召开会议", date(2027, 1, 2)),
        ("(12月28日—1月3日)", "2日上午，召开会议", date(2027, 1, 2)),
        ("(12月28日—1月3日)", "周六，召开会议", date(2027, 1, 2)),
        ("（2025年12月29日—2026年1月4日）", "12月30日，召开会议", date(2025, 12, 30)),
        ("（2025年12月29日—2026年1月4日）", "1月4日，召开会议", date(2026, 1, 4)),
    ],
)
def test_a_week_across_the_end_of_a_year(heading, line, on):
    assert [entry.on for entry in read(f"一周工作安排{heading}\n{line}").entries] == [on]


def test_january_after_december_needs_no_heading():
    week = read("12月31日，召开会议\n1月2日，开展慰问")

    assert [entry.on for entry in week.entries] == [date(2026, 12, 31), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("words", "unit", "activity"),
    [
        ("市政协提案委员会召开主任会议", "市政协提案委员会", "召开主任会议"),
        ("提案委、经济委联合赴綦江调研", "提案委、经济委", "联合赴綦江调研"),
        ("市政协办公厅组织机关干部植树", "市政协办公厅", "组织机关干部植树"),
        ("区政协举办“有事好商量”现场会", "区政协", "举办“有事好商量”现场会"),
        ("市委组织部开展考察", "市委组织部", "开展考察"),
        ("市政协文化文史和学习委员会学习文件", "市政协文化文史和学习委员会", "学习文件"),
        ("各民主党派参加座谈会", "各民主党派", "参加座谈会"),
        ("机关党委：主题党日", "机关党委", "主题党日"),
        ("市政协办公厅“书香政协”活动", "市政协办公厅", "“书香政协”活动"),
        ("专题调研（经济委员会）", "经济委员会", "专题调研"),
        ("由人事处牵头开展考核", "人事处", "牵头开展考核"),
        ("召开秘书长办公会(第43次)", "", "召开秘书长办公会(第43次)"),
        ("政大讲堂", "", "政大讲堂"),
        ("赴两江新区调研", "", "赴两江新区调研"),
        ("在常委会议厅召开主席会议", "", "在常委会议厅召开主席会议"),
        ("主席会议成员走访委员", "", "主席会议成员走访委员"),
        ("市政协提案委员会主任会议", "", "市政协提案委员会主任会议"),
        ("机关党组理论学习中心组学习会", "", "机关党组理论学习中心组学习会"),
        ("机关党委学习会议精神", "机关党委", "学习会议精神"),
    ],
)
def test_the_unit_is_what_stands_before_the_verb(words, unit, activity):
    entry = first(f"11月23日，{words}。")

    assert (entry.unit, entry.activity) == (unit, activity)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("11月24日，经济委员会赴外地考察（为期2天）。", [(24, ""), (25, "")]),
        ("11月24日上午，经济委员会赴外地考察，为期三天。", [(24, "全天"), (25, "全天"), (26, "全天")]),
        ("11月24日下午，经济委员会赴外地考察（为期两天）。", [(24, "下午"), (25, "全天")]),
        ("11月24日至25日，经济委员会赴外地考察（为期2天）。", [(24, ""), (25, "")]),
        ("11月24日，经济委员会赴外地考察（为期1天）。", [(24, "")]),
    ],
)
def test_what_lasts_several_days_stands_on_each(line, expected):
    week = read(f"{HEAD}{line}\n11月27日，召开会议。")

    assert [(entry.on.day, entry.half_day) for entry in week.entries[:-1]] == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("11月31日，召开会议。", NO_SUCH_DAY),
        ("11月23日25:00，召开会议。", NO_SUCH_TIME),
        ("11月27日前，报送总结。", A_LIMIT),
        ("近期，召开会议。", NO_DATE),
    ],
)
def test_what_is_left_out_is_told_with_its_reason(line, reason):
    week = read(HEAD + line)

    assert (week.entries, [(one.line, one.reason) for one in week.unread]) == ([], [(2, str(reason))])


@pytest.mark.parametrize(
    "line",
    [
        "增补1号（11月27日03:43）：增加“11月28日下午2:00，召开会议”。理由：会期临近",
        "第1版，含增补1号　打印时间：2026年11月27日",
    ],
)
def test_what_the_house_prints_below_its_lines_is_a_note(line):
    week = read(f"{HEAD}11月27日上午，召开会议。\n{line}")

    assert (len(week.entries), [one.reason for one in week.unread]) == (1, [str(A_NOTE)])


def test_a_bare_day_without_its_month_is_left_out():
    assert [one.reason for one in read("23日上午，召开会议").unread] == [str(UNKNOWN_DAY)]


def test_what_follows_an_impossible_day_is_left_out():
    week = read(f"{HEAD}11月31日上午，召开会议\n下午，召开座谈会")

    assert (week.entries, len(week.unread)) == ([], 2)


@pytest.mark.parametrize("sign", [*"▲△○◎☆▪➢√—•►", "\uf0d8", "▲ ", "——"])
def test_a_sign_before_a_line_is_no_part_of_it(sign):
    entry = first(f"{sign}11月24日（周二）上午，市政协机关召开大会。")

    assert (entry.on.day, entry.half_day, entry.unit, entry.activity) == (24, "上午", "市政协机关", "召开大会")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("上午:1.党组会议(9:30,常委会议厅);2.研究室召开务虚会", ["9:30||党组会议|常委会议厅", "|研究室|召开务虚会|"]),
        ("上午：①党组会议②研究室召开务虚会", ["||党组会议|", "|研究室|召开务虚会|"]),
        ("上午 1、党组会议 2、研究室召开2.5万人大会", ["||党组会议|", "|研究室|召开2.5万人大会|"]),
        ("上午：(1)党组会议（礼堂），(2)1、2号楼检查（9:00）", ["||党组会议|礼堂", "9:00||1、2号楼检查|"]),
        ("上午：1.9:30党组会议。2.10:30主席会议。", ["9:30||党组会议|", "10:30||主席会议|"]),
    ],
)
def test_numbered_activities_of_one_half_of_the_day_are_apart(line, expected):
    week = read(f"{HEAD}11月23日{line}\n11月24日，召开会议")

    assert [
        "|".join((f"{one.at.hour}:{one.at:%M}" if one.at else "", one.unit, one.activity, one.place))
        for one in week.entries[:-1]
    ] == expected
    assert {one.half_day for one in week.entries[:-1]} == {"上午"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("机关三楼会议室 召开党组会议", ("", "召开党组会议", "机关三楼会议室")),
        ("礼堂召开全体会议", ("", "召开全体会议", "礼堂")),
        ("研究室会议室 讨论讲稿", ("", "讨论讲稿", "研究室会议室")),
        ("提案委员会 机关三楼会议室 召开座谈会", ("提案委员会", "召开座谈会", "机关三楼会议室")),
        ("提案委员会召开座谈会 机关五楼会议室", ("提案委员会", "召开座谈会", "机关五楼会议室")),
        ("提案委员会召开座谈会，地点：老干部之家", ("提案委员会", "召开座谈会", "老干部之家")),
        ("提案委员会召开座谈会（三楼会议室）", ("提案委员会", "召开座谈会", "三楼会议室")),
        ("提案委员会在机关二楼会议室召开座谈会", ("提案委员会", "在机关二楼会议室召开座谈会", "机关二楼会议室")),
        ("主席会议，机关三楼会议室", ("", "主席会议，机关三楼会议室", "机关三楼会议室")),
        ("同心苑 召开茶话会", ("", "召开茶话会", "同心苑")),
        ("提案委员会召开会议室管理办法研讨会", ("提案委员会", "召开会议室管理办法研讨会", "")),
        ("研究室召开务虚会", ("研究室", "召开务虚会", "")),
        ("市政协文史馆开展讲座", ("市政协文史馆", "开展讲座", "")),
        ("提案委员会赴渝北区视察", ("提案委员会", "赴渝北区视察", "")),
    ],
)
def test_a_room_is_the_place_and_no_unit(words, expected):
    (entry,) = read_week(f"{HEAD}11月23日上午9:00 {words}", year=2026, units=UNITS, rooms=["同心苑"]).entries

    assert (entry.unit, entry.activity, entry.place) == expected


@pytest.mark.parametrize("words", ["(周日)休息", "全天，放假", "暂无安排", "正常休息"])
def test_a_free_day_is_no_activity(words):
    week = read(f"{HEAD}11月29日,{words}。")

    assert (week.entries, [one.reason for one in week.unread]) == ([], [str(A_REST)])


def test_this_week_is_no_day_of_it_even_below_one():
    assert [one.reason for one in read(f"{HEAD}▲11月23日，召开会议。\n▲本周内，开展问卷调查。").unread] == [
        str(NO_DATE)
    ]


@pytest.mark.parametrize(("words", "half"), [("上午15:00", "下午"), ("下午9:00", "晚上"), ("上午19:30", "晚上")])
def test_where_half_of_the_day_and_time_do_not_agree_the_time_decides(words, half):
    assert first(f"11月23日{words}，召开会议。").half_day == half


@pytest.mark.parametrize(("words", "note"), [("中午", "中午"), ("中午12:30", ""), ("下午", "")])
def test_noon_without_a_time_is_kept_in_words(words, note):
    entry = first(f"11月23日{words}，举行沙龙。")

    assert (entry.half_day, entry.note) == ("下午", note)


def test_a_broken_line_is_put_together():
    week = read(f"{HEAD}11月24日上午，市政协经济委员会赴两江新区开展“低空经\n济发展”专题调研。\n随后返回。")

    assert [entry.activity for entry in week.entries] == ["赴两江新区开展“低空经济发展”专题调研"]
    assert [one.line for one in week.unread] == [4]


def test_a_text_without_a_week_has_no_entries():
    assert read("").entries == []


@pytest.mark.parametrize("text", ["a" * 200_001, "11月23日，召开\0会议"])
def test_what_no_paper_holds_is_refused(text):
    with pytest.raises(Refused) as refusal:
        read(text)

    assert refusal.value.field == "text"


@pytest.mark.parametrize(
    "unit", ["11月23日上午，召开会议；", "11月23日(上午(“召开", "23日、", "市政协组织研究委员会、", "9:30"]
)
def test_ten_times_the_text_takes_no_more_than_its_share(unit):
    def seconds(count):
        begin = clock.perf_counter()
        read(HEAD + "11月23日，" + unit * count)
        return clock.perf_counter() - begin

    assert seconds(3000) < 60 * max(seconds(300), 0.005)
