"""The pdf measured with a ruler: rule 45 and GB/T 9704-2012."""

import dataclasses
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest

from secretariat.errors import Refused
from secretariat.papers import pdf as papers_pdf
from secretariat.papers.paper import Distribution, Heading, Paper, Paragraph, Signature, words_of
from secretariat.papers.pdf import render_pdf
from tests.secretariat.papers import specimen
from tests.secretariat.papers.measuring import baseline, body_chars, find, lines, mm, numbers, words

RED = (0.902, 0.0, 0.0706)
THICK, THIN = 0.35, 0.25


def reread(paper, font_dir):
    with pdfplumber.open(BytesIO(render_pdf(paper, font_dir=font_dir))) as pdf:
        return [[words(line) for line in lines(page)] for page in pdf.pages]


def drawn_lines(page):
    return [line for line in (*page.lines, *page.rects) if line["width"] > line["height"]]


# ── Page and grid ──


def test_rule_45_pages_are_a4_with_the_margins_of_the_standard(briefing_pdf, solid_pdf):
    for page in (*briefing_pdf.pages, *solid_pdf.pages):
        # The white half of a mark that ends a line is cut off, so the mark is measured without it.
        edges = [(c["x0"], c["x1"] - (8 if c["text"] in "，。、；：）》”" else 0)) for c in body_chars(page)]

        assert (round(mm(page.width), 1), round(mm(page.height), 1)) == (210, 297)
        assert mm(min(left for left, _ in edges)) > 27.9
        assert mm(max(right for _, right in edges)) < 184.3


def test_rule_45_a_full_page_has_22_lines_of_28_characters(solid_pdf):
    full = solid_pdf.pages[1]

    assert [len(line) for line in lines(full)] == [28] * 22
    assert mm(lines(full)[0][0]["x0"]) == pytest.approx(28, abs=0.1)
    assert mm(lines(full)[0][-1]["x1"]) == pytest.approx(184, abs=0.3)


def test_rule_45_the_text_area_begins_37_mm_and_ends_35_mm_from_the_edge(solid_pdf):
    rows = lines(solid_pdf.pages[1])
    # The type's box is 0.8 em above and 0.2 em below the line it stands on.
    top, bottom = baseline(rows[0][0]) - 12.8, baseline(rows[-1][0]) + 3.2

    assert mm(top) == pytest.approx(37, abs=0.1)
    assert 297 - 35 - mm(bottom) == pytest.approx((225 * 72 / 25.4 - 22 * 28.95 + 12.95) * 25.4 / 72, abs=0.1)


def test_rule_45_lines_and_characters_keep_their_pitch(solid_pdf):
    rows = lines(solid_pdf.pages[1])
    line_pitches = {round(baseline(b[0]) - baseline(a[0]), 2) for a, b in pairwise(rows)}
    pitches = {round(b["x0"] - a["x0"], 1) for a, b in pairwise(rows[3])}

    assert line_pitches == {28.95}
    assert pitches == {15.8}


def test_pages_of_a_briefing_after_text_alone_are_full(briefing_pdf):
    assert len(lines(briefing_pdf.pages[2])) == 22


# ── Faces and sizes ──


@pytest.mark.parametrize(
    ("page", "text", "font", "size"),
    [
        (0, "督查专报", "NotoSerifCJKsc-Bold", 60),
        (0, "关于2026年11月市政协机关", "NotoSerifCJKsc-Bold", 22),
        (0, "办公厅督查处围绕", "FandolFang-Regular", 16),
        (0, "一、总体情况", "NotoSansCJKsc-Regular", 16),
        (1, "（一）紧盯会议筹备，提前介入", "LXGWWenKai-Regular", 16),
        (2, "1.协商计划更加衔接", "FandolFang-Regular", 16),
        (2, "（1）对已采纳的建议", "FandolFang-Regular", 16),
        (5, "各民主党派市委会", "FandolFang-Regular", 14),
    ],
)
def test_rule_45_faces_and_sizes(briefing_pdf, page, text, font, size):
    chars = find(briefing_pdf.pages[page], text)

    assert {char["fontname"].partition("+")[2] for char in chars} == {font}
    assert {round(char["size"], 1) for char in chars} == {size}


