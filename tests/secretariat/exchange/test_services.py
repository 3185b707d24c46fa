"""Preview, confirm, undo: shown with the sheets of annual plans (rule 49)."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import translation

from planning.plans import services as plans
from planning.plans.models import AnnualPlan, PlanItem
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.exchange import queries, services
from secretariat.exchange.models import ImportRun
from secretariat.jobs.handlers import HANDLERS, TIMETABLE
from secretariat.jobs.models import Job
from secretariat.people.models import Department, PostKind
from secretariat.workflow import TransitionRefused
from tests.planning.plans.factories import ROW, sheet, upload
from tests.supervision.factories import DepartmentFactory, person

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OPTIONS = {"on": "2026-03-02"}
OTHER_ROW = (2, "学习", "任务", "", "研究室", "", "", "全年")
BAD_ROW = (2, "学习", "任务", "", "外单位", "", "", "全年")


@pytest.fixture
def units(db):
    return [DepartmentFactory(name=name) for name in ("提案委员会", "研究室")]


@pytest.fixture
def planner(units):
    return person(PostKind.PLANNER)


def preview(by, rows=(ROW,), at=AT, **options):
    with translation.override("en"):
        return services.preview("plan", upload(sheet(rows)), by=by, at=at, options=OPTIONS | options)


def confirmed(by, rows=(ROW,)):
    return services.confirm(preview(by, rows).pk, by=by, at=AT)


# ── Preview ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_49_a_preview_makes_nothing_but_itself(planner):
    run = preview(planner, [ROW, BAD_ROW])

    assert (run.state, run.rows_read, run.rows_failed, run.made) == ("previewed", 2, 1, [])
    assert (AnnualPlan.objects.count(), PlanItem.objects.count(), Event.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "empty"),
        (sheet(), "a.xls", "kind .xlsx"),
        (sheet(), "a.docx", "kind .xlsx"),
        (sheet(), "a.xlsm", "macros"),
        (sheet(), "机密★1年.xlsx", "classification"),
        (sheet([(1, "学习", "绝密★长期", "", "研究室", "", "", "全年")]), "a.xlsx", "classification"),
        (sheet([(1, "学习", "=1+1", "", "研究室", "", "", "全年")]), "a.xlsx", "C3"),
        (sheet(headings=(("甲",),), rows=[("一",)]), "a.xlsx", "No headings"),
    ],
)
def test_rule_50_of_a_refused_sheet_nothing_is_kept(planner, content, name, says):
    with translation.override("en"), pytest.raises(Refused, match=says):
        services.preview("plan", upload(content, name), by=planner, at=AT, options=OPTIONS)

    assert (ImportRun.objects.count(), Event.objects.count()) == (0, 0)


def test_only_those_who_may_write_plans_preview(units):
    with pytest.raises(PermissionDenied):
        preview(person(PostKind.HEAD, unit=units[0]))


def test_yesterdays_previews_are_forgotten(planner):
    old = preview(planner, at=AT - timedelta(days=2))
    new = preview(planner)

    assert list(ImportRun.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


def test_the_night_forgets_what_nobody_confirmed_whoever_sent_it(planner):
    old, fresh, kept = preview(planner), preview(planner), confirmed(planner)
    ImportRun.objects.filter(pk__in=[old.pk, kept.pk]).update(at=AT - timedelta(days=2))

    ran = HANDLERS["exchange.forget"](Job(nominal_at=AT))

    assert ran == {"forgotten": 1}
    assert set(ImportRun.objects.values_list("pk", flat=True)) == {fresh.pk, kept.pk}
    assert "exchange.forget" in [entry.name for entry in TIMETABLE]


def test_only_who_sent_a_sheet_throws_it_away(planner):
    run = preview(planner)

    with pytest.raises(PermissionDenied):
        services.discard(run.pk, by=person(PostKind.PLANNER))
    services.discard(run.pk, by=planner)
    assert not ImportRun.objects.exists()


def test_choices_are_read_anew(planner):
    run = preview(planner)

    run = services.choose(run.pk, by=planner, options=OPTIONS | {"year": 2027, "title": "别的标题"})

    assert queries.reading_of(run).head.year == 2027
    assert services.confirm(run.pk, by=planner, at=AT).made[0][0] == "planning.AnnualPlan"
    assert AnnualPlan.objects.values_list("year", "title").get() == (2027, "别的标题")


# ── Confirmation ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_49_confirming_makes_the_good_rows_and_leaves_the_failed_ones(planner):
    run = confirmed(planner, [ROW, BAD_ROW])

    plan = AnnualPlan.objects.get()
    assert [item.title for item in plan.items.all()] == ["办好大讲堂"]
    assert run.made == [["planning.AnnualPlan", plan.pk], ["planning.PlanItem", plan.items.get().pk]]
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["plan.drafted", "exchange.confirmed"]


def test_confirming_twice_makes_nothing_twice(planner):
    run = confirmed(planner)

    with pytest.raises(TransitionRefused):
        services.confirm(run.pk, by=planner, at=AT)
    assert AnnualPlan.objects.count() == 1


def test_units_added_since_the_preview_count(planner):
    run = preview(planner, [(1, "学习", "任务", "", "外单位", "", "", "全年")])
    DepartmentFactory(name="外单位")

    services.confirm(run.pk, by=planner, at=AT)

    assert PlanItem.objects.get().lead == Department.objects.get(name="外单位")


def test_a_sheet_without_a_good_row_is_not_confirmed(planner):
    run = preview(planner, [BAD_ROW])

    with pytest.raises(Refused):
        services.confirm(run.pk, by=planner, at=AT)
    assert (ImportRun.objects.get().state, AnnualPlan.objects.count()) == ("previewed", 0)


def test_what_the_service_refuses_leaves_the_import_open(planner):
    confirmed(planner)
    plans.submit_plan(AnnualPlan.objects.get().pk, by=planner, on=date(2026, 3, 2))
    again = preview(planner, [OTHER_ROW])

    with pytest.raises(Refused):
        services.confirm(again.pk, by=planner, at=AT)
    assert ImportRun.objects.get(pk=again.pk).state == "previewed"


def test_rule_46_others_neither_see_nor_confirm(planner):
    run, other = preview(planner), person(PostKind.PLANNER)

    with pytest.raises(PermissionDenied):
        services.confirm(run.pk, by=other, at=AT)
    assert not ImportRun.objects.visible_to(other).exists()
    assert ImportRun.objects.visible_to(person(PostKind.AUDITOR)).get() == run


# ── Undo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_49_undo_takes_everything_out_of_the_lists(planner):
    run = confirmed(planner)

    run = services.undo(run.pk, by=planner, at=AT + timedelta(hours=24))

    assert run.state == "undone"
    assert not AnnualPlan.objects.visible_to(planner).exists()
    assert not PlanItem.objects.visible_to(planner).exists()
    assert PlanItem.objects.filter(deleted_at__isnull=False).count() == 1
    assert Event.objects.latest("pk").verb == "exchange.undone"


def test_a_plan_that_was_taken_back_may_come_again(planner):
    services.undo(confirmed(planner).pk, by=planner, at=AT)

    confirmed(planner)

    assert AnnualPlan.objects.filter(deleted_at=None).count() == 1


def test_rule_49_after_a_day_an_import_stays(planner):
    run = confirmed(planner)

    with pytest.raises(Refused):
        services.undo(run.pk, by=planner, at=AT + timedelta(hours=24, seconds=1))
    assert AnnualPlan.objects.visible_to(planner).exists()


def test_rule_49_what_somebody_worked_on_stays_and_is_named(planner):
    run = confirmed(planner)
    plans.submit_plan(AnnualPlan.objects.get().pk, by=planner, on=date(2026, 3, 2))

    with pytest.raises(Refused, match="工作要点"):
        services.undo(run.pk, by=planner, at=AT)
    assert ImportRun.objects.get().state == "confirmed"


def test_an_administrator_may_take_back_and_a_stranger_may_not(planner):
    run = confirmed(planner)

    with pytest.raises(PermissionDenied):
        services.undo(run.pk, by=person(PostKind.PLANNER), at=AT)
    assert services.undo(run.pk, by=person(PostKind.ADMINISTRATOR), at=AT).state == "undone"


def test_everything_an_import_makes_can_be_marked_as_deleted(planner):
    made = {label for label, _pk in confirmed(planner).made}

    fields = [{field.name for field in model._meta.fields} for model in _models(made)]
    assert all("deleted_at" in names for names in fields)


def _models(labels) -> list[type[models.Model]]:
    return [model for model in (AnnualPlan, PlanItem) if model._meta.label in labels]


# ── Failed rows ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_49_failed_rows_come_back_with_their_reasons_and_can_be_sent_again(planner):
    run = preview(planner, [ROW, BAD_ROW])

    with translation.override("en"):
        content = queries.failed_sheet(run)
    page = openpyxl.load_workbook(BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in page]

    assert rows[0][0] == "2026年工作要点"
    assert rows[1] == ["序号", "平台", "工作任务", "工作要求", "牵头单位", "配合单位", "责任领导", "完成时限", "Reason"]
    assert rows[2][:5] == [2, "学习", "任务", None, "外单位"]
    assert rows[2][8].startswith("E4: read “外单位”")
    DepartmentFactory(name="外单位")
    again = services.preview("plan", upload(content), by=planner, at=AT, options=OPTIONS)
    assert (again.rows_read, again.rows_failed) == (1, 0)


def test_what_begins_like_a_formula_goes_out_as_text(planner):
    row = (2, "学习", "任务", "@SUM(A1)", "=外单位", "", "", "全年")
    book = openpyxl.Workbook()
    book.active.append(["序号", "平台", "工作任务", "工作要求", "牵头单位", "配合单位", "责任领导", "完成时限"])
    book.active.append(list(row))
    book.active["E2"].data_type = "s"
    out = BytesIO()
    book.save(out)
    run = services.preview("plan", upload(out.getvalue()), by=planner, at=AT, options=OPTIONS)

    page = openpyxl.load_workbook(BytesIO(queries.failed_sheet(run))).active

    assert (page["E3"].data_type, page["E3"].value) == ("s", "=外单位")
