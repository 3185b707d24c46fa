"""The pages of plans: what they show, to whom, and in how many queries; and the way of a sheet through them."""

from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from planning.plans.models import AnnualPlan, PlanItem, PlanReport
from secretariat.exchange.models import ImportRun
from secretariat.people.models import PostKind
from supervision.items.models import SupervisionItem
from tests.planning.plans.factories import ROW, PlanFactory, PlanItemFactory, sheet
from tests.supervision.factories import DepartmentFactory, ItemFactory, person

SAMPLE = Path(__file__).parent / "annual-plan-2025.xlsx"
LIST_QUERIES, DETAIL_QUERIES = 10, 12


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def lead(db):
    return DepartmentFactory(name="提案委员会")


@pytest.fixture
def head(lead):
    return person(PostKind.HEAD, unit=lead)


@pytest.fixture
def at_work(client, planner):
    client.force_login(planner)
    return client


def send(client, content, name="计划.xlsx"):
    return client.post(reverse("planning:plan_import"), {"file": SimpleUploadedFile(name, content)})


def run_of(response):
    assert response.status_code == 302, response.content.decode()[:2000]
    return ImportRun.objects.latest("pk")


def go(client, name, *args, **data):
    return client.get(reverse(f"planning:{name}", args=args), data)


def press(client, name, *args, **data):
    return client.post(reverse(f"planning:{name}", args=args), data)


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_sample_comes_in_through_the_pages(at_work, house):
    run = run_of(send(at_work, SAMPLE.read_bytes()))
    page = go(at_work, "plan_import_run", run.pk).content.decode()
    assert "可导入39行" in page
    assert not AnnualPlan.objects.exists()

    answer = press(at_work, "plan_import_confirm", run.pk)

    plan = AnnualPlan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert (plan.year, plan.kind, plan.items.count()) == (2025, "key_points", 39)
    assert plan.items.filter(due_kind="cycle").count() == 9


def test_choices_change_the_reading(at_work, house):
    run = run_of(send(at_work, sheet()))
    choices = {"year": 2027, "kind": "party", "title": "党建要点", "document_number": "", "platform": ""}

    press(at_work, "plan_import_run", run.pk, **choices)

    assert b"2027-01-01" in go(at_work, "plan_import_run", run.pk).content
    press(at_work, "plan_import_confirm", run.pk)
    assert AnnualPlan.objects.values_list("year", "kind", "title").get() == (2027, "party", "党建要点")


def test_failed_rows_are_shown_with_reasons_and_handed_back(at_work, house):
    run = run_of(send(at_work, sheet([ROW, (2, "学习", "任务", "", "外单位", "", "", "全年")])))

    page = go(at_work, "plan_import_run", run.pk).content.decode()
    answer = go(at_work, "plan_import_failed", run.pk)

    assert "E4：读到“外单位”，应为单位名册中的单位" in page
    assert quote(f"未读入的行-{run.pk}.xlsx") in answer["Content-Disposition"]
    assert openpyxl.load_workbook(BytesIO(answer.content)).active["C3"].value == "任务"


def test_rule_49_rows_put_right_are_offered_for_the_draft_and_added(at_work, house):
    plan = PlanItemFactory(plan=PlanFactory(state="draft", title="2026年工作要点"), title="甲").plan
    run = run_of(send(at_work, sheet()))

    page = go(at_work, "plan_import_run", run.pk).content.decode()
    answer = press(at_work, "plan_import_confirm", run.pk)

    assert "将补入《2026年工作要点》（拟办），1项" in page
    assert [item.title for item in plan.items.all()] == ["甲", "办好大讲堂"]
    assert answer["Location"] == reverse("planning:plan_import_run", args=[run.pk])
    assert "本次补入的事项将从计划中移除" in go(at_work, "plan_import_run", run.pk).content.decode()


def test_a_title_that_is_taken_is_told_at_its_field_before_anybody_confirms(at_work, house):
    PlanFactory(title="2026年工作要点")
    run = run_of(send(at_work, sheet()))

    page = go(at_work, "plan_import_run", run.pk)

    assert "只能通过调整变更" in page.context["form"].errors["title"][0]
    assert page.status_code == 200
    assert reverse("planning:plan_import_confirm", args=[run.pk]) not in page.content.decode()


def test_a_preview_is_thrown_away_and_nothing_of_it_is_kept(at_work, house):
    run = run_of(send(at_work, sheet()))

    answer = press(at_work, "plan_import_discard", run.pk)

    assert answer["Location"] == reverse("planning:plan_import")
    assert not ImportRun.objects.exists()


def test_what_was_confirmed_is_not_thrown_away(at_work, house):
    run = run_of(send(at_work, sheet()))
    press(at_work, "plan_import_confirm", run.pk)

    press(at_work, "plan_import_discard", run.pk)

    assert ImportRun.objects.get().state == "confirmed"


