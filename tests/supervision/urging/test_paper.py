"""A slip is printed on one page, with room for the reply."""

from io import BytesIO

import docx
import pdfplumber
import pytest
from django.conf import settings

from secretariat.papers.docx import render_docx
from secretariat.papers.pdf import render_pdf
from supervision.urging.paper import file_name, paper_of
from tests.supervision.factories import SlipFactory

WORDS = [
    "蓝色督办单",
    "督办单〔2026〕7号",
    "提案委员会、农业农村委员会",
    "请说明逾期原因",
    "2026年10月15日",
    "督办单回复",
]


def squeezed(text):
    return "".join(text.split())


@pytest.fixture
def slip(item):
    return SlipFactory(item=item, number=7)


@pytest.mark.parametrize("words", WORDS)
def test_the_word_file_says_what_the_slip_says(slip, words):
    document = docx.Document(BytesIO(render_docx(paper_of(slip))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert words in squeezed("".join([*(one.text for one in document.paragraphs), *cells]))


def test_the_pdf_is_one_page_and_says_the_same(slip):
    with pdfplumber.open(BytesIO(render_pdf(paper_of(slip), font_dir=settings.FONT_DIR))) as pdf:
        text = squeezed("".join(page.extract_text() for page in pdf.pages))
        pages = len(pdf.pages)

    assert (pages, [words for words in WORDS if words not in text]) == (1, [])


def test_the_reply_is_printed_where_it_was_given(item, cast):
    slip = SlipFactory(item=item, state="replied", reply="等待专家评审", replied_by=cast.staff, replied_on=item.due_on)

    assert ("滞后原因及下步措施", "等待专家评审") in paper_of(slip).blocks[-1].rows


def test_the_files_bear_the_number(slip):
    assert file_name(slip) == "蓝色督办单〔2026〕7号"