def test_rare_names_are_lent_from_another_family_and_can_be_searched(briefing_pdf):
    text = "".join(page.extract_text() for page in briefing_pdf.pages)
    fonts = {c["fontname"] for page in briefing_pdf.pages for c in page.chars if c["text"] in specimen.RARE_NAMES}

    assert set(specimen.RARE_NAMES) <= set(text)
    assert all("LXGWWenKai" in font for font in fonts)


# ── Page numbers ──


def test_rule_45_page_numbers_stand_odd_right_even_left_in_by_one_character(briefing_pdf):
    for number, page in enumerate(briefing_pdf.pages, start=1):
        chars = [char for char in page.chars if char not in body_chars(page)]

        assert words(chars) == f"— {number} —"
        assert {round(char["size"]) for char in chars} == {14}
        if number % 2:
            assert mm(chars[-1]["x1"]) == pytest.approx(184 - mm(14), abs=0.3)
        else:
            assert mm(chars[0]["x0"]) == pytest.approx(28 + mm(14), abs=0.3)


def test_rule_45_the_dash_of_the_page_number_is_7_mm_below_the_text(briefing_pdf):
    dash = briefing_pdf.pages[0].chars[-1]
    # In Noto Serif the stroke of the dash runs 0.38 em above the line.
    assert mm(baseline(dash) - 0.38 * 14) == pytest.approx(262 + 7, abs=0.3)


# ── Head of page 1 ──


def test_rule_45_the_red_line_is_156_mm_wide_4_mm_below_the_number_line_and_ends_the_upper_third(briefing_pdf):
    page = briefing_pdf.pages[0]
    (red,) = drawn_lines(page)
    issuer = find(page, "市政协办公厅督查处")

    assert mm(red["width"]) == pytest.approx(156, abs=0.5)
    assert mm(red["x0"]) == pytest.approx(28, abs=0.1)
    assert red["stroking_color"] == pytest.approx(RED, abs=0.01)
    assert mm(red["top"] - baseline(issuer[0]) - 3.2) == pytest.approx(4, abs=0.5)
    assert mm(red["bottom"]) <= 99


def test_the_masthead_is_red_and_centred(briefing_pdf):
    chars = find(briefing_pdf.pages[0], "督查专报")

    assert all(char["non_stroking_color"] == pytest.approx(RED, abs=0.01) for char in chars)
    assert mm(chars[0]["x0"] + chars[-1]["x1"]) / 2 == pytest.approx(28 + 156 / 2, abs=1)


def test_issuer_left_and_date_right_stand_in_by_one_character(briefing_pdf):
    page = briefing_pdf.pages[0]

    assert mm(find(page, "市政协办公厅督查处")[0]["x0"]) == pytest.approx(28 + mm(15.79), abs=0.2)
    assert mm(find(page, "2026年12月1日")[-1]["x1"]) == pytest.approx(184 - mm(15.79), abs=0.3)


def test_the_title_stands_two_lines_below_the_red_line_and_page_1_carries_text(briefing_pdf):
    page = briefing_pdf.pages[0]
    (red,) = drawn_lines(page)
    title = find(page, "关于2026年11月市政协机关")
    below = [line for line in lines(page) if baseline(line[0]) > baseline(title[0]) + 40]

    assert baseline(title[0]) - 0.8 * 22 - red["bottom"] == pytest.approx(2 * 28.95, abs=8)
    assert len(below) >= 8


def test_a_long_masthead_stays_within_the_text(font_dir):
    paper = dataclasses.replace(
        specimen.briefing(), masthead="中国人民政治协商会议某某市委员会办公厅督查工作情况通报", blocks=()
    )

    assert "中国人民政治协商会议某某市委员会办公厅督查工作情况通报" in reread(paper, font_dir)[0]


def test_the_masthead_of_minutes_is_35_mm_below_the_top_of_the_text(minutes_pdf):
    masthead = find(minutes_pdf.pages[0], "市政协秘书长办公会会议纪要")

    # The ink of these letters begins 0.85 em above the line they stand on.
    assert mm(baseline(masthead[0]) - 0.85 * masthead[0]["size"]) == pytest.approx(37 + 35, abs=1)


def test_names_of_a_roll_continue_under_the_first_name(minutes_pdf):
    page = minutes_pdf.pages[0]
    label = find(page, "出席：")
    rows = lines(page)
    following = rows[[words(row).startswith("出席：") for row in rows].index(True) + 1]

    assert "NotoSansCJKsc" in label[0]["fontname"]
    assert following[0]["x0"] == pytest.approx(label[-1]["x0"] + 15.79, abs=2)


