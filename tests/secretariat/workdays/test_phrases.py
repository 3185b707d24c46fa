"""The one reader of time, form by form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.workdays.phrases import read, read_one, unread
from tests.secretariat.workdays.test_calendar import CALENDAR, day

ON = date(2026, 11, 16)


def only(text: str, on: date = ON):
    (phrase,) = read(text, on=on, calendar=CALENDAR)
    return phrase


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("3月31日前", "2027-03-31"),
        ("2027年1月15日前", "2027-01-15"),
        ("11月25日（星期三）前", "2026-11-25"),
        ("12月15日18时前", "2026-12-15"),
        ("12月24日下班前", "2026-12-24"),
        ("十二月五日前", "2026-12-05"),
        ("二〇二七年一月十日前", "2027-01-10"),
        ("１２月５日前", "2026-12-05"),
        ("2026-12-15前", "2026-12-15"),
        ("12.15前", "2026-12-15"),
        ("12-15前", "2026-12-15"),
        ("20日前", "2026-11-20"),
        ("10日前", "2026-12-10"),
        ("下月10日前", "2026-12-10"),
        ("3月底前", "2027-03-31"),
        ("明年2月底前", "2027-02-28"),
        ("本月底前", "2026-11-30"),
        ("月底前", "2026-11-30"),
        ("下月中旬前", "2026-12-20"),
        ("12月上旬前", "2026-12-10"),
        ("12月下旬前", "2026-12-31"),
        ("下周五前", "2026-11-27"),
        ("本周五前", "2026-11-20"),
        ("周五前", "2026-11-20"),
        ("本周内", "2026-11-20"),
        ("年底前", "2026-12-31"),
        ("年内", "2026-12-31"),
        ("明年底前", "2027-12-31"),
        ("2027年底前", "2027-12-31"),
        ("一季度前", "2027-03-31"),
        ("上半年前", "2027-06-30"),
        ("国庆节前", "2027-09-30"),
        ("元旦前", "2026-12-31"),
        ("春节前", "2027-02-04"),
        ("会后10个工作日内", "2026-11-30"),
        ("三个工作日内", "2026-11-19"),
        ("10日内", "2026-11-26"),
        ("10天之内", "2026-11-26"),
        ("两周内", "2026-11-30"),
        ("一个月内", "2026-12-16"),
        ("半个月内", "2026-12-01"),
        ("元旦后3个工作日内", "2027-01-06"),
        ("2026.12前", "2026-12-31"),
    ],
)
def test_limits(text, last):
    phrase = only(text)

    assert (phrase.kind == "cycle", phrase.last, phrase.is_limit, phrase.words) == (False, day(last), True, text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12月中旬", "2026-12-11", "2026-12-20"),
        ("第三季度", "2027-07-01", "2027-09-30"),
        ("明年一季度", "2027-01-01", "2027-03-31"),
        ("本季度", "2026-10-01", "2026-12-31"),
        ("上半年", "2027-01-01", "2027-06-30"),
        ("全年", "2026-01-01", "2026-12-31"),
        ("9月至11月", "2026-09-01", "2026-11-30"),
        ("12月", "2026-12-01", "2026-12-31"),
        ("5、6月份", "2027-05-01", "2027-06-30"),
        ("2027.6", "2027-06-01", "2027-06-30"),
        ("2027.9中旬", "2027-09-11", "2027-09-20"),
        ("第三、四季度", "2026-07-01", "2026-12-31"),
        ("明年二至三季度", "2027-04-01", "2027-09-30"),
        ("12月8日至10日", "2026-12-08", "2026-12-10"),
        ("12月28日至1月3日", "2026-12-28", "2027-01-03"),
    ],
)
def test_windows(text, first, last):
    phrase = only(text)

    assert (phrase.kind, phrase.first, phrase.last, phrase.is_limit) == ("window", day(first), day(last), False)


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("每月25日前", "monthly:25"),
        ("每个月的5号前", "monthly:5"),
        ("每月底前", "monthly:31"),
        ("每月月底前", "monthly:31"),
        ("每月末", "monthly:31"),
        ("每月", "monthly"),
        ("按月", "monthly"),
        ("每周五下午下班前", "weekly:5"),
        ("每周", "weekly"),
        ("每两周", "biweekly"),
        ("每两周周五前", "biweekly:5"),
        ("每季度", "quarterly"),
        ("每季度末月25日前", "quarterly:25"),
        ("每季度季末", "quarterly:31"),
        ("每季度最后一个月", "quarterly:31"),
    ],
)
def test_cycles(text, cycle):
    phrase = only(text)

    assert (phrase.kind, phrase.cycle, phrase.last, phrase.words) == ("cycle", cycle, None, text)


@pytest.mark.parametrize(
    "text",
    [
        "2026年度",
        "10件",
        "12个党支部",
        "9月份以来",
        "2020年以来",
        "自今年3月启动以来",
        "截至10月底，执行率为72%",
        "截止11月10日，已收到86篇",
        "去年12月",
        "上周五",
        "2月30日前",
        "提前3个工作日",
        "99999个工作日内",
        "第37次",
        "每月32日前",
        "13月5日前",
        "十五五",
        "今后",
        "12月起",
    ],
)
def test_words_that_set_no_time(text):
    assert read(text, on=ON, calendar=CALENDAR) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("适时报送", ["适时"]),
        ("会前一周准备完毕，择期召开", ["会前一周", "择期"]),
        ("全会闭幕后10个工作日内交办", ["全会闭幕后10个工作日内"]),
        ("2月30日前", ["2月30日前"]),
        ("每半年听取一次", ["每半年"]),
        ("自收到之日起15日内答复", ["自收到之日起15日内"]),
        ("在收文之日起三个工作日内办结", ["在收文之日起三个工作日内"]),
        ("从接到通知次日起10日内报送", ["从接到通知次日起10日内"]),
        ("收到后的15日内答复", ["收到后的15日内"]),
        ("合同签订30日内付款", ["签订30日内"]),
        ("用一个月时间完成清理", ["用一个月时间"]),
        ("利用两周左右的时间完成", ["利用两周左右的时间"]),
        ("三个月左右完成", ["三个月左右"]),
        ("自即日起15日内，自会议结束之日起15日内", []),
        ("会后5个工作日内，12月5日前", []),
        ("2026年度，去年以来", []),
    ],
)
def test_words_that_set_a_limit_without_a_day(text, words):
    assert [text[start:end] for start, end in unread(text, on=ON, calendar=CALENDAR)] == words


def test_rule_04_a_counted_period_rolls_forward_and_a_named_day_stays():
    assert only("15天内", date(2026, 9, 22)).last == date(2026, 10, 8)
    assert only("10月3日前", date(2026, 9, 22)).last == date(2026, 10, 3)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("国庆节后一周内", "2026-10-14"),
        ("国庆假期后第一个工作日", "2026-10-08"),
        ("国庆节后3个工作日内", "2026-10-10"),
        ("中秋节后10日内", "2026-10-08"),
    ],
)
def test_a_period_after_a_holiday_counts_from_its_last_day_off(text, last):
    assert only(text, date(2026, 8, 31)).last == day(last)


def test_rule_05_months():
    assert only("3个月内", date(2026, 2, 9)).last == date(2026, 5, 9)
    assert only("6个月内", date(2026, 2, 9)).last == date(2026, 8, 10)


def test_rule_07_a_count_into_a_year_without_calendar_is_provisional():
    assert only("1个工作日内", date(2026, 12, 31)).provisional
    assert not only("1月4日前", date(2026, 12, 31)).provisional


def test_a_day_just_passed_is_of_this_year():
    assert only("11月10日", ON).last == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("12-15", "2026-12-15"),
        ("12/15", "2026-12-15"),
        ("１２．１５", "2026-12-15"),
        ("2027-01-15", "2027-01-15"),
        ("15", "2026-12-15"),
        ("+10wd", "2026-11-30"),
        ("+10d", "2026-11-26"),
        ("+3m", "2027-02-16"),
        (" 下周五 ", "2026-11-27"),
        ("3月底前", "2027-03-31"),
    ],
)
def test_what_people_type_into_a_field(text, last):
    assert read_one(text, on=ON, calendar=CALENDAR).last == day(last)


@pytest.mark.parametrize("text", ["", "abc", "12-32", "明天或者后天", "3月底前完成"])
def test_what_is_not_one_phrase_is_not_read(text):
    assert read_one(text, on=ON, calendar=CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("于12 月 20 日 前完成", "12 月 20 日 前", "2026-12-20"),
        ("于2027\xa0年\xa01\xa0月底前完成", "2027\xa0年\xa01\xa0月底前", "2027-01-31"),
        ("会后 5 个工作日内完成", "会后 5 个工作日内", "2026-11-23"),
        ("于 20日 前期准备时", "20日", None),
    ],
)
def test_blanks_among_the_words_are_passed_over(text, words, last):
    found = read(text, on=ON, calendar=CALENDAR)

    assert [(phrase.words, phrase.last) for phrase in found] == ([(words, day(last))] if last else [])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12月8日前自查，18日前整改，月底前报告", ["2026-12-08", "2026-12-18", "2026-12-31"]),
        ("明年6月底前开工，年底前竣工", ["2027-06-30", "2027-12-31"]),
        ("12月8日前自查。18日前整改", ["2026-12-08", "2026-11-18"]),
        ("12月8日召开会议，18日前报送名单", ["2026-12-08", "2026-11-18"]),
        ("12月8日前自查，本月底前整改", ["2026-12-08", "2026-11-30"]),
    ],
)
def test_a_day_without_a_month_goes_on_from_the_limit_before_it(text, days):
    assert [phrase.last for phrase in read(text, on=ON, calendar=CALENDAR)] == [day(one) for one in days]


def test_phrases_come_in_order_with_their_places():
    text = "12月5日前拿出初稿，每月25日前报告，年底前完成"
    phrases = read(text, on=ON, calendar=CALENDAR)

    assert [text[one.start : one.end] for one in phrases] == ["12月5日前", "每月25日前", "年底前"]


@given(
    st.text(alphabet="0123456789一二三十月日年底前内每周季度个工作天会后本下上中旬末-./+至 ", max_size=40),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_no_text_breaks_the_reader(text, on):
    for phrase in read(text, on=on, calendar=CALENDAR):
        assert text[phrase.start : phrase.end] == phrase.words
        assert (phrase.kind == "cycle") == (phrase.last is None)
    read_one(text, on=on, calendar=CALENDAR)
