"""Tables of uploaded documents: merged cells, nested tables, deleted words; what is no document is refused."""

import pytest

from secretariat.documents.tables import open_tables
from secretariat.errors import Refused
from tests.secretariat.workbooks.specimens import package, sent

TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
SHEET = TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet")
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(words, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def document(body, types=TYPES):
    text = f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    return package({"[Content_Types].xml": types, "word/document.xml": text})


def opened(content):
    return open_tables(sent(content, "表.docx"))


def test_a_cell_that_is_merged_downwards_stands_in_every_row_and_one_across_in_its_first_column():
    body = table(
        (cell("二十四日", '<w:vMerge w:val="restart"/>'), cell("甲"), cell("乙")),
        (cell("", "<w:vMerge/>"), cell("丙", '<w:gridSpan w:val="2"/>')),
    )

    assert opened(document(body)) == [[("二十四日", "甲", "乙"), ("二十四日", "丙", "")]]


def test_a_table_inside_a_cell_is_its_text_and_deleted_words_are_none():
    inner = f"<w:tc>{table((cell('里'), cell('面')))}<w:p/></w:tc>"
    deleted = "<w:tc><w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r></w:p></w:tc>"

    assert opened(document(table((inner, deleted)))) == [[("里\n面", "留")]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "文件为空"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧格式（.doc、.wps）"),
        (lambda: "甲乙丙".encode() * 40, "这不是Word文档"),
        (lambda: package({"a.txt": "甲"}), "这不是Word文档"),
        (lambda: document("", SHEET), "这是Excel表格，不是Word文档"),
        (lambda: document("", TYPES.replace("main+xml", "macroEnabled.main+xml")), "宏"),
        (lambda: document("<w:p>"), "已损坏"),
        (lambda: document("<w:p><w:r><w:t>机密★1年</w:t></w:r></w:p>"), "密级标志"),
        (lambda: document(table(tuple(cell("") for _n in range(61)))), "超过60列"),
        (lambda: document(table(*[(cell(""),)] * 5001)), "超过5000行"),
        (lambda: document(f"<w:p><w:r><w:t>{'0' * 60_000_000}</w:t></w:r></w:p>"), "解压后超过"),
    ],
    ids=["empty", "old", "no zip", "zip", "sheet", "macros", "damaged", "classified", "wide", "long", "bomb"],
)
def test_what_is_no_document_of_an_office_is_refused_in_words(make, words):
    with pytest.raises(Refused, match=words) as refusal:
        opened(make())

    assert refusal.value.field == "file"


def test_an_entity_is_never_followed():
    text = f'<!DOCTYPE d [<!ENTITY e "x">]><w:document {NAMESPACE}><w:body/></w:document>'
    with pytest.raises(Refused, match="已损坏"):
        opened(package({"[Content_Types].xml": TYPES, "word/document.xml": text}))
