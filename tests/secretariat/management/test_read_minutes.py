"""`manage.py read_minutes`: the sample, with units from the database, in the encodings offices use."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from secretariat.people.models import Department, DepartmentAlias
from tests.secretariat.documents.specimens import document, kind, level, numbering, paragraph
from tests.secretariat.workbooks.specimens import book

SAMPLES = Path(__file__).parents[2] / "planning" / "meetings"
TEXT = (SAMPLES / "minutes-2026-11-16.txt").read_text(encoding="utf-8")


def run(path: Path, *words: str) -> str:
    out = StringIO()
    call_command("read_minutes", str(path), "--on", "2026-11-16", *words, stdout=out)
    return out.getvalue()


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def units(db):
    for row in rows("units.csv"):
        unit, _new = Department.objects.get_or_create(
            name=row["name"], defaults={"kind": row["kind"], "order": row["order"]}
        )
        for alias in filter(None, row["aliases"].split(";")):
            DepartmentAlias.objects.get_or_create(name=alias, defaults={"department": unit})


def test_read_minutes_prints_what_a_careful_person_reads(units):
    found = json.loads(run(SAMPLES / "minutes-2026-11-16.txt", "--json"))

    assert [
        (line["label"], line["needs_handling"], line["lead"], line["co_units"], line["due"], line["cycle"])
        for line in found
    ] == [
        (
            row["line"],
            row["needs_handling"] == "yes",
            row["lead"] or None,
            row["co_units"].split(";") if row["co_units"] else [],
            row["due"] or None,
            row["cycle"] or None,
        )
        for row in rows("minutes-2026-11-16.expected.csv")
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_read_minutes_knows_the_encodings_of_offices(units, tmp_path, encoding):
    (tmp_path / "minutes.txt").write_bytes(TEXT.encode(encoding))

    assert run(tmp_path / "minutes.txt", "--json") == run(SAMPLES / "minutes-2026-11-16.txt", "--json")


@pytest.mark.django_db
def test_read_minutes_without_units_keeps_names_as_written(tmp_path):
    Department.objects.all().delete()
    (tmp_path / "minutes.txt").write_text("一、由信息处牵头，提案委配合，12月5日前完成。", encoding="utf-8")

    (line,) = json.loads(run(tmp_path / "minutes.txt", "--json"))

    assert (line["lead"], line["co_units"], line["due"]) == ("信息处", ["提案委"], "2026-12-05")


def test_read_minutes_prints_lines_to_read(units):
    assert (
        run(SAMPLES / "minutes-2026-11-16.txt").splitlines()[6].startswith("联络和社情民意委员会\t-\tmonthly:25\t关于")
    )


@pytest.mark.django_db
def test_read_minutes_of_a_text_without_decisions_is_an_empty_list(tmp_path):
    (tmp_path / "note.txt").write_text("今天天气很好。", encoding="utf-8")

    assert json.loads(run(tmp_path / "note.txt", "--json")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\x00" * 9, ("由研究室负责。" * 40_000).encode(), b"\x81" * 9, b"a" * 4_000_001])
def test_read_minutes_refuses_in_words(tmp_path, content):
    (tmp_path / "bad.txt").write_bytes(content)

    with pytest.raises(CommandError):
        run(tmp_path / "bad.txt")


@pytest.mark.django_db
def test_read_minutes_says_which_file_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.txt"):
        run(tmp_path / "nothing.txt")


@pytest.mark.parametrize(
    ("head", "words", "due", "said"),
    [
        ("时间：2026年9月21日", [], "2026-09-30", ""),
        ("时间：2026年9月21日", ["--on", "2026-09-21"], "2026-09-30", ""),
        ("时间：2026年9月21日", ["--on", "2026-11-16"], "2026-11-30", "已按--on指定的2026-11-16计算"),
        ("秘书长办公会", [], "2026-12-31", "时限从今天（2026-12-08）起算"),
    ],
)
def test_read_minutes_counts_from_the_day_that_the_text_states(units, tmp_path, time_machine, head, words, due, said):
    time_machine.move_to("2026-12-08 10:00+08:00")
    path, out, err = tmp_path / "minutes.txt", StringIO(), StringIO()
    path.write_text(f"{head}\n一、由行政处牵头，本月底前完成。", encoding="utf-8")

    call_command("read_minutes", str(path), "--json", *words, stdout=out, stderr=err)

    assert json.loads(out.getvalue())[0]["due"] == due
    assert said in err.getvalue() if said else not err.getvalue()


def test_read_minutes_reads_a_word_document_with_its_own_numbers(units, tmp_path):
    lists = numbering({0: level(0, "%1、")}, {1: kind(0)})
    path = tmp_path / "minutes.docx"
    path.write_bytes(document(paragraph("由行政处牵头，12月10日前完成。", of=1), numbering=lists))

    (line,) = json.loads(run(path, "--json"))

    assert (line["label"], line["lead"], line["due"]) == ("一", "行政处", "2026-12-10")


def test_read_minutes_says_what_is_wrong_with_a_document(units, tmp_path):
    path = tmp_path / "minutes.docx"
    path.write_bytes(book())

    with pytest.raises(CommandError, match="Excel"):
        run(path)