def test_the_preview_shows_all_that_is_imported(at_work, house):
    run = run_of(send(at_work, sheet()))

    page = go(at_work, "plan_import_run", run.pk).content.decode()

    assert page.count("全年不少于6期") == 1
    assert 'data-label="责任领导">秘书长<' in page


def test_an_import_is_taken_back_from_its_page(at_work, house):
    run = run_of(send(at_work, sheet()))
    press(at_work, "plan_import_confirm", run.pk)

    press(at_work, "plan_import_undo", run.pk)

    assert ImportRun.objects.get().state == "undone"
    assert "办好大讲堂" not in go(at_work, "plan_list").content.decode()


def test_sixty_unknown_units_are_refused_row_by_row_in_words(at_work, house):
    rows = [(n, "学习", f"任务{n}", "", f"第{n}外单位局", "", "", "全年") for n in range(1, 61)]
    run = run_of(send(at_work, sheet(rows)))

    page = go(at_work, "plan_import_run", run.pk).content.decode()
    press(at_work, "plan_import_confirm", run.pk)

    assert page.count("应为单位名册中的单位") == 60
    assert not AnnualPlan.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "空"),
        ("不是表格".encode() * 50, "a.xlsx", "这不是Excel表格"),
        (sheet([(1, "学习", "=1", "", "研究室", "", "", "全年")]), "a.xlsx", "C3"),
        (sheet(), "a.xlsm", "宏"),
        (sheet(rows=[]), "a.xlsx", "表头下面没有任务行"),
        (b"PK\x03\x04" + b"0" * (11 * 1024 * 1024), "a.xlsx", "10 MB"),
    ],
    ids=["empty", "no sheet", "formula", "macros", "no rows", "too large"],
)
def test_rule_49_bad_files_are_refused_on_the_page(at_work, house, content, name, says):
    answer = send(at_work, content, name)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "ceiling"), [("plan_list", LIST_QUERIES), ("plan_detail", DETAIL_QUERIES), ("plan_year", DETAIL_QUERIES)]
)
def test_pages_of_plans_take_few_queries(at_work, lead, django_assert_max_num_queries, name, ceiling, count):
    plan = PlanFactory()
    for _n in range(count):
        PlanItemFactory(plan=plan, lead=lead, co_units=[DepartmentFactory()], due=("cycle", None, None, "weekly:5"))
    args = [] if name == "plan_list" else [plan.pk]
    go(at_work, name, *args)

    with django_assert_max_num_queries(ceiling):
        assert go(at_work, name, *args).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_item_takes_few_queries(at_work, lead, planner, django_assert_max_num_queries, count):
    item = PlanItemFactory(lead=lead, co_units=[DepartmentFactory() for _n in range(count)])
    for _n in range(count):
        PlanReport.objects.create(item=item, on=date(2026, 2, 2), by=planner, progress="under_way", text="一")
    go(at_work, "plan_item", item.pk)

    with django_assert_max_num_queries(DETAIL_QUERIES):
        assert go(at_work, "plan_item", item.pk).status_code == 200


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"甲", "乙", "丙"}),
        ({"platform": "service"}, {"乙"}),
        ({"month": "2"}, {"甲", "丙"}),
        ({"state": "done"}, {"丙"}),
        ({"state": "late"}, {"甲"}),
        ({"unit": "lead"}, {"甲"}),
        ({"unit": "co"}, {"乙"}),
        ({"platform": "nonsense", "month": "13"}, {"甲", "乙", "丙"}),
    ],
)
@pytest.mark.parametrize("name", ["plan_detail", "plan_year"])
def test_filters_in_the_address(at_work, lead, name, query, shown):
    plan, co_unit = PlanFactory(), DepartmentFactory()
    first, second = (
        ("window", date(2026, 1, 1), date(2026, 2, 27), ""),
        ("window", date(2026, 4, 1), date(2026, 6, 30), ""),
    )
    PlanItemFactory(plan=plan, title="甲", lead=lead, due=first)
    PlanItemFactory(plan=plan, title="乙", platform="service", co_units=[co_unit], due=second)
    PlanItemFactory(plan=plan, title="丙", due=first, progress="done")
    if "unit" in query:
        query = {"unit": {"lead": lead, "co": co_unit}[query["unit"]].pk}

    found = {item.title for item in go(at_work, name, plan.pk, **query).context["items"]}

    assert found == shown


def test_rule_31_original_and_current_time_are_both_shown(at_work, lead, planner):
    item = PlanItemFactory(lead=lead)
    data = {"due": "12月底前", "reason": "论证", "approver": "秘书长", "version": 1}

    press(at_work, "plan_item_step", item.pk, "amend", **data)

    for name, pk in (("plan_detail", item.plan_id), ("plan_item", item.pk)):
        page = go(at_work, name, pk).content.decode()
        assert "12月底前" in page
        assert "11月底前</del>" in page


@pytest.mark.parametrize("words", ["待定", "15", ""])
def test_a_time_that_is_none_is_refused_with_what_was_typed(at_work, lead, words):
    item = PlanItemFactory(lead=lead)

    answer = press(at_work, "plan_item_step", item.pk, "amend", due=words, reason="一", approver="二", version=1)

    assert answer.status_code == 422
    assert PlanItem.objects.get().due_words == "11月底前"


