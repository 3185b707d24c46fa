"""What came of a consultation becomes an item."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.workflow import TransitionRefused
from supervision.bulletins.wording import source_words
from supervision.items import origins, services
from supervision.items.detail import chain
from supervision.items.models import SupervisionItem
from tests.planning.consultations.factories import ConsultationFactory
from tests.supervision.factories import ItemFactory

TODAY = date(2026, 12, 1)


@pytest.fixture
def consultation(cast):
    made = ConsultationFactory(state="closed", lead=cast.lead, topic="推进城市更新", product="专题报告")
    made.co_units.set([cast.co_unit])
    return made


@pytest.fixture
def log_in(cast, client):
    def as_(role):
        client.force_login(getattr(cast, role))
        return client

    return as_


def test_a_draft_for_the_lead_unit_is_opened(cast, consultation):
    item = origins.open_from_consultation(consultation.pk, by=cast.officer, on=TODAY)

    assert (item.consultation, item.state, item.lead, item.title) == (consultation, "draft", cast.lead, "推进城市更新")
    assert (item.assignment, item.requirement, list(item.co_units.all())) == ("", "专题报告", [cast.co_unit])
    assert Event.objects.filter(verb="consultation.followed").exists()


@pytest.mark.parametrize("state", ["planned", "scheduled", "cancelled"])
def test_before_it_was_held_there_is_no_outcome(cast, state):
    consultation = ConsultationFactory(state=state, lead=cast.lead)

    with pytest.raises(TransitionRefused):
        origins.open_from_consultation(consultation.pk, by=cast.officer, on=TODAY)


def test_rule_51_while_one_is_followed_a_second_is_refused_by_its_name(cast, consultation, snapshot):
    first = origins.open_from_consultation(consultation.pk, by=cast.officer, on=TODAY)
    before = snapshot()

    with pytest.raises(Refused, match=first.title):
        origins.open_from_consultation(consultation.pk, by=cast.officer, on=TODAY)

    assert snapshot() == before


def test_without_a_lead_unit_nothing_is_opened(cast):
    with pytest.raises(Refused, match="牵头单位"):
        origins.open_from_consultation(ConsultationFactory(state="held").pk, by=cast.officer, on=TODAY)


@pytest.mark.parametrize("role", ["leader", "head", "staff", "auditor"])
def test_others_open_nothing(cast, consultation, role):
    with pytest.raises(PermissionDenied):
        origins.open_from_consultation(consultation.pk, by=getattr(cast, role), on=TODAY)


def test_the_button_stands_on_the_page_of_who_may(cast, consultation, log_in):
    button = reverse("supervision:item_open_consulted", args=[consultation.pk])

    assert button in log_in("officer").get(consultation.get_absolute_url()).content.decode()
    assert button not in log_in("staff").get(consultation.get_absolute_url()).content.decode()


def test_the_button_opens_the_draft(cast, consultation, log_in):
    answer = log_in("officer").post(reverse("supervision:item_open_consulted", args=[consultation.pk]))

    assert answer["Location"] == SupervisionItem.objects.get().get_absolute_url()


def test_the_chain_leads_to_programme_and_consultation(consultation):
    links = chain(ItemFactory(consultation=consultation, number=15))

    assert [link["text"] for link in links] == ["2026年度重点协商计划", "推进城市更新", "督〔2026〕15号"]
    assert links[1]["url"] == consultation.get_absolute_url()


def test_the_planner_sees_what_came_of_it(cast, consultation):
    ItemFactory(consultation=consultation)

    assert SupervisionItem.objects.visible_to(cast.planner).count() == 1


def test_a_part_split_off_has_the_same_source(cast, consultation):
    item = ItemFactory(consultation=consultation, officer=cast.officer)

    part = services.split(item.pk, by=cast.officer, on=TODAY, title="部分", requirement="办理", lead=cast.other_unit)

    assert part.consultation == consultation


def test_a_bulletin_names_the_programme(consultation):
    assert source_words(ItemFactory(consultation=consultation)) == "2026年度重点协商计划"
