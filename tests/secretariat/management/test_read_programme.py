"""`manage.py read_programme` prints what a programme holds, and keeps nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from secretariat.people.models import Department

TEXT = """2026年度协商计划
一、围绕“盘活闲置校舍”开展对口协商
（一）协商形式：对口协商会。
（二）时间安排：9月15日。
（三）参加人员：有关委员。
（四）组织实施：牵头领导：分管副主席。责任部门：经济委员会。参与部门：研究室、市教委。
二、围绕“保护传统村落”开展协商
（一）时间安排：10月底前。
"""


def run(path, *options):
    out = StringIO()
    call_command("read_programme", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path, db):
    Department.objects.create(name="研究室")
    path = tmp_path / "一.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_has_a_row_for_each_activity(file):
    first, second = json.loads(run(file, "--json"))

    assert first == {
        "topic": "盘活闲置校舍",
        "kind": "consultation",
        "form": "对口协商会",
        "window": {"first": "2026-09-15", "last": "2026-09-15", "words": "9月15日"},
        "leader": "分管副主席",
        "lead": "经济委员会",
        "co_units": ["研究室", "市教委"],
        "participants": "有关委员",
    }
    assert (second["window"], second["lead"], second["co_units"]) == (
        {"first": None, "last": "2026-10-31", "words": "10月底前"},
        None,
        [],
    )


def test_the_year_may_be_named(file):
    assert json.loads(run(file, "--json", "--year=2029"))[0]["window"]["first"] == "2029-09-15"


def test_a_file_of_gb18030_is_read(file):
    file.write_bytes(TEXT.encode("gb18030"))

    assert [line.split("\t")[-1] for line in run(file).splitlines()] == ["盘活闲置校舍", "保护传统村落"]


@pytest.mark.parametrize("content", [b"a" * 4_000_001, "一、围绕“甲”\0开展协商".encode(), b"\xff\xff\xff"])
def test_what_cannot_be_read_is_refused_in_words(file, content):
    file.write_bytes(content)

    with pytest.raises(CommandError):
        run(file, "--json")


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path / "fehlt.txt")
