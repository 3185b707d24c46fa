"""Files that nobody should send, to every import of sheets: refused in words, and nothing is kept."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tests.hostile.site import Post
from tests.planning.plans.factories import HEADINGS, ROW
from tests.secretariat.workbooks import specimens

MIB = 1024 * 1024
MOST_MEMORY = 16  # MiB


@dataclass(frozen=True)
class Importer:
    """Where a sheet is sent, by whom, and what an ordinary one looks like."""

    address: str
    role: str
    headings: tuple
    row: tuple
    name: str = "file"
    more: dict = field(default_factory=dict)

    def post(self, upload) -> Post:
        return Post(self.address, reverse(self.address), self.role, self.more | {self.name: upload})

    def book(self, *rows) -> bytes:
        made = Workbook()
        for row in [self.headings, *(rows or [self.row])]:
            made.active.append(list(row))
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


REGISTER = {"role": "superuser", "name": "import_file", "more": {"resource": "0"}}
PEOPLE = ("工号", "姓名", "单位")
IMPORTERS = {
    "plan": Importer("planning:plan_import", "planner", HEADINGS, (*ROW[:4], "经济委员会", "", "", "全年")),
    "calendar": Importer(
        "workdays:import",
        "administrator",
        ("日期", "类型", "名称"),
        ("2027-01-01", "off", "元旦"),
        more={"year": "2027", "notice": "号", "confirm": "1"},
    ),
    "units": Importer("admin:secretariat_department_import", headings=("名称", "简称"), row=("外办", "外"), **REGISTER),
    "people": Importer("admin:secretariat_user_import", headings=PEOPLE, row=("x1", "某人", ""), **REGISTER),
    "numbers": Importer(
        "admin:secretariat_numberkind_import",
        headings=("代码", "名称", "编号格式"),
        row=("x", "某号", "督〔{year}〕{n}号"),
        **REGISTER,
    ),
}


def with_cell(importer, value):
    """An ordinary sheet in which the second cell is another."""
    return importer.book((importer.row[0], value, *importer.row[2:]))


@cache
def word():
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def with_part(importer, name, content=b"1"):
    out = io.BytesIO(importer.book())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@cache
def bomb():
    return specimens.package(specimens.parts_of(b" " * (100 * MIB)))


def large(size):
    return b"PK\x03\x04" + bytes(size * MIB)


@cache
def of_macros():
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return specimens.package(specimens.parts_of(specimens.worksheet(""), main=main))


@cache
def endless():
    text = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(2_000_001))
    return specimens.book(specimens.row(1, specimens.cell("A1", text)))


# What is sent, under which name, and what the refusal says. What is alike for every import is made once.
FILES: dict[str, tuple[str, Callable[[Importer], bytes], str]] = {
    "nothing": ("a.xlsx", lambda _importer: b"", "空"),
    "11 MB": ("a.xlsx", lambda _importer: large(11), "MB"),
    "a zip bomb": ("a.xlsx", lambda _importer: bomb(), "解压后超过50 MB"),
    "a formula": ("a.xlsx", lambda importer: with_cell(importer, "=1+1"), "B2"),
    "a formula that calls out": ("a.xlsx", lambda importer: with_cell(importer, '=HYPERLINK("https://x/")'), "B2"),
    "a docx renamed": ("a.xlsx", lambda _importer: word(), "Word文档"),
    "macros by type": ("a.xlsx", lambda _importer: of_macros(), "宏"),
    "macros by part": ("a.xlsx", lambda importer: with_part(importer, "xl/vbaProject.bin"), "宏"),
    "macros by name": ("a.xlsm", lambda importer: importer.book(), "xlsx"),
    "half of a file": ("a.xlsx", lambda importer: importer.book()[:2000], "文件已损坏"),
    "no file of any kind": ("a.xlsx", lambda _importer: b"\x00\x01" * 500, "这不是Excel表格"),
    "2 MB of text": ("a.xlsx", lambda _importer: endless(), "字"),
    "a mark in a cell": ("a.xlsx", lambda importer: with_cell(importer, "机密★1年"), "密级标志"),
    "a mark in the name": ("机密★1年.xlsx", lambda importer: importer.book(), "密级标志"),
}


def send(site, importer, name, content):
    post = importer.post(SimpleUploadedFile(name, content))
    return site.send(post, post.typed)


def first_of_each_way():
    """The registers are read in one way."""
    return {one.role: (kind, one) for kind, one in reversed(IMPORTERS.items())}.values()


def sent_to(importer, *, whole):
    """Which files an import is sent: the registers are read in one way and share them, with --faults each has all."""
    registers = [one for one in IMPORTERS.values() if one.role == REGISTER["role"]]
    if whole or importer not in registers:
        return FILES
    return dict(list(FILES.items())[registers.index(importer) :: len(registers)])


@pytest.mark.parametrize("importer", IMPORTERS.values(), ids=IMPORTERS)
def test_rule_49_what_nobody_should_send_is_refused_in_words_and_kept_nowhere(site, importer, faults):
    found = {}
    for kind, (name, make, says) in sent_to(importer, whole=faults).items():
        answer, changed = send(site, importer, name, make(importer))
        found[kind] = answer.status_code in (200, 422), says in answer.content.decode(), changed

    assert {kind: what for kind, what in found.items() if what != (True, True, False)} == {}


def test_an_ordinary_sheet_comes_in_or_the_table_above_would_prove_nothing(site):
    answers = {name: send(site, one, "a.xlsx", one.book())[0] for name, one in IMPORTERS.items()}

    # Registers are shown before they are taken in.
    goes_on = {
        name: one.status_code == 302 or "import_file_name" in one.content.decode() for name, one in answers.items()
    }
    assert goes_on == dict.fromkeys(IMPORTERS, True)


def test_sixty_unknown_units_in_the_sheet_of_people_are_named_row_by_row(site):
    rows = [(f"x{n}", f"某{n}", f"第{n}外单位局") for n in range(60)]

    answer, changed = send(site, IMPORTERS["people"], "a.xlsx", IMPORTERS["people"].book(*rows))

    said = answer.content.decode()
    assert ([n for n in range(60) if f"没有名为“第{n}外单位局”的单位" not in said], changed) == ([], False)


@pytest.mark.parametrize("make", [partial(large, 50), bomb], ids=["50 MB", "a zip bomb"])
def test_memory_is_bounded_whatever_is_sent(site, make, faults):
    peaks = {}
    for kind, importer in IMPORTERS.items() if faults else first_of_each_way():
        send(site, importer, "a.xlsx", importer.book())
        post = importer.post(SimpleUploadedFile("a.xlsx", make()))
        peaks[kind] = site.peak_of(post, post.typed) // MIB

    assert {kind: peak for kind, peak in peaks.items() if peak > MOST_MEMORY} == {}
