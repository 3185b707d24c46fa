"""Failed rows go back and come in again: into the draft from which they stayed out (rule 49)."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from planning.plans import services as plans
from planning.plans.models import AnnualPlan, PlanItem
from secretariat.errors import Refused
from secretariat.exchange import queries, services
from tests.planning.plans.factories import HEADINGS, ROW, sheet, upload
from tests.supervision.factories import DepartmentFactory

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
BAD_ROW = (2, "服务", "走访委员", "", "外单位", "", "", "全年")


@pytest.fixture(autouse=True)
def units(db):
    return [DepartmentFactory(name=name) for name in ("提案委员会", "研究室")]


def preview(by, content, **options):
    options = {"on": "2026-03-02"} | options
    return services.preview("plan", upload(content), by=by, at=AT, options=options)


def confirmed(by, content, **options):
    return services.confirm(preview(by, content, **options).pk, by=by, at=AT)


def put_right(run, **cells):
    """The sheet of the failed rows as somebody corrected it."""
    book = openpyxl.load_workbook(BytesIO(queries.failed_sheet(run)))
    for place, value in cells.items():
        book.active[place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_rule_49_failed_rows_put_right_come_into_the_draft(planner):
    run = confirmed(planner, sheet([ROW, BAD_ROW], title="市政协2025年工作要点"))

    again = confirmed(planner, put_right(run, E3="研究室"))

    plan = AnnualPlan.objects.get()
    assert [(item.order, item.title, item.window_last.year) for item in plan.items.all()] == [
        (1, "办好大讲堂", 2025),
        (2, "走访委员", 2025),
    ]
    assert (again.rows_failed, {label for label, _pk in again.made}) == (0, {"planning.PlanItem"})


def test_what_a_person_chose_goes_with_the_failed_rows(planner):
    chosen = {"year": 2027, "kind": "party", "title": "机关要点", "document_number": "政协发〔2027〕3号"}
    run = confirmed(planner, sheet([ROW, BAD_ROW]), **chosen)

    again = preview(planner, put_right(run, E6="研究室"))

    head = queries.reading_of(again).head
    assert (head.title, head.year, head.kind, head.document_number) == ("机关要点", 2027, "party", "政协发〔2027〕3号")
    assert (again.rows_read, again.rows_failed) == (1, 0)


def test_platform_and_remarks_go_with_the_failed_rows(planner):
    headings = tuple(name for name in HEADINGS if name != "平台")
    rows = [
        ("一、学习平台",),
        (1, "甲", "", "研究室", "", "", "6月底前"),
        ("二、服务平台",),
        (2, "乙", "", "外单位", "", "", "全年"),
    ]
    remark = "注：完成时限为“全年”的，每季度末月25日前报送进展。"
    run = preview(planner, sheet(rows, headings=(headings,), remark=remark))

    again = preview(planner, put_right(run, D4="研究室"))

    found = [row.found for row in queries.reading_of(again).good]
    assert [(item.title, item.platform, item.due.cycle) for item in found] == [("乙", "service", "quarterly:25")]


def test_a_row_that_the_draft_has_is_refused_with_its_reason(planner):
    confirmed(planner, sheet())

    run = preview(planner, sheet([ROW, (2, "学习", "新的", "", "研究室", "", "", "全年")]))

    assert [row.failures for row in queries.reading_of(run).rows] == [
        ("第3行：计划中已有同一牵头单位的这项任务：1 办好大讲堂",),
        (),
    ]


def test_what_came_of_a_sheet_is_no_reason_against_its_rows(planner):
    run = confirmed(planner, sheet([ROW, BAD_ROW]))

    assert [row.row.number for row in queries.reading_of(run).failed] == [4]


def test_undo_takes_back_only_what_was_added(planner):
    run = confirmed(planner, sheet([ROW, BAD_ROW]))
    again = confirmed(planner, put_right(run, E3="研究室"))

    services.undo(again.pk, by=planner, at=AT)

    assert [item.title for item in PlanItem.objects.visible_to(planner)] == ["办好大讲堂"]


def test_rule_31_what_was_added_stays_once_the_plan_is_submitted(planner):
    run = confirmed(planner, sheet([ROW, BAD_ROW]))
    again = confirmed(planner, put_right(run, E3="研究室"))
    plans.submit_plan(AnnualPlan.objects.get().pk, by=planner, on=date(2026, 3, 2))

    with pytest.raises(Refused, match="已不是拟办状态"):
        services.undo(again.pk, by=planner, at=AT)
    assert PlanItem.objects.filter(deleted_at=None).count() == 2
