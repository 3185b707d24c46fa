"""A sheet is read as it was written, or refused in words."""

import random
import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from secretariat.errors import Refused
from secretariat.workbooks.opening import open_sheet
from secretariat.workbooks.sheets import Sheet
from tests.secretariat.workbooks.specimens import SPACE, book, cell, package, parts_of, row, sent, worksheet

SAMPLE = Path(__file__).parents[2] / "planning" / "plans" / "annual-plan-2025.xlsx"
MIB = 1024 * 1024


def opened(content, name="表.xlsx"):
    return open_sheet(sent(content, name))


def refusal(content):
    with translation.override("en"), pytest.raises(Refused) as caught:
        opened(content)
    assert caught.value.field == "file"
    return str(caught.value)


def written(fill):
    out, made = BytesIO(), openpyxl.Workbook()
    fill(made)
    made.save(out)
    return out.getvalue()


def values(sheet):
    return [[cell.value for cell in line] for line in sheet.rows]


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_sample_is_read_as_the_library_reads_it():
    page = openpyxl.load_workbook(SAMPLE).active
    whole = {}
    for merged in page.merged_cells.ranges:
        whole |= dict.fromkeys(merged.cells, page.cell(merged.min_row, merged.min_col).value)

    def expected(found):
        value = whole.get((found.row, found.column), page.cell(found.row, found.column).value)
        return value.date() if isinstance(value, datetime) else value

    cells = [cell for line in opened(SAMPLE.read_bytes()).rows for cell in line]

    assert [cell.value for cell in cells] == [expected(cell) for cell in cells]
    assert len(cells) == 43 * 8


def test_a_merged_cell_names_where_its_value_stands():
    def fill(made):
        made.active["A1"], made.active["B3"] = "总题", "末"
        made.active.merge_cells("A1:B2")

    sheet = opened(written(fill))

    assert values(sheet) == [["总题", "总题"], ["总题", "总题"], [None, "末"]]
    assert [cell.address for cell in sheet.rows[1]] == ["A1", "A1"]
    assert sheet.rows[1].texts == []


def test_days_numbers_and_texts_keep_their_kind():
    def fill(made):
        made.active.append([date(2026, 3, 31), 3, 3.2, " 文字\n两行 ", True, "=不是公式"])
        made.active["F1"].data_type = "s"

    sheet = opened(written(fill))

    assert values(sheet) == [[date(2026, 3, 31), 3, 3.2, "文字\n两行", "TRUE", "=不是公式"]]
    assert [cell.text for cell in sheet.rows[0]][:3] == ["2026-03-31", "3", "3.2"]


def test_days_of_east_asian_formats_and_of_1904_are_days():
    styles = f'<styleSheet xmlns="{SPACE}"><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    data = row(1, '<c r="A1" s="1"><v>45747</v></c>', '<c r="B1" s="0"><v>45747</v></c>')

    assert values(opened(book(data, **{"xl/styles.xml": styles}))) == [[date(2025, 3, 31), 45747]]


def test_cells_without_addresses_follow_each_other():
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"

    assert values(opened(book(data))) == [[1, 2], [3, None]]


def test_hidden_and_empty_sheets_are_passed_over_and_others_are_named():
    def fill(made):
        made.active.title = "空"
        made.create_sheet("甲")["A1"] = "一"
        made.create_sheet("乙")["A1"] = "二"
        made.create_sheet("藏")["A1"] = "三"
        made["藏"].sheet_state = "hidden"

    sheet = opened(written(fill))

    assert (sheet.title, values(sheet), sheet.others) == ("甲", [["一"]], ("空", "乙"))


def test_a_sheet_survives_being_stored():
    sheet = opened(SAMPLE.read_bytes())

    assert Sheet.from_data(sheet.as_data()) == sheet


def test_hints_for_pronunciation_are_no_text():
    data = row(1, '<c r="A1" t="inlineStr"><is><t>学习</t><rPh sb="0" eb="1"><t>xue</t></rPh></is></c>')

    assert values(opened(book(data))) == [["学习"]]


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────
def word():
    return package(
        {
            "[Content_Types].xml": "<Types>application/vnd.openxmlformats-officedocument.wordprocessingml</Types>",
            "word/document.xml": "<w/>",
        }
    )


def encrypted():
    content = bytearray(book(row(1, cell("A1", "一"))))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def long():
    return ("".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(20_000)) * 101)[:2_000_001]


