"""Putting the end of a plan item right under a new calendar: an amendment once the plan is adopted (rules 7, 31)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.plans.corrections import correct_due
from planning.plans.models import Amendment
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.workdays import queries as workdays
from tests.planning.plans.factories import PlanItemFactory
from tests.secretariat.workdays import made_up
from tests.supervision.factories import person

pytestmark = pytest.mark.django_db

ON, YEAR = date(2027, 1, 4), date(2027, 1, 1)
EVE, EARLY_EVE = date(2027, 2, 4), date(2027, 2, 2)


@pytest.fixture
def calendar():
    return made_up.replaced(workdays.load(), made_up.EARLY)


@pytest.fixture
def deputy():
    return person(PostKind.DEPUTY, name="副秘书长")


def before_spring(**facts):
    return PlanItemFactory(plan__year=2027, due_words="春节前", due=("window", YEAR, EVE, ""), **facts)


def correct(item, by, calendar, **facts):
    typed = {"last_on": EARLY_EVE, "reason": "假期提前"} | facts
    item = correct_due(item.pk, by=by, on=ON, calendar=calendar, **typed)
    item.refresh_from_db()
    return item


def test_rule_07_the_words_stay_where_they_mean_the_new_day(deputy, calendar):
    item = correct(before_spring(), deputy, calendar)

    assert (item.due_words, item.window_first, item.window_last) == ("春节前", YEAR, EARLY_EVE)


def test_rule_31_in_an_adopted_plan_it_is_an_amendment_by_whoever_decides(deputy, calendar):
    item = correct(before_spring(), deputy, calendar)

    made = Amendment.objects.get()
    assert (made.old, made.new, made.reason) == ("春节前 2027-02-04", "春节前 2027-02-02", "假期提前")
    assert (made.approver, made.by, made.on) == (str(deputy), deputy, ON)
    assert (item.original_last, item.amendments_made, item.is_moved) == (EVE, 1, True)


def test_rule_31_before_the_adoption_the_original_moves_along(deputy, calendar):
    item = correct(before_spring(plan__state="draft"), deputy, calendar)

    assert (item.original_last, item.amendments_made, Amendment.objects.count()) == (EARLY_EVE, 0, 0)


@pytest.mark.parametrize(
    ("due", "words"), [(("window", YEAR, EVE, ""), "2027年2月1日前"), (("date", EVE, EVE, ""), "2027年2月1日")]
)
def test_another_day_than_the_words_mean_is_named(deputy, calendar, due, words):
    item = PlanItemFactory(plan__year=2027, due_words="春节前", due=due)

    item = correct(item, deputy, calendar, last_on=date(2027, 2, 1))

    assert (item.due_words, item.window_last) == (words, date(2027, 2, 1))


def test_old_and_new_stand_in_the_event_and_the_lead_unit_is_told(deputy, calendar):
    item = before_spring()
    head = person(PostKind.HEAD, unit=item.lead)

    correct(item, deputy, calendar)

    event, notice = Event.objects.get(verb="plan_item.due_corrected"), Notice.objects.get(kind="plan_item_correct")
    assert (event.actor, event.whole, event.data["changed"]) == (
        deputy,
        item.plan,
        {"window_last": ["2027-02-04", "2027-02-02"]},
    )
    assert (notice.recipient, notice.text) == (head, "春节前 2027-02-04 → 春节前 2027-02-02")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "机密★1年"}, "reason"),
        ({"last_on": EVE}, "to_on"),
        ({"last_on": date(2027, 1, 3)}, "to_on"),
        ({"from_on": date(2027, 3, 1)}, None),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(deputy, calendar, facts, field):
    item = before_spring()

    with pytest.raises(Refused) as refusal:
        correct(item, deputy, calendar, **facts)

    item.refresh_from_db()
    assert (refusal.value.field, item.window_last, Event.objects.count()) == (field, EVE, 0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"due": ("cycle", None, None, "monthly:25")}, "to_on"),
        ({"due": ("window", date(2027, 2, 3), EVE, "")}, "to_on"),
        ({"due": ("window", YEAR, EVE, ""), "progress": "dropped"}, None),
    ],
    ids=["a cycle has no end", "before it begins", "dropped"],
)
def test_items_without_an_end_to_move_are_refused(deputy, calendar, facts, field):
    with pytest.raises(Refused) as refusal:
        correct(PlanItemFactory(plan__year=2027, **facts), deputy, calendar)

    assert refusal.value.field == field


@pytest.mark.parametrize("kind", [PostKind.HEAD, PostKind.SUPERVISOR])
def test_others_do_not_move_it(kind, calendar):
    item = before_spring()

    with pytest.raises(PermissionDenied):
        correct(item, person(kind, unit=item.lead), calendar)
