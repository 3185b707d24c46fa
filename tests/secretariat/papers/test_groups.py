"""Rows that stand together share their first cell, and are divided where a page ends."""

from io import BytesIO

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

from secretariat.papers.columns import columns_of
from secretariat.papers.docx import render_docx
from secretariat.papers.geometry import LYING
from secretariat.papers.groups import spans_of
from secretariat.papers.paper import Paper, Table
from secretariat.papers.pdf import render_pdf
from tests.secretariat.papers.specimen import DAY


def table(*groups, words="议程"):
    rows = tuple((f"第{n}日", words) for n, size in enumerate(groups, 1) for _row in range(size))
    return Table(head=("日期", "活动"), rows=rows, widths=(1, 5), groups=groups)


@pytest.mark.parametrize(
    ("groups", "words", "spans"),
    [
        ((), "", []),
        ((1, 3), "议程", [1, 3, 0, 0]),
        ((30,), "议程", [14, *[0] * 13, 16, *[0] * 15]),
        ((3,), "很长的活动" * 80, [2, 0, 1]),
    ],
)
def test_a_group_is_one_cell_and_divided_where_a_page_ends(groups, words, spans):
    given = table(*groups, words=words)

    assert spans_of(given, columns_of(given, LYING), LYING) == spans


def test_a_table_without_groups_shares_nothing():
    given = Table(head=("甲",), rows=(("一",), ("二",)))

    assert spans_of(given, columns_of(given), LYING) == [1, 1]


@pytest.fixture(scope="module")
def lying():
    return Paper(kind="plain", title="一周工作安排", date=DAY, blocks=(table(2, 1, *[4] * 8),), landscape=True)


def test_the_word_file_lies_on_its_side_and_merges_the_cells_of_a_group(lying):
    document = docx.Document(BytesIO(render_docx(lying)))
    section, rows = document.sections[0], document.tables[0].rows

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [row.cells[0].text for row in rows][:4] == ["日期", "第1日", "第1日", "第2日"]
    kept = [bool(row._tr.findall(f".//{qn('w:keepNext')}")) for row in rows]
    assert kept[1:6] == [True, False, False, True, True]


def test_the_pdf_lies_on_its_side_and_begins_no_page_without_its_day(lying, font_dir):
    with pdfplumber.open(BytesIO(render_pdf(lying, font_dir=font_dir))) as pdf:
        sizes = {(round(page.width), round(page.height)) for page in pdf.pages}
        tops = [page.extract_tables()[0][:2] for page in pdf.pages]

    assert (sizes, len(tops)) == ({(842, 595)}, 3)
    assert all(head == ["日期", "活动"] and first[0] for head, first in tops)
