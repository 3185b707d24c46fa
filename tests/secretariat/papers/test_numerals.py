"""Chinese numbers and dates."""

import datetime

import pytest

from secretariat.papers.numerals import chinese_date, chinese_number, document_number, heading_mark, issue_line


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (90, "九十"), (99, "九十九")],
)
def test_chinese_number_writes_one_to_ninety_nine(number, chinese):
    assert chinese_number(number) == chinese


@pytest.mark.parametrize("number", [0, 100, -3])
def test_chinese_number_refuses_what_it_cannot_write(number):
    with pytest.raises(ValueError, match="1 to 99"):
        chinese_number(number)


def test_chinese_number_never_writes_two_numbers_alike():
    assert len({chinese_number(number) for number in range(1, 100)}) == 99


def test_rule_45_dates_have_no_leading_zeros():
    assert chinese_date(datetime.date(2026, 9, 1)) == "2026年9月1日"


def test_rule_45_document_numbers_have_hexagonal_brackets():
    assert document_number("督", 2026, 1) == "督〔2026〕1号"
    assert document_number("", 2026, 1) == "〔2026〕1号"


def test_issue_line_names_the_total_where_there_is_one():
    assert (issue_line(11), issue_line(11, 23)) == ("第11期", "第11期（总第23期）")


def test_heading_marks_follow_the_four_levels():
    assert [heading_mark(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]
