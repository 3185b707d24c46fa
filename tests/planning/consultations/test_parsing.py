"""Programmes of several cities are read; what is not written is not supplied."""

from datetime import date
from pathlib import Path

import pytest

from planning.consultations.parsing import MAX_CHARACTERS, year_of
from secretariat.errors import Refused
from tests.planning.consultations.corpus import FIELDS, as_row, cases, read, wrong_cells

READERS = ("casting", "entry", "lines", "outline", "parsing", "reading", "roles", "tables", "topics")
SAMPLE = """2026年度重点协商计划
一、围绕“推动‘智慧养老’服务升级”开展专题协商
（一）协商形式：专题协商会。
（二）时间安排：7月中旬。
（三）参加人员：有关委员、专家，
市级有关部门负责人。
（四）组织实施：由主席会议组织实施。牵头领导：分管副主席。责任部门：提案委。参与部门：市民政局、有关区县政协。
"""


BATCHES = {
    "known": 28,
    "held": 20,
    "later": 9,
    "r1": 24,
    "r2": 24,
    "r3": 20,
    "r4": 21,
    "r5": 19,
    "r6": 16,
    "r7": 16,
    "r8": 17,
}


@pytest.mark.parametrize("batch", BATCHES)
def test_every_cell_of_the_corpus_is_read(batch):
    wrong, total = wrong_cells(batch)

    assert (wrong, total) == ([], BATCHES[batch] * len(FIELDS))


def test_the_published_form_is_read_field_by_field():
    [one] = read(SAMPLE)

    assert as_row(one) == [
        "推动‘智慧养老’服务升级",
        "consultation",
        "专题协商会",
        "2026-07-11",
        "2026-07-20",
        "7月中旬",
        "分管副主席",
        "提案委员会",
        "市民政局、有关区县政协",
    ]
    assert one.participants == "有关委员、专家，市级有关部门负责人"


def test_every_field_keeps_the_words_it_came_from():
    [one] = read(SAMPLE)

    kept = {role: one.words(role) for role in ("topic", "form", "window", "leader", "lead", "co")}
    assert kept == {
        "topic": ["推动‘智慧养老’服务升级"],
        "form": ["专题协商会"],
        "window": ["7月中旬"],
        "leader": ["分管副主席"],
        "lead": ["提案委"],
        "co": ["市民政局", "有关区县政协"],
    }


def test_what_is_missing_stays_empty():
    [one] = read("一、围绕“完善河长制”开展协商\n（一）责任部门：农业农村委员会。")

    assert (one.window, one.leader, one.co_units, one.participants, one.form) == (None, "", [], "", "协商")


@pytest.mark.parametrize("kept", ["每季度一次", "另行确定", "视情安排"])
def test_words_that_name_no_day_are_kept_without_days(kept):
    [one] = read(f"一、协商议题：完善河长制\n协商时间：{kept}")

    assert (one.window.words, one.window.first, one.window.last) == (kept, None, None)


def test_an_end_sets_no_beginning():
    [one] = read("一、协商议题：完善河长制\n协商时间：9月底前")

    assert (one.window.first, one.window.last) == (None, date(2026, 9, 30))


def test_months_are_those_of_the_year_asked_for():
    [one] = read(SAMPLE, year=2031)

    assert one.window.first == date(2031, 7, 11)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2027年度协商计划", 2027),
        ("政协江州市委员会二〇二六年协商工作安排", 2026),
        ("（2025年12月20日）关于印发2026年协商计划的通知", 2026),
        ("协商计划", None),
    ],
)
def test_the_year_is_that_of_the_title(title, year):
    assert year_of(title) == year


def test_the_same_words_always_give_the_same_answer():
    assert read(SAMPLE) == read(SAMPLE)


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "今天天气不错。", "关于召开会议的通知\n请各单位按时参加。", "Key consultations"]
)
def test_what_is_no_programme_gives_nothing(text):
    assert read(text) == []


def test_requirements_at_the_end_are_no_activities():
    text = SAMPLE + "二、工作要求\n（一）加强领导。责任部门：各专委会。\n（二）按时报送。时间安排：12月底前。"

    assert [one.topic for one in read(text)] == ["推动‘智慧养老’服务升级"]


@pytest.mark.parametrize("text", ["围" * (MAX_CHARACTERS + 1), "一、围绕“甲”\0开展协商"])
def test_what_no_paper_has_is_refused(text):
    with pytest.raises(Refused) as refusal:
        read(text)

    assert refusal.value.field == "text"


def test_a_long_text_is_read_in_time():
    assert len(read(SAMPLE * 300)) == 300


def test_units_that_the_table_does_not_hold_are_kept_as_written():
    [one] = read(SAMPLE, units=())

    assert [one.lead.name, *(unit.name for unit in one.co_units)] == ["提案委", "市民政局", "有关区县政协"]


def test_the_reader_holds_no_unit_of_the_corpus():
    source = "".join(Path(f"planning/consultations/{name}.py").read_text(encoding="utf-8") for name in READERS)

    named = {unit.name for case in cases("known") + cases("held") for one in read(case.text) for unit in one.co_units}
    assert [name for name in named if len(name) > 3 and name in source] == []
