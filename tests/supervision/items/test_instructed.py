"""An instruction becomes items: read, confirmed by a person, opened; nothing of a private one goes with them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import Acting
from secretariat.portal.search import search
from supervision.bulletins.wording import source_words
from supervision.instructions.models import PrivateReader
from supervision.items import origins, services
from supervision.items.detail import chain, stages
from supervision.items.models import SupervisionItem
from supervision.items.views import get_item
from tests.supervision.factories import ItemFactory, closing_report
from tests.supervision.instructions.factories import InstructionFactory

TODAY = date(2026, 11, 23)
SECRET = "请提案委员会单独核实来信反映的情况，12月10日前报我。"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(TODAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def instruction(cast):
    text = "一、由提案委员会牵头，农业农村委员会配合，12月10日前提出方案。\n二、请研究室每月25日前报送进展。"
    return InstructionFactory(text=text, leader="秘书长", leader_user=cast.leader, entered_by=cast.officer)


@pytest.fixture
def private(cast):
    return InstructionFactory(text=SECRET, document="群众来信", is_private=True, entered_by=cast.officer)


@pytest.fixture
def log_in(cast, client):
    def as_(role):
        client.force_login(getattr(cast, role))
        return client

    return as_


def page_of(instruction):
    return reverse("supervision:item_open_instructed", args=[instruction.pk])


def draft(cast, **facts):
    usual = {"lead": cast.lead, "title": "提出方案", "requirement": "提出改进方案", "due_on": date(2026, 12, 10)}
    return usual | facts


def sent(answer, **typed):
    """The rows of a page as a browser sends them back, with what a person typed."""
    rows = answer.context["proposed"].rows
    data = {f"row-{name}": rows.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in rows.forms:
        for field in form:
            value = field.value()
            if isinstance(value, date):
                value = value.isoformat()
            if value not in (None, "", False):
                data[field.html_name] = value
    return data | typed


# ── Reading and confirming ───────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_read_is_proposed_with_its_words(instruction, log_in):
    answer = log_in("officer").get(page_of(instruction))

    first, second = answer.context["proposed"].rows.forms
    assert (first["due_on"].value(), second["rhythm"].value(), second["cycle_day"].value()) == (
        date(2026, 12, 10),
        "monthly",
        "25",
    )
    assert '<mark class="s-hit s-hit-lead">提案委员会</mark>' in answer.content.decode()


def test_confirmed_rows_become_drafts(cast, instruction, log_in):
    client = log_in("officer")

    answer = client.post(page_of(instruction), sent(client.get(page_of(instruction))))

    assert answer["Location"] == instruction.get_absolute_url()
    first, second = SupervisionItem.objects.order_by("pk")
    assert (first.lead, list(first.co_units.all()), first.due_on, first.cycle) == (
        cast.lead,
        [cast.co_unit],
        date(2026, 12, 10),
        "",
    )
    assert (second.lead, second.due_on, second.cycle) == (cast.other_unit, None, "monthly:25")
    assert {item.instruction for item in (first, second)} == {instruction}
    instruction.refresh_from_db()
    assert instruction.state == "tracked"


def test_what_was_corrected_is_what_is_opened_and_what_is_not_ticked_is_not(cast, instruction, log_in):
    client = log_in("officer")
    typed = sent(client.get(page_of(instruction)), **{"row-0-title": "另一标题", "row-0-due_on": "2026-12-31"})
    typed |= {"row-1-title": ""}
    del typed["row-1-keep"]

    client.post(page_of(instruction), typed)

    [item] = SupervisionItem.objects.all()
    assert (item.title, item.due_on, item.leader) == ("另一标题", date(2026, 12, 31), cast.leader)


def test_a_row_without_a_lead_unit_is_sent_back(instruction, log_in):
    client = log_in("officer")

    answer = client.post(page_of(instruction), sent(client.get(page_of(instruction)), **{"row-0-lead": ""}))

    assert (answer.status_code, SupervisionItem.objects.exists()) == (422, False)
    assert list(answer.context["proposed"].rows.errors[0]) == ["lead"]


def test_rule_50_a_marked_row_is_sent_back(instruction, log_in):
    client = log_in("officer")

    answer = client.post(page_of(instruction), sent(client.get(page_of(instruction)), **{"row-0-title": "机密★1年"}))

    assert (answer.status_code, SupervisionItem.objects.exists()) == (422, False)


@pytest.mark.parametrize("typed", [{}, {"row-TOTAL_FORMS": "x"}])
def test_what_no_page_sends_is_refused(instruction, log_in, typed):
    assert log_in("officer").post(page_of(instruction), typed).status_code == 422


def test_without_a_ticked_row_nothing_is_opened(instruction, log_in):
    client = log_in("officer")
    typed = {name: value for name, value in sent(client.get(page_of(instruction))).items() if "keep" not in name}

    answer = client.post(page_of(instruction), typed)

    assert (answer.status_code, SupervisionItem.objects.exists()) == (422, False)
    assert "至少勾选一项" in answer.content.decode()


def test_for_reading_only_a_blank_row_is_there(cast, log_in):
    answer = log_in("officer").get(page_of(InstructionFactory(text="已阅。")))

    assert [form["keep"].value() for form in answer.context["proposed"].rows.forms] == [False]


@pytest.mark.parametrize("role", ["leader", "deputy", "auditor"])
def test_others_confirm_nothing(cast, instruction, log_in, role):
    assert log_in(role).get(page_of(instruction)).status_code == 403
    with pytest.raises(PermissionDenied):
        origins.open_from_instruction(instruction.pk, by=getattr(cast, role), on=TODAY, drafts=[draft(cast)])


def test_whoever_acts_for_an_officer_opens_in_that_name(cast, instruction):
    cast.nobody.acting = (Acting(cast.officer, TODAY, TODAY),)

    [item] = origins.open_from_instruction(instruction.pk, by=cast.nobody, on=TODAY, drafts=[draft(cast)])

    told = Event.objects.filter(verb__in=["instruction.tracked", "item.opened"]).values_list("actor", "behalf")
    assert (item.officer, set(told)) == (cast.officer, {(cast.nobody.pk, cast.officer.pk)})


# ── Rule 51 ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_51_a_second_request_to_a_unit_warns_and_names_the_first(cast, instruction):
    [first] = origins.open_from_instruction(instruction.pk, by=cast.officer, on=TODAY, drafts=[draft(cast)])

    with pytest.raises(Refused, match=first.title) as refused:
        origins.open_from_instruction(instruction.pk, by=cast.officer, on=TODAY, drafts=[draft(cast)])

    assert (refused.value.field, SupervisionItem.objects.count()) == ("again", 1)


def test_rule_51_whoever_was_warned_may_say_that_it_is_another_matter(cast, instruction, log_in):
    origins.open_from_instruction(instruction.pk, by=cast.officer, on=TODAY, drafts=[draft(cast)])
    client = log_in("officer")
    typed = sent(client.get(page_of(instruction)), **{"row-0-keep": "on", "row-1-keep": "on"})

    warned = client.post(page_of(instruction), typed)
    client.post(page_of(instruction), typed | {"again": "on"})

    assert (warned.status_code, 'name="again"' in warned.content.decode()) == (422, True)
    assert SupervisionItem.objects.count() == 3


def test_another_unit_is_asked_without_a_warning(cast, instruction):
    origins.open_from_instruction(instruction.pk, by=cast.officer, on=TODAY, drafts=[draft(cast)])

    origins.open_from_instruction(instruction.pk, by=cast.officer, on=TODAY, drafts=[draft(cast, lead=cast.other_unit)])

    assert SupervisionItem.objects.count() == 2


# ── The leader reads what comes of it ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("importance", ["ordinary", "urgent"])
def test_what_a_leader_instructed_goes_to_the_leader_whatever_its_class(cast, instruction, importance):
    facts = {"importance": importance, "officer": cast.officer, "closing_by": cast.staff, "lead": cast.lead}
    item = ItemFactory(instruction=instruction, state="under_review", **facts)
    closing_report(item)

    services.pass_review(item.pk, by=cast.reviewer, on=TODAY)

    item.refresh_from_db()
    assert item.state == "leader_review"
    assert "呈批" in [stage["label"] for stage in stages(item)]


def test_a_part_split_off_has_the_same_source(cast, instruction):
    item = ItemFactory(instruction=instruction, officer=cast.officer, lead=cast.lead)

    part = services.split(item.pk, by=cast.officer, on=TODAY, title="部分", requirement="办理", lead=cast.other_unit)

    assert (part.instruction, part.assignment) == (instruction, "")


def test_a_relapse_has_the_same_source(cast, instruction):
    item = ItemFactory(instruction=instruction, officer=cast.officer, lead=cast.lead, state="signed_off")

    again = services.relapse(item.pk, by=cast.officer, on=TODAY, reason="反弹", due_on=date(2026, 12, 31))

    assert again.instruction == instruction


# ── The chain, and rule 46 ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_chain_leads_to_the_paper_and_its_instruction(cast, instruction):
    item = ItemFactory(instruction=instruction, lead=cast.lead)

    links = chain(get_item(cast.staff, item.pk, with_chain=True))

    assert [(link["text"], link.get("url")) for link in links[:2]] == [
        (instruction.document, None),
        ("秘书长", instruction.get_absolute_url()),
    ]


def test_rule_46_the_chain_of_an_item_says_nothing_of_a_private_instruction(cast, private):
    item = ItemFactory(instruction=private, lead=cast.lead, title="核实有关情况")

    for role, seen in (("staff", False), ("auditor", False), ("deputy", False), ("officer", True), ("leader", True)):
        found = get_item(getattr(cast, role), item.pk, with_chain=True)
        words = " ".join(str(link["text"]) for link in chain(found))
        assert ("群众来信" in words, private.leader in words) == (seen, seen), role


def test_rule_46_no_page_of_others_holds_a_private_text_or_its_paper(cast, private, log_in):
    item = ItemFactory(instruction=private, lead=cast.lead, title="核实有关情况", officer=cast.officer)
    places = [item.get_absolute_url(), "/supervision/items/?state=all&q=核实", "/supervision/instructions/"]
    places += ["/search/?q=核实", reverse("supervision:came_of", args=["instruction", private.pk])]

    for role in ("staff", "auditor", "deputy", "administrator", "planner"):
        client = log_in(role)
        shown = "".join(client.get(place).content.decode() for place in places)
        assert ("单独核实来信" in shown, "群众来信" in shown) == (False, False), role


def test_rule_46_the_responsible_leader_does_not_tell_whose_a_private_one_is(cast, private):
    private.leader_user = cast.leader
    private.save()

    [item] = origins.open_from_instruction(private.pk, by=cast.officer, on=TODAY, drafts=[draft(cast)])

    assert item.leader is None


def test_rule_46_a_private_text_is_found_by_who_may_read_it(cast, private):
    PrivateReader.objects.filter(kind="supervisor").update(is_active=False)

    found = {role: bool(search(getattr(cast, role), "来信", on=TODAY)) for role in ("leader", "officer", "auditor")}

    assert found == {"leader": True, "officer": False, "auditor": False}


def test_rule_46_the_words_of_a_private_one_are_not_proposed_for_units(private, log_in):
    [form] = log_in("officer").get(page_of(private)).context["proposed"].rows.forms

    assert [form[name].value() for name in ("title", "requirement")] == [None, None]
    assert form["due_on"].value() == date(2026, 12, 10)


@pytest.mark.parametrize(("is_private", "words"), [(True, "领导批示"), (False, "主席 2026-11-20 批示")])
def test_rule_46_a_bulletin_does_not_say_whose_a_private_one_is(cast, is_private, words):
    assert source_words(ItemFactory(instruction=InstructionFactory(is_private=is_private))) == words


def test_what_came_of_it_stands_on_its_page(cast, instruction, log_in):
    item = ItemFactory(instruction=instruction, lead=cast.lead)
    address = reverse("supervision:came_of", args=["instruction", instruction.pk])

    assert item.number_text in log_in("officer").get(address).content.decode()
    assert item.number_text not in log_in("stranger").get(address).content.decode()
    assert log_in("officer").get(reverse("supervision:came_of", args=["user", 1])).status_code == 404