ENOUGH = row(1, cell("A1", "一"))
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
# Made when they are sent: some are large.
BAD = {
    "empty file": (bytes, "empty"),
    "no zip": (lambda: "甲乙丙".encode() * 40, "not an Excel file"),
    "zip of something": (lambda: package({"a.txt": "甲"}), "not an Excel file"),
    "word renamed": (word, "Word document"),
    "slides renamed": (lambda: package({"[Content_Types].xml": "presentationml"}), "presentation"),
    "old or protected": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "encrypted parts": (encrypted, "encrypted"),
    "macro type": (lambda: package(parts_of(worksheet(ENOUGH), main=MACRO)), "macros"),
    "macro part": (lambda: book(ENOUGH, **{"xl/vbaProject.bin": b"1"}), "macros"),
    "half of a file": (lambda: book(ENOUGH)[:300], "damaged"),
    "no sheet": (lambda: package({"[Content_Types].xml": parts_of("")["[Content_Types].xml"]}), "damaged"),
    "empty sheet": (lambda: book(""), "empty"),
    "only spaces": (lambda: book(row(1, cell("A1", "  "))), "empty"),
    "no XML": (lambda: package(parts_of("<worksheet")), "damaged"),
    "entities": (
        lambda: book(row(1, cell("A1", "&b;")), before='<!DOCTYPE x [<!ENTITY a "甲甲甲"><!ENTITY b "&a;&a;&a;">]>'),
        "damaged",
    ),
    "formula": (lambda: book(row(17, cell("A17", "一"), '<c r="E17"><f>1+1</f><v>2</v></c>')), "E17"),
    "row without end": (lambda: book(row("99999999999", "<c><v>1</v></c>")), "damaged"),
    "address without sense": (lambda: book(row(1, cell("A0", "一"))), "damaged"),
    "foreign string": (lambda: book(row(1, cell("A1", "7", "s"))), "damaged"),
    "number without sense": (lambda: book(row(1, cell("A1", "1e999x", "n"))), "damaged"),
    "too many rows": (lambda: book(row(5001, cell("A5001", "一"))), "5000 rows"),
    "too many columns": (lambda: book(row(1, cell("BI1", "一"))), "60 columns"),
    "too much text": (lambda: book(row(1, cell("A1", long()))), "characters"),
    "classified": (lambda: book(row(1, cell("A1", "机密★1年"))), "classification"),
    "merged over everything": (
        lambda: book(
            row(1, cell("A1", "一")) + row(5000, cell("BH5000", "二")),
            after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50 + "</mergeCells>",
        ),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_rule_49_bad_files_are_refused_in_words(name):
    make, says = BAD[name]

    assert says in refusal(make())


def test_formulas_are_named_by_their_first_cells():
    formulas = "".join(f'<c r="{column}2"><f>1</f><v>1</v></c>' for column in "ABCDEFG")

    assert "A2, B2, C2, D2, E2" in refusal(book(row(2, formulas)))


def test_what_the_library_writes_as_a_formula_is_refused():
    def fill(made):
        made.active["B3"] = "=SUM(A1:A2)"

    assert "B3" in refusal(written(fill))


def test_a_directory_of_too_many_entries_is_refused_unread():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(1500):
            archive.writestr(f"{n}", b"")

    assert "Unpacked" in refusal(out.getvalue())


# ── Bounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────
class Unread:
    """An upload that must not be read."""

    name, size = "大.xlsx", 50 * MIB

    def seek(self, *place):
        raise AssertionError("it was read")

    read = seek


def test_a_sheet_of_fifty_megabytes_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="10 MB"):
        open_sheet(Unread())


def peak(action):
    """The most memory that Python held while it ran, in MiB."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


def bomb(size=100 * MIB):
    return package(parts_of(b" " * size))


def lying_bomb():
    """A bomb whose directory says that it is small."""
    content = bytearray(bomb(80 * MIB))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.find(mark)
        while start >= 0:
            content[start + place : start + place + 4] = (1000).to_bytes(4, "little")
            start = content.find(mark, start + 4)
    return bytes(content)


@pytest.mark.parametrize("make", [bomb, lying_bomb])
def test_a_bomb_is_refused_and_takes_no_memory(make):
    content = make()

    assert peak(lambda: refusal(content)) < 20


def test_a_long_sheet_takes_bounded_memory():
    rows = "".join(row(n, *(cell(f"{column}{n}", f"第{n}行的内容") for column in "ABCDEFGH")) for n in range(1, 2001))
    content = book(rows)

    assert peak(lambda: opened(content)) < 50


def test_blank_rows_to_the_end_of_the_sheet_are_no_rows():
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 60_000))

    assert len(opened(book(row(1, cell("A1", "一")) + blank)).rows) == 1


# ── Noise ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def spoilt(seed):
    chance = random.Random(seed)
    content = bytearray(SAMPLE.read_bytes())
    for _n in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def test_rule_49_a_spoilt_sheet_is_read_or_refused_never_a_crash():
    for seed in range(200):
        try:
            sheet = opened(spoilt(seed))
        except Refused as said:
            assert str(said), seed
        else:
            assert sheet.rows, seed
