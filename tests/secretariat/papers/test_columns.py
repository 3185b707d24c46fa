"""Planning the columns of a table."""

import pytest

from secretariat.papers.columns import columns_of, text_width
from secretariat.papers.geometry import TEXT_WIDTH
from secretariat.papers.paper import Table

DATE = "2026年11月25日"
LONG = "市委主要领导批示：牵头研究老旧小区加装电梯问题，提出协商建议，报主席会议"
ITEMS = Table(head=("事项", "单位", "时限"), rows=((LONG, "文化文史和学习委员会", DATE), (LONG, "秘书处", DATE)))


@pytest.mark.parametrize("table", [ITEMS, Table(head=("甲",), rows=()), Table(head=("",) * 14, rows=(("8",) * 14,))])
def test_columns_fill_the_text_width(table):
    assert sum(columns_of(table).widths) == pytest.approx(TEXT_WIDTH, abs=0.1)


def test_columns_keep_dates_on_one_line_and_give_the_rest_to_long_texts():
    columns = columns_of(ITEMS)

    assert columns.widths[2] >= text_width(DATE) * columns.size + 8
    assert columns.widths[0] > columns.widths[1] > 0


def test_columns_centre_short_entries_and_read_long_ones_from_the_left():
    assert columns_of(ITEMS).align == ("left", "center", "center")


def test_columns_take_the_widths_and_sides_of_the_author():
    table = Table(head=("甲", "乙"), rows=(), widths=(1, 3), align=("right", "left"))

    columns = columns_of(table)

    assert columns.widths == pytest.approx((TEXT_WIDTH / 4, TEXT_WIDTH * 3 / 4), abs=0.1)
    assert columns.align == ("right", "left")


def test_columns_use_smaller_type_only_where_many_short_entries_need_it():
    assert columns_of(ITEMS).size == 12
    assert columns_of(Table(head=("督〔2026〕15号",) * 5, rows=())).size == 10.5


def test_columns_of_given_widths_use_smaller_type_where_a_number_would_break():
    table = Table(head=("文号", "事项"), rows=(("督〔2026〕1号", "事项"),), widths=(84, 358))

    assert columns_of(table).size == 10.5
    assert columns_of(Table(table.head, table.rows, widths=(100, 342))).size == 12
