"""Word documents read into plain text, with the numbers that Word counts; what is unsafe is refused in words."""

import pytest

from secretariat.documents.opening import open_document
from secretariat.errors import Refused
from tests.secretariat.documents.specimens import (
    MACRO,
    MAIN,
    SPACE,
    document,
    kind,
    level,
    numbering,
    paragraph,
    part,
    row,
    uploaded,
)
from tests.secretariat.workbooks import specimens as workbooks

TWO = {0: level(0, "%1、") + level(1, "（%2）"), 1: level(0, "%1.", "decimal"), 2: level(0, "", "bullet")}


def read(body, *, limit=1000, **more):
    return open_document(uploaded(document(body, **more)), limit=limit)


def refusal(content, *, limit=1000):
    with pytest.raises(Refused) as refused:
        open_document(uploaded(content), limit=limit)
    assert refused.value.field == "file"
    return str(refused.value)


def test_paragraphs_are_lines_and_what_is_not_seen_is_left_out():
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:t>会议</w:t><w:tab/><w:t>纪要</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
    )

    assert read(body + paragraph("") + paragraph("一、由行政处负责。")) == "会议 纪要\n\n一、由行政处负责。"


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("%1、", "chineseCountingThousand", "十一、"),
        ("（%1）", "chineseCounting", "（十一）"),
        ("%1.", "decimal", "11. "),
        ("%1", "decimal", "11、"),
        ("第%1条", "japaneseCounting", "第十一条、"),
        ("%1", "decimalEnclosedCircleChinese", "⑪、"),
        ("%1)", "lowerLetter", "k)"),
        ("%1)", "upperRoman", "XI)"),
        ("%1.", "decimalZero", "11. "),
        ("·", "bullet", "• "),
        ("%1", "none", ""),
    ],
)
def test_numbers_of_lists_come_out_as_word_writes_them(text, form, label):
    lists = numbering({0: level(0, text, form, start=11)}, {7: kind(0)})

    assert read(paragraph("甲", of=7), numbering=lists) == f"{label}甲"


def test_levels_count_on_and_begin_anew_below_a_higher_one():
    lists = numbering(TWO, {1: kind(0)})
    levels = [0, 1, 1, 0, 1]

    assert read("".join(paragraph("甲", of=1, level=one) for one in levels), numbering=lists).split("\n") == [
        "一、甲",
        "（一）甲",
        "（二）甲",
        "二、甲",
        "（一）甲",
    ]


def test_numbers_of_several_levels_stand_together():
    legal = level(1, "%1.%2", "decimal").replace("</w:lvl>", "<w:isLgl/></w:lvl>")
    lists = numbering({0: level(0, "%1、") + legal}, {1: kind(0)})

    assert read(paragraph("甲", of=1) + paragraph("乙", of=1, level=1), numbering=lists) == "一、甲\n1.1 乙"


def test_lists_of_one_kind_count_on_together_unless_one_begins_anew():
    anew = kind(1) + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering(TWO, {1: kind(1), 2: kind(1), 3: anew})

    text = read("".join(paragraph("甲", of=one) for one in (1, 1, 2, 3, 3)), numbering=lists)

    assert [line[:2] for line in text.split("\n")] == ["1.", "2.", "3.", "1.", "2."]


def test_a_style_may_number_its_paragraphs_and_a_paragraph_may_be_taken_out():
    styles = part(
        "styles",
        '<w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style>',
    )
    body = paragraph("甲", style="h1") + paragraph("乙", style="h2") + paragraph("丙", style="h1", of=0)

    assert read(body, styles=styles, numbering=numbering(TWO, {1: kind(0)})) == "一、甲\n二、乙\n丙"


def test_rows_of_tables_have_tabs_between_cells_and_merged_cells_their_words():
    merged = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("行政处")
    below = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("合计")
    table = "<w:tbl>" + row("事项", "责任单位") + row("甲", merged) + row("乙", below) + row(wide) + "</w:tbl>"

    assert read(table) == "事项\t责任单位\n甲\t行政处\n乙\t行政处\n合计"


def test_a_drawing_is_read_once():
    box = f"<w:txbxContent>{paragraph('附注')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    assert read(f"<w:p {space}><w:r>{both}</w:r><w:r><w:t>正文</w:t></w:r></w:p>") == "附注\n正文"


# ── Refused ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "空"),
        (lambda: b"%PDF-1.7", "不是Word文档"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧格式"),
        (lambda: workbooks.book(), "这是Excel表格"),
        (lambda: document("", main=MACRO), "含有宏"),
        (lambda: document("", vbaProject="x").replace(b"vbaProject.xml", b"vbaProject.bin"), "含有宏"),
        (lambda: document(paragraph("由行政处负责。"))[:-40], "已损坏"),
        (lambda: document("<w:p>"), "已损坏"),
        (lambda: document(paragraph("")), "没有文字"),
        (lambda: document(paragraph("长" * 1001)), "文字过多"),
        (lambda: document(paragraph(" " * 60_000_000)), "解压后"),
        (lambda: document("<w:p><w:r>" * 60 + "</w:r></w:p>" * 60), "已损坏"),
    ],
    ids=["empty", "pdf", "doc", "xlsx", "macro type", "macro part", "cut", "unclosed", "scan", "long", "bomb", "deep"],
)
def test_what_is_no_plain_document_is_refused_in_words(make, words):
    assert words in refusal(make())


def test_declared_entities_are_refused():
    body = f'<!DOCTYPE x [<!ENTITY a "甲">]><w:document {SPACE}><w:body>{paragraph("&a;")}</w:body></w:document>'
    types = workbooks.TYPES.format(part="word/document.xml", kind=MAIN)

    content = workbooks.package({"[Content_Types].xml": types, "word/document.xml": body})

    assert "已损坏" in refusal(content)


@pytest.mark.parametrize("where", ["header1", "footer2", "body"])
def test_rule_50_a_mark_is_refused_wherever_it_stands(where):
    marked = paragraph("机密★1年")
    margins = {} if where == "body" else {where: part("hdr", marked)}

    assert "密级标志" in refusal(document(marked if where == "body" else paragraph("甲"), **margins))