# ── Tables and the foot ──


def test_the_head_of_a_table_is_repeated_on_every_page(briefing_pdf):
    heads = [page.page_number for page in briefing_pdf.pages if "办理时限" in page.extract_text()]

    assert heads == [4, 5]


def test_tables_are_as_wide_as_the_text(briefing_pdf):
    for page in (briefing_pdf.pages[1], briefing_pdf.pages[3]):
        edges = [edge for edge in page.edges if edge["orientation"] == "v"]

        assert mm(min(e["x0"] for e in edges)) == pytest.approx(28, abs=0.2)
        assert mm(max(e["x1"] for e in edges)) == pytest.approx(184, abs=0.2)


def test_the_lines_of_the_distribution_list_are_thick_thin_thick(briefing_pdf):
    drawn = sorted(drawn_lines(briefing_pdf.pages[-1]), key=lambda line: line["top"])

    assert [round(mm(line["linewidth"]), 2) for line in drawn] == [THICK, THIN, THICK]
    assert all(mm(line["width"]) == pytest.approx(156, abs=0.5) for line in drawn)


def test_the_distribution_list_ends_the_text_area_of_the_last_page(briefing_pdf):
    *_, last = lines(briefing_pdf.pages[-1])

    assert words(last) == "共印60份"
    assert mm(baseline(last[0]) + 0.2 * 14) == pytest.approx(262, abs=0.5)


@pytest.mark.parametrize("count", range(1, 13))
def test_neither_distribution_list_nor_signature_stands_alone_on_a_page(font_dir, count):
    blocks = (Paragraph("督" * 20),) * count + (Paragraph("特此报告。"), Signature(("督查处",), specimen.DAY))
    paper = dataclasses.replace(specimen.briefing(), blocks=blocks)

    last = reread(paper, font_dir)[-1]

    assert "特此报告。" in last


def test_a_signature_is_in_by_two_characters_without_seal_and_by_four_with(font_dir):
    ends = []
    for sealed in (False, True):
        paper = Paper("plain", "题", specimen.DAY, (Signature(("督查处",), specimen.DAY, sealed),))
        with pdfplumber.open(BytesIO(render_pdf(paper, font_dir=font_dir))) as pdf:
            ends.append(mm(find(pdf.pages[0], "2026年12月1日")[-1]["x1"]))

    assert ends == pytest.approx([184 - mm(2 * 15.79), 184 - mm(4 * 15.79)], abs=0.5)


# ── Contents ──


def test_every_number_of_the_paper_is_in_the_pdf_and_no_other(briefing_pdf):
    pages = [page.extract_text().removesuffix(f"— {page.page_number} —") for page in briefing_pdf.pages]

    assert numbers(pages) == numbers(words_of(specimen.briefing()))


def test_words_are_never_read_as_markup(font_dir):
    nasty = '#panic("x") *a* _b_ $x^2$ <label> @ref \\ // `c` = h'

    pages = reread(Paper("plain", "题#1", specimen.DAY, (Heading(1, nasty), Paragraph(nasty))), font_dir)

    assert "".join(pages[0]).replace(" ", "").count(nasty.replace(" ", "")) == 2
    assert pages[0][0] == "题#1"


def test_a_bare_paper_and_an_empty_distribution_can_be_set(font_dir):
    paper = Paper("plain", "题", specimen.DAY, (), distribution=Distribution())

    assert reread(paper, font_dir) == [["题"]]


def test_a_character_that_no_font_has_is_named_not_left_empty(font_dir):
    with pytest.raises(Refused, match="😀"):
        render_pdf(Paper("plain", "题", specimen.DAY, (Paragraph("甲😀乙"),)), font_dir=font_dir)


def test_rule_43_a_reprint_is_the_same_bytes(font_dir):
    first = render_pdf(specimen.briefing(), font_dir=font_dir)
    papers_pdf._compiler.cache_clear()

    assert render_pdf(specimen.briefing(), font_dir=font_dir) == first


def test_the_pdf_carries_title_issuer_and_day(briefing_pdf):
    metadata = briefing_pdf.metadata

    assert metadata["Title"] == specimen.briefing().title
    assert metadata["Author"] == "市政协办公厅督查处"
    assert metadata["CreationDate"].startswith("D:20261201")
