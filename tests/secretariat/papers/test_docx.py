"""The docx read back: page, grid, faces, sizes, page numbers, tables, contents."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Paper, Paragraph, words_of
from tests.secretariat.papers import specimen
from tests.secretariat.papers.measuring import numbers


def face_and_size(element):
    letters = element.find(qn("w:rPr"))
    fonts, size = letters.find(qn("w:rFonts")), letters.find(qn("w:sz"))
    return fonts.get(qn("w:eastAsia")), int(size.get(qn("w:val"))) / 2


def text_of(document):
    """Return all words of the body, one string per paragraph, tables included."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return ["".join(t.text or "" if t.tag == qn("w:t") else "\n" for t in _texts(p)) for p in paragraphs]


def _texts(paragraph):
    return paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))


def run_with(document, text):
    return next(r for r in document.element.body.iter(qn("w:r")) if text in "".join(t.text for t in r.iter(qn("w:t"))))


def test_rule_45_page_and_margins(briefing_docx):
    section = briefing_docx.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins] == [37.0, 35.0, 28.0, 26.0]


def test_rule_45_the_grid_holds_22_lines_of_28_characters(briefing_docx):
    section = briefing_docx.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    width = (section.page_width - section.left_margin - section.right_margin) / 12700
    height = (section.page_height - section.top_margin - section.bottom_margin) / 12700
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096

    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "579")
    assert int(width / character) == 28
    assert int(height / 28.95) == 22


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Normal Indent", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
    ],
)
def test_rule_45_styles_have_the_offices_faces(briefing_docx, style, face, size):
    assert face_and_size(briefing_docx.styles[style].element) == (face, size)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("督查专报", "方正小标宋简体", 60),
        ("内部资料", "黑体", 16),
        ("表2", "黑体", 14),
        ("办理时限", "黑体", 10.5),
        ("督〔2026〕15号", "仿宋_GB2312", 10.5),
        ("共印60份", "仿宋_GB2312", 14),
    ],
)
def test_runs_have_the_offices_faces(briefing_docx, text, face, size):
    assert face_and_size(run_with(briefing_docx, text)) == (face, size)


def test_text_is_indented_by_two_characters_and_headings_have_marks(briefing_docx):
    styles = {p.text: p.style.name for p in briefing_docx.paragraphs}
    indent = briefing_docx.styles["Normal Indent"].element.find(f".//{qn('w:ind')}")

    assert indent.get(qn("w:firstLineChars")) == "200"
    assert styles["一、总体情况"] == "Heading 1"
    assert styles["（二）完善协商规则，注重质量"] == "Heading 2"
    assert styles["2.成果办理更加闭环"] == "Heading 3"
    assert styles["（1）对已采纳的建议"] == "Heading 4"
    assert styles["专此报告。"] == "Normal Indent"


def test_rule_45_page_numbers_stand_odd_right_even_left(briefing_docx):
    section = briefing_docx.sections[0]

    assert briefing_docx.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer._element.iter(qn("w:p"))
        code = "".join(i.text for i in paragraph.iter(qn("w:instrText")))
        indent = paragraph.find(f".//{qn('w:ind')}").get(qn(f"w:{side}"))

        assert paragraph.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        assert ("".join(t.text for t in paragraph.iter(qn("w:t"))), code.strip()) == ("— 1 —", "PAGE")
        assert indent == str(14 * 20)
        assert face_and_size(next(paragraph.iter(qn("w:r")))) == ("宋体", 14)


def test_rule_45_the_red_line_is_as_wide_as_the_text(briefing_docx):
    (line,) = [b for b in briefing_docx.element.body.iter(qn("w:bottom")) if b.get(qn("w:color")) == "E60012"]
    paragraph = line.getparent().getparent()

    # A paragraph's border runs from edge to edge of the text unless the paragraph is indented.
    assert line.get(qn("w:val")) == "single"
    assert paragraph.find(qn("w:ind")) is None


def test_the_head_takes_as_many_whole_lines_as_in_the_pdf(briefing_docx):
    head = [p.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for p in briefing_docx.element.body.findall(qn("w:p"))[:4]]
    heights = [int(s.get(qn("w:line"))) + int(s.get(qn("w:before"))) for s in head]
    border = briefing_docx.element.body.find(f".//{qn('w:bottom')}")
    line = int(border.get(qn("w:space"))) * 20 + int(border.get(qn("w:sz"))) * 2.5

    assert sum(heights) + line == pytest.approx(6 * 579, abs=6)


def test_heads_of_tables_are_repeated_and_rows_stay_whole(briefing_docx):
    *tables, _ = briefing_docx.element.body.findall(qn("w:tbl"))

    assert len(tables) == 2
    for table in tables:
        head, *rows = table.findall(qn("w:tr"))
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert sum(int(col.get(qn("w:w"))) for col in table.iter(qn("w:gridCol"))) == pytest.approx(8844, abs=6)


def test_the_distribution_list_floats_to_the_foot_of_the_last_page(briefing_docx):
    *_, table = briefing_docx.element.body.findall(qn("w:tbl"))
    place = table.find(f".//{qn('w:tblpPr')}")
    borders = [int(b.get(qn("w:sz"))) / 8 for b in table.iter(qn("w:top")) if b.get(qn("w:sz"))]

    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert [round(points * 25.4 / 72, 2) for points in borders] == [0.35, 0.26, 0.35]


def test_every_number_of_the_paper_is_in_the_docx_and_no_other(briefing_docx):
    assert numbers(text_of(briefing_docx)) == numbers(words_of(specimen.briefing()))


def test_every_word_of_the_paper_is_in_the_docx(briefing_docx):
    text = "".join(text_of(briefing_docx)).replace("\n", "")

    assert [words for words in words_of(specimen.briefing()) if words not in text] == []


def test_rule_43_a_reprint_is_the_same_bytes_of_the_papers_day():
    first = render_docx(specimen.briefing())

    assert render_docx(specimen.briefing()) == first
    with ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 12, 1, 0, 0, 0)}


def test_the_docx_carries_title_issuer_and_day(briefing_docx):
    properties = briefing_docx.core_properties

    assert properties.title == specimen.briefing().title
    assert properties.author == "市政协办公厅督查处"
    assert properties.created.date() == specimen.DAY


def test_the_package_is_whole_and_names_other_names_of_the_faces(briefing_docx):
    with ZipFile(BytesIO(render_docx(specimen.briefing()))) as package:
        names, fonts = package.namelist(), package.read("word/fontTable.xml").decode()

    assert not [name for name in names if "thumbnail" in name or "Effects" in name]
    assert 'w:name="仿宋_GB2312"' in fonts and 'w:val="仿宋"' in fonts


def test_control_characters_and_markup_are_just_words():
    paper = Paper("plain", "题", specimen.DAY, (Paragraph("甲\x00<w:br/>&amp;\x0b乙"),))

    document = docx.Document(BytesIO(render_docx(paper)))

    assert document.paragraphs[-1].text == "甲<w:br/>&amp;乙"


def test_minutes_have_labels_in_hei_and_hanging_names():
    document = docx.Document(BytesIO(render_docx(specimen.minutes())))
    roll = next(p for p in document.paragraphs if p.text.startswith("出席："))

    assert face_and_size(roll.runs[0]._element) == ("黑体", 16)
    assert roll.paragraph_format.first_line_indent.pt == pytest.approx(-3 * 15.79, abs=0.1)