def test_two_editors_see_both_versions(at_work, lead):
    item = PlanItemFactory(lead=lead)
    data = {"due": "12月底前", "reason": "论证", "approver": "秘书长", "version": 1}
    press(at_work, "plan_item_step", item.pk, "amend", **data)

    answer = press(at_work, "plan_item_step", item.pk, "amend", **data | {"due": "10月"})

    assert answer.status_code == 409
    assert "12月底前" in answer.content.decode()


# ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_lead_unit_reports_from_the_page(client, lead, head):
    item = PlanItemFactory(lead=lead, target=6)
    client.force_login(head)

    empty = press(client, "plan_item_step", item.pk, "report")
    answer = press(client, "plan_item_step", item.pk, "report", progress="under_way", text="办了2期", count=2)

    assert (empty.status_code, answer["Location"]) == (422, item.get_absolute_url())
    assert PlanReport.objects.values_list("count", "by").get() == (2, head.pk)


def test_steps_of_the_plan_from_its_page(at_work, lead):
    plan = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead).plan

    press(at_work, "plan_step", plan.pk, "submit")
    press(at_work, "plan_step", plan.pk, "adopt", adopted_by="主席会议", adopted_on="2026-03-02", document_number="2号")

    assert AnnualPlan.objects.values_list("state", "document_number").get() == ("adopted", "2号")


def test_a_draft_item_is_edited_and_keeps_its_reports(at_work, lead):
    due = ("window", date(2026, 1, 1), date(2026, 12, 31), "quarterly:25")
    item = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead, due=due, due_words="全年")
    data = {"number": "9", "platform": "service", "title": "新名", "lead": lead.pk, "due": "全年", "version": 1}

    answer = press(at_work, "plan_item_step", item.pk, "edit", **data)

    item.refresh_from_db()
    assert answer.status_code == 302
    assert (item.title, item.platform, item.cycle) == ("新名", "service", "quarterly:25")


def test_an_item_is_added_to_a_draft_by_hand(at_work, lead):
    plan = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead, title="甲").plan
    data = {"number": "9", "platform": "service", "title": "乙", "lead": lead.pk, "due": "6月底前"}

    form = go(at_work, "plan_step", plan.pk, "extend")
    again = press(at_work, "plan_step", plan.pk, "extend", **data | {"title": "甲"})
    answer = press(at_work, "plan_step", plan.pk, "extend", **data)

    assert (form.status_code, again.status_code, answer["Location"]) == (200, 422, plan.get_absolute_url())
    assert again.context["form"].errors.keys() == {"title"}
    item = plan.items.last()
    assert (item.title, item.order > plan.items.first().order, item.window_last) == ("乙", True, date(2026, 6, 30))


@pytest.mark.parametrize("state", ["draft", "adopted"])
def test_only_a_draft_takes_an_item_by_hand(at_work, lead, state):
    plan = PlanFactory(state=state)
    data = {"platform": "service", "title": "乙", "lead": lead.pk, "due": "6月底前"}

    page = go(at_work, "plan_detail", plan.pk).content.decode()
    press(at_work, "plan_step", plan.pk, "extend", **data)

    assert ("添加事项" in page, plan.items.count()) == ((True, 1) if state == "draft" else (False, 0))


def test_two_editors_of_a_draft_item_see_both_versions_by_name(at_work, lead):
    item = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead, version=2)
    other = DepartmentFactory(name="财务处")
    data = {"number": "9", "platform": "service", "title": "新名", "lead": other.pk, "due": "全年", "version": 1}

    answer = press(at_work, "plan_item_step", item.pk, "edit", **data)

    rows = {str(label): (mine, theirs) for label, mine, theirs in answer.context["rows"]}
    assert (answer.status_code, rows["牵头单位"], rows["平台"]) == (409, ("财务处", "提案委员会"), ("服务", "学习"))


def test_a_plan_item_becomes_a_supervision_item_once(client, lead, officer):
    item = PlanItemFactory(lead=lead, co_units=[DepartmentFactory()])
    client.force_login(officer)
    address = reverse("supervision:item_open_planned", args=[item.pk])

    client.post(address)
    client.post(address)

    made = SupervisionItem.objects.get()
    assert (made.plan_item, made.lead, made.due_on, made.state) == (item, lead, date(2026, 11, 30), "draft")
    assert list(made.co_units.all()) == list(item.co_units.all())
    page = client.get(made.get_absolute_url()).content.decode()
    assert item.title in page
    assert item.plan.title in page
    assert client.get(reverse("supervision:items_of_plan_item", args=[item.pk])).content


def test_an_item_has_exactly_one_source(lead):
    with pytest.raises(IntegrityError, match="item_exactly_one_source"):
        ItemFactory(plan_item=PlanItemFactory(lead=lead), assignment="秘书长交办")
