"""The printed issue holds what the facts hold."""

import re
from io import BytesIO

import docx
import pdfplumber
import pytest

from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Heading, Paragraph, Table
from secretariat.papers.pdf import render_pdf
from supervision.bulletins import facts as reading
from supervision.bulletins import queries, services
from supervision.bulletins.paper import imprint_of, paper_of, passages
from tests.supervision.bulletins.matters import DEC


@pytest.fixture
def issue(month, compiled, editor):
    issue = compiled()
    return services.edit_issue(
        issue.pk, by=editor, version=1, title=issue.title, prose={"next": "一要抓紧。\n\n二要报告。", "late": "点评。"}
    )


@pytest.fixture
def paper(issue):
    imprint = imprint_of(issue, prose=queries.prose_of(issue), on=DEC, numbers=("第1期", "总第1期"))
    return paper_of(issue.facts, imprint)


def sentences(paper):
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def squeezed(text):
    return "".join(text.split())


def test_sections_are_marked_in_order_and_empty_ones_left_out(issue):
    imprint = imprint_of(issue, prose={}, on=DEC)

    printed = [f"{one.mark}{one.heading}" for one in passages(issue.facts, imprint) if one.is_printed]

    assert printed == ["一、总体情况", "二、议定事项落实", "三、滞后事项点评", "四、上期回看", "附表"]


def test_prose_is_printed_line_by_line_after_the_sentences(paper):
    assert sentences(paper)[-2:] == ["一要抓紧。", "二要报告。"]


def test_a_draft_has_blanks_in_place_of_its_number(issue):
    assert imprint_of(issue, prose={}, on=DEC)["issue_line"] == "第\u3000\u3000期"


def test_rule_44_every_table_has_as_many_rows_as_its_figure(issue, paper):
    figures = [section["table"]["figure"] for section in issue.facts["sections"] if section["table"]]

    assert [len(table.rows) for table in tables(paper)] == [len(reading.ids(issue.facts, code)) for code in figures]


def test_the_overview_says_the_figures(paper):
    assert sentences(paper)[0] == "2026年11月，新立项督查事项7件，办结2件。截至11月30日，在办5件，其中逾期未办结2件。"


def test_headings_are_of_the_first_level(paper):
    assert {block.level for block in paper.blocks if isinstance(block, Heading)} == {1}


def test_the_word_file_holds_every_sentence_and_every_cell(paper):
    opened = docx.Document(BytesIO(render_docx(paper)))
    text = squeezed("".join(paragraph.text for paragraph in opened.paragraphs))
    cells = {squeezed(cell.text) for table in opened.tables for row in table.rows for cell in row.cells}

    assert [sentence for sentence in sentences(paper) if squeezed(sentence) not in text] == []
    assert {squeezed(cell) for table in tables(paper) for row in table.rows for cell in row} <= cells


def test_the_pdf_holds_every_sentence_and_every_number(paper, font_dir):
    with pdfplumber.open(BytesIO(render_pdf(paper, font_dir=font_dir))) as opened:
        text = squeezed("".join(page.extract_text() for page in opened.pages))
    # A sentence may go on behind the number of its page.
    text = re.sub(r"—\d+—", "", text)

    assert [sentence for sentence in sentences(paper) if squeezed(sentence) not in text] == []
    assert [row[0] for table in tables(paper) for row in table.rows if squeezed(row[0]) not in text] == []
