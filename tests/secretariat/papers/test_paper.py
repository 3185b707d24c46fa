"""The model of a paper: marks of headings, empty lines, and what is printed."""

import datetime

import pytest

from secretariat.papers.paper import (
    BlankLine,
    Distribution,
    Heading,
    Paper,
    Paragraph,
    Roll,
    Signature,
    Table,
    laid_out,
    printable,
    words_of,
)

DAY = datetime.date(2026, 12, 1)


def test_laid_out_counts_each_level_anew_below_a_higher_heading():
    headings = [Heading(level, "题") for level in (1, 2, 2, 3, 4, 1, 2, 3)]

    marks = [block.text.removesuffix("题") for block in laid_out(headings)]

    assert marks == ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）", "1."]


def test_laid_out_leaves_an_unnumbered_heading_out_of_the_count():
    headings = [Heading(1, "附", numbered=False), Heading(1, "题")]

    assert [block.text for block in laid_out(headings)] == ["附", "一、题"]


def test_laid_out_puts_one_empty_line_above_rolls_and_signatures():
    blocks = [Paragraph("文"), Roll("出席：", "甲"), Roll("列席：", "乙"), Signature(("丙",), DAY)]

    kinds = [type(block) for block in laid_out(blocks)]

    assert kinds == [Paragraph, BlankLine, Roll, Roll, BlankLine, Signature]


def test_printable_drops_control_characters_and_keeps_line_breaks():
    assert printable("甲\x00\x0b乙\n丙\x7f") == "甲乙\n丙"


def test_words_of_names_everything_that_is_printed():
    table = Table(head=("单位", "件数"), rows=(("秘书处", "6"),), caption="表", note="注")
    distribution = Distribution(send_to="乙", printed_on=DAY, copies=60)
    paper = Paper("briefing", "题", DAY, (Heading(1, "况"), table), "专报", "第1期", "甲", "内部", "副", distribution)

    assert list(words_of(paper)) == [
        *("内部", "专报", "第1期", "甲", "2026年12月1日", "题", "副", "一、况"),
        *("表", "单位", "件数", "秘书处", "6", "注", "送：", "乙", "2026年12月1日印发", "共印60份"),
    ]


def test_words_of_a_paper_without_masthead_leave_out_what_belongs_to_it():
    assert list(words_of(Paper("plain", "题", DAY, (Paragraph("文"),), issuer="甲"))) == ["题", "文"]


def test_table_is_not_made_from_rows_of_another_length():
    with pytest.raises(AssertionError, match="head"):
        Table(head=("甲", "乙"), rows=(("1",),))
