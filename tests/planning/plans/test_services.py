"""The life of a plan and of its items: every step, and what it refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.utils import translation

from planning.plans import services
from planning.plans.dues import Due, read_due
from planning.plans.models import Amendment, AnnualPlan, PlanItem, PlanReport
from planning.plans.services import NewItem
from planning.plans.states import ITEM_STEPS, PLAN_STEPS, PlanState
from secretariat.audit.models import Event
from secretariat.audit.queries import line
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.plans.factories import PlanFactory, PlanItemFactory
from tests.supervision.factories import DepartmentFactory, person

ON = date(2026, 3, 2)
ALL_YEAR = Due("window", "全年", date(2026, 1, 1), date(2026, 12, 31), "quarterly:25")
LATER = Due("window", "12月底前", date(2026, 1, 1), date(2026, 12, 31))
CHANGE = {"reason": "论证需要时间", "approver": "秘书长"}


@pytest.fixture
def lead(db):
    return DepartmentFactory(name="提案委员会")


@pytest.fixture
def head(lead):
    return person(PostKind.HEAD, unit=lead)


def new(lead, **facts):
    usual = {"number": "1", "platform": "learning", "title": "任务", "due": ALL_YEAR}
    return NewItem(lead=lead, **usual | facts)


def draft(by, *items):
    return services.draft_plan(by=by, items=items, year=2026, kind="key_points", title="工作要点")


def edited(item, lead, **facts):
    usual = {"version": item.version, "due": LATER, "co_units": [], "lead": lead, "title": "新名"}
    return usual | {"platform": "service", "number": "1", **facts}


# ── Drafting ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_is_drafted_with_its_items_and_their_units(planner, lead):
    other = DepartmentFactory()

    plan = draft(planner, new(lead, co_units=(lead, other, other)))

    item = plan.items.get()
    assert list(item.co_units.all()) == [other]
    assert (item.due_words, item.original_words, item.cycle) == ("全年", "全年", "quarterly:25")
    assert Event.objects.get().data == {"items": 1}


def test_items_whose_number_goes_on_become_parts(planner, lead):
    plan = draft(planner, new(lead, number="3"), new(lead, number="3.2"), new(lead, number="4"))

    assert [str(item.parent.number) if item.parent else "" for item in plan.items.all()] == ["", "3", ""]


def test_one_title_stands_once_in_a_year(planner, lead):
    draft(planner, new(lead))

    with pytest.raises(Refused):
        draft(planner)


def test_only_the_planner_drafts(head):
    with pytest.raises(PermissionDenied):
        draft(head)


def test_what_is_added_goes_on_from_what_is_there(planner, lead):
    plan = draft(planner, new(lead, number="3"), new(lead, number="4", title="另一"))

    rows = services.extend_plan(plan.pk, by=planner, items=[new(lead, number="3.1", title="新的")])

    assert [(row.order, row.number, row.parent.number) for row in rows] == [(3, "3.1", "3")]
    assert Event.objects.latest("pk").data["items"] == 1


def test_the_same_task_of_a_unit_comes_in_once(planner, lead):
    plan = draft(planner, new(lead))

    with pytest.raises(Refused, match="任务"):
        services.extend_plan(plan.pk, by=planner, items=[new(lead, number="9")])
    services.extend_plan(plan.pk, by=planner, items=[new(DepartmentFactory())])
    assert plan.items.count() == 2


@pytest.mark.parametrize(
    ("state", "cure"), [("submitted", "撤回"), ("adopted", "只能通过调整变更"), ("closed", "只能通过调整变更")]
)
def test_rule_31_the_title_of_a_plan_that_is_no_draft_is_refused_with_the_cure(planner, lead, state, cure):
    PlanFactory(state=state, title="工作要点")

    with pytest.raises(Refused, match=cure):
        draft(planner, new(lead))


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
DEEDS = {
    "extend": lambda plan, by: (
        services.extend_plan(plan.pk, by=by, items=[new(DepartmentFactory())]) and AnnualPlan.objects.get(pk=plan.pk)
    ),
    "submit": lambda plan, by: services.submit_plan(plan.pk, by=by, on=ON),
    "withdraw": lambda plan, by: services.withdraw_plan(plan.pk, by=by, on=ON),
    "adopt": lambda plan, by: services.adopt_plan(plan.pk, by=by, on=ON, adopted_by="主席会议", adopted_on=ON),
    "close": lambda plan, by: services.close_plan(plan.pk, by=by, on=date(2027, 1, 5)),
}


@pytest.mark.parametrize("state", PlanState.values)
@pytest.mark.parametrize("step", PLAN_STEPS)
def test_rule_19_only_listed_steps_of_a_plan_succeed(planner, lead, state, step):
    plan = PlanFactory(state=state)
    PlanItemFactory(plan=plan, lead=lead)

    if state in PLAN_STEPS[step].sources:
        assert DEEDS[step](plan, planner).state == PLAN_STEPS[step].target
    else:
        with pytest.raises(TransitionRefused):
            DEEDS[step](plan, planner)
        assert AnnualPlan.objects.get().state == state


@pytest.mark.parametrize("step", PLAN_STEPS)
def test_a_unit_takes_no_step_of_a_plan(head, step):
    plan = PlanFactory(state=next(iter(PLAN_STEPS[step].sources)))

    with pytest.raises(PermissionDenied):
        DEEDS[step](plan, head)


def test_a_plan_without_items_is_not_submitted(planner):
    with pytest.raises(Refused):
        DEEDS["submit"](PlanFactory(state="draft"), planner)


def test_adoption_is_recorded_and_told_to_the_lead_units(planner, lead, head):
    plan = PlanItemFactory(plan=PlanFactory(state="submitted"), lead=lead).plan

    DEEDS["adopt"](plan, planner)

    assert Notice.objects.values_list("recipient", "kind").get() == (head.pk, "plan_adopt")
    assert Event.objects.values_list("verb", "before", "after").get() == ("plan.adopted", "submitted", "adopted")


def test_adoption_lies_not_in_the_future(planner):
    plan = PlanFactory(state="submitted")

    with pytest.raises(Refused) as caught:
        services.adopt_plan(plan.pk, by=planner, on=ON, adopted_by="主席会议", adopted_on=date(2026, 3, 3))
    assert caught.value.field == "adopted_on"


def test_a_plan_with_open_items_is_closed_only_after_its_year(planner):
    plan = PlanItemFactory().plan

    with pytest.raises(Refused):
        services.close_plan(plan.pk, by=planner, on=date(2026, 12, 31))
    assert services.close_plan(plan.pk, by=planner, on=date(2027, 1, 4)).closed_on == date(2027, 1, 4)


# ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def do_item(step, item, by):
    if step == "report":
        return services.report_item(item.pk, by=by, on=ON, text="已启动", progress="under_way")
    if step == "edit":
        return services.edit_item(item.pk, by=by, on=ON, **edited(item, item.lead))
    if step == "amend":
        return services.amend_item(item.pk, by=by, on=ON, version=item.version, due=LATER, **CHANGE)
    if step == "drop":
        return services.drop_item(item.pk, by=by, on=ON, version=item.version, **CHANGE)
    return services.follow_item(item.pk, by=by)


@pytest.mark.parametrize("state", PlanState.values)
@pytest.mark.parametrize("step", ITEM_STEPS)
def test_rule_19_items_change_as_the_state_of_their_plan_allows(planner, head, lead, state, step):
    item = PlanItemFactory(plan=PlanFactory(state=state), lead=lead)
    by = head if step == "report" else planner

    if state in ITEM_STEPS[step].sources:
        do_item(step, item, by)
        assert PlanItem.objects.get().version == 2
    else:
        with pytest.raises(TransitionRefused):
            do_item(step, item, by)
        assert PlanItem.objects.get().version == 1


@pytest.mark.parametrize(
    ("step", "wrong"), [("report", "planner"), *((step, "head") for step in ("edit", "amend", "drop", "follow"))]
)
def test_items_are_changed_by_whom_the_table_names(planner, head, lead, step, wrong):
    state = next(iter(ITEM_STEPS[step].sources))
    item = PlanItemFactory(plan=PlanFactory(state=state), lead=lead)

    with pytest.raises(PermissionDenied):
        do_item(step, item, {"planner": planner, "head": head}[wrong])


def test_a_report_moves_the_item_and_is_an_event(head, lead):
    item = PlanItemFactory(lead=lead, target=6)

    services.report_item(item.pk, by=head, on=ON, text="办了2期", progress="under_way", count=2)

    item.refresh_from_db()
    assert (item.progress, item.done_count, item.last_report_on) == ("under_way", 2, ON)
    event = Event.objects.get()
    assert (event.verb, event.whole_id) == ("plan_item.reported", item.plan_id)
    with translation.override("zh-hans"):
        assert (line(event).before, line(event).after) == ("未启动", "推进中")


def test_done_has_a_day_and_may_be_corrected(head, lead):
    item = PlanItemFactory(lead=lead)
    services.report_item(item.pk, by=head, on=ON, text="完成", progress="done")
    assert PlanItem.objects.get().done_on == ON

    services.report_item(item.pk, by=head, on=ON, text="尚有一处", progress="under_way")

    assert PlanItem.objects.get().done_on is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"progress": "under_way"}, "count"),
        ({"progress": "dropped", "count": 1}, "progress"),
        ({"progress": "nonsense", "count": 1}, "progress"),
    ],
)
def test_a_report_that_says_too_little_changes_nothing(head, lead, facts, field):
    item = PlanItemFactory(lead=lead, target=6)

    with pytest.raises(Refused) as caught:
        services.report_item(item.pk, by=head, on=ON, text="办了", **facts)
    assert (caught.value.field, PlanReport.objects.count(), PlanItem.objects.get().version) == (field, 0, 1)


def test_rule_50_a_marked_report_is_refused(head, lead):
    item = PlanItemFactory(lead=lead)

    with pytest.raises(Refused):
        services.report_item(item.pk, by=head, on=ON, text="机密★1年", progress="done")


def test_rule_31_an_amendment_keeps_what_was(planner, head, lead):
    item = PlanItemFactory(lead=lead)

    services.amend_item(item.pk, by=planner, on=ON, version=1, due=LATER, document="纪要", **CHANGE)

    item.refresh_from_db()
    assert (item.due_words, item.window_last) == ("12月底前", date(2026, 12, 31))
    assert (item.original_words, item.original_last, item.is_moved) == ("11月底前", date(2026, 11, 30), True)
    kept = Amendment.objects.values_list("field", "old", "new", "reason", "approver", "document").get()
    assert kept == ("due", "11月底前", "12月底前", "论证需要时间", "秘书长", "纪要")
    assert Notice.objects.get().recipient == head


def test_rule_31_an_amendment_can_not_be_rewritten(planner):
    item = PlanItemFactory()
    services.drop_item(item.pk, by=planner, on=ON, version=1, **CHANGE)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Amendment.objects.update(reason="别的")


def test_an_amendment_that_changes_nothing_is_refused(planner):
    item = PlanItemFactory()
    same = Due("window", "11月底前", date(2026, 1, 1), date(2026, 11, 30))

    with pytest.raises(Refused):
        services.amend_item(item.pk, by=planner, on=ON, version=1, due=same, **CHANGE)
    assert not Amendment.objects.exists()


def test_the_second_of_two_editors_is_told(planner):
    item = PlanItemFactory()
    services.amend_item(item.pk, by=planner, on=ON, version=1, due=LATER, **CHANGE)

    with pytest.raises(Outdated):
        services.drop_item(item.pk, by=planner, on=ON, version=1, **CHANGE)


def test_dropped_items_stay_and_nothing_more_is_done_with_them(planner, head, lead):
    item = PlanItemFactory(lead=lead)
    services.drop_item(item.pk, by=planner, on=ON, version=1, **CHANGE)

    for step, by in (("report", head), ("amend", planner), ("drop", planner), ("follow", planner)):
        with pytest.raises(PermissionDenied):
            do_item(step, item, by)
    assert PlanItem.objects.visible_to(head).get().progress == "dropped"


def test_editing_a_draft_moves_the_original_too(planner, lead):
    item = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead)

    services.edit_item(
        item.pk, by=planner, on=ON, **edited(item, lead, due=read_due("6月", year=2026, calendar=Calendar()))
    )

    item.refresh_from_db()
    assert (item.original_words, item.original_last, item.is_moved) == ("6月", date(2026, 6, 30), False)


def test_rule_20_the_lead_is_no_co_unit(planner, lead):
    item = PlanItemFactory(plan=PlanFactory(state="draft"), lead=lead)

    with pytest.raises(Refused):
        services.edit_item(item.pk, by=planner, on=ON, **edited(item, lead, co_units=[lead]))


# ── Visibility ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("role", "state", "seen"),
    [
        ("lead", "adopted", 1),
        ("co", "adopted", 1),
        ("lead", "draft", 0),
        ("lead", "submitted", 0),
        ("stranger", "adopted", 0),
    ]
    + [
        (kind, "draft", 1)
        for kind in ("planner", "supervisor", "deputy", "secretary_general", "administrator", "auditor")
    ],
)
def test_rule_46_items_are_seen_by_their_units_once_adopted(db, role, state, seen):
    lead, co_unit = DepartmentFactory(), DepartmentFactory()
    item = PlanItemFactory(plan=PlanFactory(state=state), lead=lead, co_units=[co_unit])
    report = PlanReport.objects.create(item=item, on=ON, by=person(), progress="under_way", text="一")
    units = {"lead": lead, "co": co_unit, "stranger": DepartmentFactory()}
    user = person(unit=units[role]) if role in units else person(role)

    found = [model.objects.visible_to(user).count() for model in (AnnualPlan, PlanItem, PlanReport)]

    assert found == [seen] * 3
    assert report.item == item


def test_rule_46_somebody_without_a_unit_sees_nothing(db):
    PlanItemFactory()

    assert not PlanItem.objects.visible_to(person()).exists()
