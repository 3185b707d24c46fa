"""The lead unit asks a co-unit to report: a request, an event, a notice; twice only knowingly (rule 51)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import Acting
from secretariat.workflow import TransitionRefused
from supervision.items.requests import ReportRequest
from supervision.items.standing import Day
from supervision.reports.services import AskedBefore, ask_for_report
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 18)


@pytest.fixture
def item(cast):
    return ItemFactory(lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer, cycle="weekly:5")


@pytest.fixture
def ask(cast, item, day):
    """`ask(again=True)`: the lead unit's staff asks the co-unit, unless it says otherwise."""

    def asked(**facts):
        usual = {"by": cast.staff, "day": day, "unit": cast.co_unit, "due_on": DUE, "note": "请报复测结果"}
        return ask_for_report(item.pk, **usual | facts)

    return asked


def test_a_request_is_kept_logged_and_told_to_the_head_of_the_unit(cast, item, ask):
    request = ask()

    assert (request.unit, request.asked_by, request.asked_on, request.due_on) == (cast.co_unit, cast.staff, DAY, DUE)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.note) == ("report.asked", cast.staff, "农业农村委员会")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (cast.co_head, "report_asked", item.get_absolute_url())
    assert notice.text == "牵头单位提案委提请贵单位于 09-18 前反馈办理情况。请报复测结果"


def test_rule_51_a_second_request_in_the_period_warns_and_names_the_first(cast, ask):
    ask()

    with pytest.raises(AskedBefore, match="牵头承办已于 09-14 提请该单位于 09-18 前反馈"):
        ask(by=cast.head, due_on=DUE + timedelta(days=3))

    assert (ReportRequest.objects.count(), Notice.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_rule_51_who_knows_of_the_first_may_ask_again(cast, ask):
    ask()

    ask(by=cast.head, again=True)

    assert (ReportRequest.objects.count(), Notice.objects.count()) == (2, 2)


def test_rule_51_in_the_next_period_a_unit_may_be_asked_anew(cast, ask):
    ask()

    assert ask(day=Day.of(date(2026, 9, 21)), due_on=date(2026, 9, 25)).pk


def test_rule_51_without_a_cycle_the_round_is_the_period(cast, item, ask):
    type(item).objects.filter(pk=item.pk).update(cycle="")
    ask()
    with pytest.raises(AskedBefore):
        ask(day=Day.of(date(2026, 9, 28)), due_on=date(2026, 9, 30))

    type(item).objects.filter(pk=item.pk).update(round=2)
    assert ask().round == 2


@pytest.mark.parametrize("role", ["officer", "leader", "co_head", "stranger", "auditor"])
def test_rule_20_only_the_lead_unit_asks(cast, ask, role):
    with pytest.raises(PermissionDenied):
        ask(by=getattr(cast, role))

    assert not ReportRequest.objects.exists()


def test_a_request_for_somebody_who_is_away_names_both(cast, ask):
    cast.stranger.acting = (Acting(cast.head, DAY, DAY),)

    ask(by=cast.stranger)

    assert (Event.objects.get().actor, Event.objects.get().behalf) == (cast.stranger, cast.head)


def test_an_item_that_nobody_handles_is_not_asked_about(item, ask):
    type(item).objects.filter(pk=item.pk).update(state="suspended")

    with pytest.raises(TransitionRefused):
        ask()


def test_a_unit_without_part_and_a_day_that_has_passed_are_refused_at_their_fields(cast, ask):
    with pytest.raises(Refused) as unit:
        ask(unit=cast.other_unit)
    with pytest.raises(Refused) as day:
        ask(due_on=DAY - timedelta(days=1))

    assert (unit.value.field, day.value.field) == ("unit", "due_on")
