"""Rows and sentences of a calendar as they are pasted."""

from datetime import date

import pytest

from secretariat.workdays.parsing import as_text, notice_number, read_text, rows_of
from secretariat.workdays.presets import calendar_rows
from tests.secretariat.workdays import made_up

NOTICE_2026 = """国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def read(text: str, year: int = 2027) -> list[tuple[str, str, str]]:
    return [(row["date"], row["kind"], row["name"]) for row in rows_of(read_text(text, year=year))]


def test_a_notice_gives_the_days_that_were_announced():
    announced = {(row["date"], row["kind"]) for row in calendar_rows() if row["year"] == "2026"}

    assert {(day, kind) for day, kind, _name in read(NOTICE_2026, 2026)} == announced


def test_a_notice_is_read_with_what_stands_round_it():
    lines = read_text(made_up.TEXT, year=2027)

    assert [line.number for line in lines if line.rows] == list(range(5, 12))
    assert [line.reason for line in lines if line.reason] == []
    assert lines[4].rows[-1] == {"number": "5", "date": "2027-01-10", "kind": "work", "name": "元旦"}


@pytest.mark.parametrize(
    "line",
    [
        "2027-01-01,off,元旦",
        "2027/1/1\t休\t元旦",
        "1月1日，放假，元旦",
        "2027年1月1日 休息 元旦",
        "２０２７．１．１；休；元旦",
        "2027-01-01 00:00:00\toff\t元旦",
    ],
)
def test_a_row_is_read_however_it_is_written(line):
    assert read(line) == [("2027-01-01", "off", "元旦")]


def test_columns_stand_where_the_header_says():
    assert read("名称,日期,备注,类型\n元旦,2027-01-01,x,休\n春节,2027-01-02,,补班") == [
        ("2027-01-01", "off", "元旦"),
        ("2027-01-02", "work", "春节"),
    ]


def test_a_column_before_the_date_may_be_there_or_not():
    assert read("年份,日期,类型,节日名称\n2027,2027-01-01,休,元旦\n2027-01-02,班,春节") == [
        ("2027-01-01", "off", "元旦"),
        ("2027-01-02", "work", "春节"),
    ]


@pytest.mark.parametrize(
    "line", ["元旦1月1日至2日放假", "一、元旦，2027年1月1日至2日放假，共2天。", "元旦：1月1日至2日放假"]
)
def test_a_sentence_needs_no_colon(line):
    assert [(day, kind) for day, kind, _name in read(line)] == [("2027-01-01", "off"), ("2027-01-02", "off")]


def test_a_line_that_goes_on_with_days_of_work_is_of_the_holiday_above_it():
    assert read("元旦：1月1日放假。\n1月9日（周六）上班。")[1:] == [("2027-01-09", "work", "元旦")]


@pytest.mark.parametrize("line", ["2027年1月1日至3日放假", "1月1日至3日放假，共3天。", "1月9日（周六）上班。"])
def test_a_sentence_without_its_holiday_is_refused(line):
    [read_line] = read_text(line, year=2027)

    assert (read_line.rows, read_line.reason) == (
        [],
        "未写明节日名称。请在日期前写上节日名称和冒号，例如“元旦：1月1日至3日放假”。",
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("国庆节：10月1日至7日放假调休，共8天。", "8"),
        ("国庆节：10月1日（周四）至7日（周四）放假调休，共7天。", "2027-10-01"),
        ("国庆节：放假7天。", "放假7天"),
    ],
)
def test_a_sentence_that_contradicts_itself_is_refused_with_the_reason(line, words):
    [read_line] = read_text(line, year=2027)

    assert read_line.rows == []
    assert words in read_line.reason


def test_a_sentence_that_is_refused_stands_among_the_rows():
    assert rows_of(read_text("国庆节：放假7天。", year=2027)) == [{"number": "1", "date": "国庆节：放假7天。"}]


@pytest.mark.parametrize("text", ["", "\n\n", "节假日期间要值班。", "元旦"])
def test_texts_without_days_give_no_rows(text):
    assert rows_of(read_text(text, year=2027)) == []


def test_the_rows_of_a_sheet_keep_their_numbers():
    text = as_text([["日期", "类型", "名称"], [None, "", None], [date(2027, 1, 1), "休", "元旦\n假期"]])

    assert [(line.number, line.rows[0]["name"]) for line in read_text(text, year=2027) if line.rows] == [
        (3, "元旦 假期")
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国办发明电〔2026〕 9号", "国办发明电〔2026〕9号"),
        ("见国办发明电[2026]12号文", "国办发明电[2026]12号"),
        ("无", ""),
    ],
)
def test_the_number_of_the_notice_is_found(text, number):
    assert notice_number(text) == number
