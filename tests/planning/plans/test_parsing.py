"""Every cell of the sample plan, and sheets that are drawn up otherwise."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from planning.plans.dues import read_due
from planning.plans.parsing import read_plan
from secretariat.errors import Refused
from secretariat.workbooks.opening import open_sheet
from secretariat.workdays.calendar import Calendar
from tests.planning.plans.factories import HEADINGS, ROW, sheet

HERE = Path(__file__).parent
ON = date(2026, 3, 2)
CALENDAR = Calendar()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(content, units, **options):
    return read_plan(open_sheet(ContentFile(content, name="a.xlsx")), units=units, calendar=CALENDAR, on=ON, **options)


def one(units, *, changed=None, **options):
    """The reading of a single row, with some of its cells changed."""
    row = list(ROW)
    for name, value in (changed or {}).items():
        row[HEADINGS.index(name)] = value
    return read(sheet([row]), units, **options).rows[0]


# ── The sample ───────────────────────────────────────────────────────────────────────────────────────────────────────
with (HERE / "annual-plan-2025.expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sample(units):
    return read((HERE / "annual-plan-2025.xlsx").read_bytes(), units)


@pytest.mark.parametrize("place", range(len(EXPECTED)), ids=lambda place: f"row{place + 4}")
def test_every_cell_of_the_sample_is_understood(sample, place):
    row, expected = sample.rows[place], EXPECTED[place]
    found = row.found
    several = len(found.co_units) >= 6

    assert {
        "row": str(row.row.number),
        "number": found.number,
        "platform": found.platform,
        "title": found.title,
        "lead": found.lead,
        "co_units": found.co_words if several else ";".join(found.co_units),
        "leader": found.leader_words,
        "words": found.due.words,
        "kind": found.due.kind,
        "first": str(found.due.first or ""),
        "last": str(found.due.last or ""),
        "cycle": found.due.cycle,
        "target": str(found.target or ""),
        "measure": found.measure,
    } == expected


def test_sample_has_3_days_27_stretches_and_9_cycles(sample):
    assert Counter(row.found.due.kind for row in sample.rows) == {"date": 3, "window": 27, "cycle": 9}


def test_nothing_of_the_sample_is_doubtful(sample):
    assert [(row.warnings, row.failures) for row in sample.rows] == [((), ())] * 39
    assert sample.notes == ()


def test_head_of_the_sample_is_read(sample):
    head = sample.head

    assert (head.title, head.year, head.kind) == ("市政协机关党组2025年工作要点任务分解表", 2025, "key_points")
    assert head.remarks == (
        "(单位分工、责任领导和部分时限为演示所拟)",
        "注:完成时限为“全年”的,每季度末月25日前报送进展。",
    )


def test_groups_of_units_are_all_units_of_the_kind_but_the_lead(sample):
    by_number = {row.found.number: row.found for row in sample.rows}

    assert len(by_number["9"].co_units) == 9
    assert "社会法制委员会" not in by_number["9"].co_units
    assert len(by_number["25"].co_units) == 18


# ── Other sheets ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_headings_may_stand_in_two_rows(units):
    above = ("序号", "平台", "工作内容", None, "责任分工", None, None, "时间安排")
    below = (None, None, "工作任务", "工作要求", "牵头\n部门", "参与部门", "分管领导", None)

    reading = read(sheet(headings=(above, below), merged=("E2:G2", "A2:A3", "B2:B3", "H2:H3")), units)

    assert [(row.found.title, row.found.lead, row.found.co_units) for row in reading.rows] == [
        ("办好大讲堂", "提案委员会", ("研究室",))
    ]


def test_headings_that_return_on_every_page_are_no_rows(units):
    reading = read(sheet([ROW, HEADINGS, (2, *ROW[1:])]), units)

    assert [row.found.number for row in reading.rows] == ["1", "2"]


def test_platforms_may_stand_in_rows_of_their_own(units):
    headings = tuple(name for name in HEADINGS if name != "平台")
    row = (1, *ROW[2:])
    rows = [("一、学习平台",), row, ("二、服务平台",), (2, *row[1:])]

    reading = read(sheet(rows, headings=(headings,)), units)

    assert [row.found.platform for row in reading.rows] == ["learning", "service"]


def test_columns_may_stand_in_any_order(units):
    order = [7, 4, 2, 1]
    reading = read(sheet([[ROW[n] for n in order]], headings=([HEADINGS[n] for n in order],)), units)

    assert [(row.found.title, row.found.due.words) for row in reading.rows] == [("办好大讲堂", "11月底前")]


def test_year_comes_from_the_person_before_the_title_before_the_day(units):
    years = [
        read(sheet(), units, year=2027).head.year,
        read(sheet(title="2025年党建工作要点"), units).head.year,
        read(sheet(title=None), units).head.year,
    ]

    assert years == [2027, 2025, 2026]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2026年党建工作要点", "party"),
        ("2026年度协商计划", "consultation"),
        ("2026年通报视察调研工作计划", "research"),
        ("2026年民主监督计划", "oversight"),
        ("2026年重点提案督办计划", "proposals"),
        ("市政协机关党组2026年工作要点", "key_points"),
    ],
)
def test_kind_comes_from_the_title(units, title, kind):
    assert read(sheet(title=title), units).head.kind == kind


def test_document_number_above_the_table_is_read(units):
    assert read(sheet(title="政办发〔2026〕2号 2026年工作要点"), units).head.document_number == "政办发〔2026〕2号"


# ── Reasons by cell ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("牵头单位", "某某局", "E3: read “某某局”; expected: a unit"),
        ("牵头单位", None, "E3: empty; expected: a unit"),
        ("牵头单位", "各专门委员会", "E3: read “各专门委员会”; expected: one unit"),
        ("平台", "宣传", "B3: read “宣传”; expected: one of the platforms"),
        ("平台", None, "B3: empty; expected: one of the platforms"),
        ("工作任务", None, "C3: empty; expected: the task"),
        ("工作任务", "长" * 201, "C3: read “长长长"),
        ("完成时限", None, "H3: empty; expected: a time such as"),
        ("完成时限", "尽快", "H3: read “尽快”; expected: a time such as"),
        ("完成时限", 46112, "H3: read “46112”; expected: a time such as"),
        ("完成时限", "13月底前", "H3: read “13月底前”"),
    ],
)
def test_rule_49_failures_name_cell_words_and_what_is_expected(units, column, value, says):
    row = one(units, changed={column: value})

    assert [failure[: len(says)] for failure in row.failures] == [says]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("牵头单位", "提案委、研究室", "E3: read “提案委、研究室”; 提案委员会 leads"),
        ("配合单位", "研究室、某某局", "F3: read “某某局”; not in the list"),
        ("配合单位", "提案委员会", "F3: read “提案委员会”; the lead unit is not one"),
        ("完成时限", "4月底前完成初稿，6月底前定稿", "H3: read “4月底前完成初稿，6月底前定稿”; several times"),
        ("完成时限", date(2027, 1, 5), "H3: read “2027-01-05”; this is not in the year"),
    ],
)
def test_remarks_name_the_cell_and_keep_the_row(units, column, value, says):
    row = one(units, changed={column: value})

    assert row.failures == ()
    assert [warning[: len(says)] for warning in row.warnings] == [says]


def test_a_number_that_returns_is_remarked(units):
    rows = read(sheet([ROW, ROW]), units).rows

    assert [row.warnings for row in rows] == [(), ("A4: read “1”; this number stands in the table twice",)]


def test_merged_cells_are_named_where_their_value_stands(units):
    rows = [(n, "宣传" if n == 1 else None, *ROW[2:]) for n in (1, 2)]

    failures = [row.failures[0][:3] for row in read(sheet(rows, merged=("B3:B4",)), units).rows]

    assert failures == ["B3:", "B3:"]


def test_sixty_unknown_units_are_told_one_by_one(units):
    rows = [(n, "学习", f"任务{n}", "", f"第{n}外单位局", "", "", "全年") for n in range(1, 61)]

    reading = read(sheet(rows), units)

    assert [row.failures[0].split(":")[0] for row in reading.failed] == [f"E{n}" for n in range(3, 63)]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: sheet(headings=(("甲", "乙"),), rows=[("一", "二")]), "No headings"),
        (lambda: sheet(headings=(("序号", "工作任务", "牵头单位"),), rows=[(1, "二", "研究室")]), "Row 2 .* 完成时限"),
        (lambda: sheet(rows=[]), "no row with a task"),
        (lambda: sheet([(n, *ROW[1:]) for n in range(1001)]), "at most 1000 items"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(units, make, says):
    with pytest.raises(Refused, match=says):
        read(make(), units)


# ── Times ────────────────────────────────────────────────────────────────────────────────────────────────────────────
YEAR_START, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("words", "kind", "first", "last", "cycle"),
    [
        ("3月31日", "date", date(2026, 3, 31), date(2026, 3, 31), ""),
        ("2026年3月31日前", "window", YEAR_START, date(2026, 3, 31), ""),
        ("年底前", "window", YEAR_START, YEAR_END, ""),
        ("长期坚持", "window", YEAR_START, YEAR_END, ""),
        ("下半年", "window", date(2026, 7, 1), YEAR_END, ""),
        ("第三季度完成", "window", date(2026, 7, 1), date(2026, 9, 30), ""),
        ("3月至6月", "window", date(2026, 3, 1), date(2026, 6, 30), ""),
        ("11月上旬", "window", date(2026, 11, 1), date(2026, 11, 10), ""),
        ("1月", "window", YEAR_START, date(2026, 1, 31), ""),
        ("每两周", "cycle", None, None, "biweekly"),
        ("每月5日前报送", "cycle", None, None, "monthly:5"),
        ("全年，每季度末月25日前报送", "window", YEAR_START, YEAR_END, "quarterly:25"),
        ("明年1月底前", "window", YEAR_START, date(2027, 1, 31), ""),
    ],
)
def test_times_of_plans(words, kind, first, last, cycle):
    due = read_due(words, year=2026, calendar=CALENDAR)

    assert (due.kind, due.first, due.last, due.cycle) == (kind, first, last, cycle)


@pytest.mark.parametrize(
    "words", ["", "15", "立即", "会后5个工作日内", "下周五", "本月底", "+10wd", "待定", "2月30日", "按通知"]
)
def test_what_a_plan_cannot_mean_is_no_time(words):
    assert read_due(words, year=2026, calendar=CALENDAR) is None


# ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("requirement", "target", "measure"),
    [
        ("全年举办不少于6期", 6, "期"),
        ("全年200次以上", 200, "次"),
        ("办好10件实事", 10, "件"),
        ("每季度至少1次集中学习", None, ""),
        ("联合协商、联合调研各不少于1次", None, ""),
        ("对12个党支部巡察", None, ""),
    ],
)
def test_what_is_counted_over_the_year(units, requirement, target, measure):
    found = one(units, changed={"工作要求": requirement}).found

    assert (found.target, found.measure) == (target, measure)
