"""Putting an instruction right: what may still change, what the log is told, and the page."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from secretariat.audit.models import Event
from secretariat.audit.queries import line
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.workflow import Outdated
from supervision.instructions import services
from supervision.instructions.models import Instruction, PrivateReader
from supervision.items.models import SupervisionItem
from tests.supervision.factories import ItemFactory
from tests.supervision.instructions.conftest import SECRET, TEXT, TODAY

NEW_TEXT = "请农业农村委员会牵头，12月20日前提出方案。"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(TODAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def correct(cast):
    """`correct(instruction, text="…")`: the officer puts this right and leaves the rest."""

    def make(instruction, **facts):
        said = {name: getattr(instruction, name) for name in services.CORRECTABLE}
        return services.correct_instruction(
            instruction.pk, **{"by": cast.officer, "on": TODAY, "reason": "录入有误"} | said | facts
        )

    return make


@pytest.fixture
def tracked(cast, enter):
    instruction = enter()
    ItemFactory(instruction=instruction, lead=cast.lead)
    return services.track_instruction(instruction.pk, by=cast.officer)


def last():
    return Event.objects.filter(verb="instruction.corrected").latest("pk")


# ── What changes ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everything_is_put_right_before_items_came(cast, enter, correct):
    facts = {"leader": "秘书长", "document": "专报第2期", "text": NEW_TEXT, "given_on": date(2026, 11, 19)}

    found = correct(enter(), **facts, is_private=True)

    found.refresh_from_db()
    assert {name: getattr(found, name) for name in facts} == facts
    assert (found.is_private, found.leader_user, found.state, found.version) == (True, cast.leader, "noted", 2)


def test_an_untracked_one_stays_untracked(cast, enter, correct):
    instruction = services.not_track_instruction(enter().pk, by=cast.officer, reason="仅供阅知")

    assert (correct(instruction, text="请阅。").state, instruction.not_tracked_reason) == ("not_tracked", "仅供阅知")


@pytest.mark.parametrize("facts", [{"document": "专报第2期"}, {"is_private": True}])
def test_what_the_items_do_not_go_by_is_put_right_even_then(tracked, correct, facts):
    found = correct(tracked, **facts)

    assert (found.state, {name: getattr(found, name) for name in facts}) == ("tracked", facts)


@pytest.mark.parametrize(
    ("field", "value"), [("leader", "秘书长"), ("text", NEW_TEXT), ("given_on", date(2026, 11, 19))]
)
def test_what_the_items_go_by_stays(tracked, correct, field, value):
    with pytest.raises(Refused, match="已转为督查事项") as refused:
        correct(tracked, document="专报第2期", **{field: value})

    tracked.refresh_from_db()
    assert (refused.value.field, tracked.document, tracked.version) == (field, "专报第1期", 2)


def test_lines_that_end_otherwise_are_no_change(cast, enter, correct):
    instruction = services.track_instruction(enter(text="一、甲。\n二、乙。").pk, by=cast.officer)

    found = correct(instruction, document="专报第2期", text="一、甲。\r\n二、乙。\r\n")

    assert (found.text, list(last().data["changed"])) == ("一、甲。\n二、乙。", ["document"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": NEW_TEXT, "reason": " "}, "reason"),
        ({"text": NEW_TEXT, "reason": "机密★1年 某事"}, "reason"),
        ({"text": "机密★1年 某事"}, "text"),
        ({"document": " "}, "document"),
        ({"given_on": date(2026, 11, 24)}, "given_on"),
        ({}, ""),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(enter, correct, facts, field):
    instruction = enter()

    with pytest.raises(Refused) as refused:
        correct(instruction, **facts)

    instruction.refresh_from_db()
    assert (refused.value.field or "", instruction.text, instruction.version) == (field, TEXT, 1)


def test_nobody_makes_it_private_for_themself(cast, enter, correct):
    PrivateReader.objects.filter(kind=PostKind.SUPERVISOR).update(is_active=False)
    instruction = enter()

    with pytest.raises(Refused, match="有权阅看") as refused:
        correct(instruction, is_private=True)

    instruction.refresh_from_db()
    assert (refused.value.field, instruction.is_private) == ("is_private", False)


def test_it_is_corrected_by_officers_and_by_who_entered_or_wrote_it(cast, enter, correct):
    mine, theirs = enter(by=cast.deputy), enter(leader="秘书长")

    assert correct(mine, by=cast.deputy, document="一").document == "一"
    assert correct(theirs, by=cast.leader, document="二").document == "二"
    with pytest.raises(PermissionDenied):
        correct(theirs, by=cast.deputy, document="三")


def test_whoever_was_slower_is_told(enter, correct):
    instruction = enter()
    correct(instruction, text=NEW_TEXT)

    with pytest.raises(Outdated):
        correct(instruction, document="专报第2期", version=1)


def test_officers_are_told_of_each_correction_but_whoever_made_it(cast, enter, correct):
    instruction = correct(enter(), text=NEW_TEXT)
    correct(instruction, document="专报第2期")

    told = Notice.objects.filter(kind="instruction_corrected").values_list("recipient__name", "text")
    assert list(told) == [(cast.reviewer.name, "已更正，请重新阅看")] * 2


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_19_the_log_holds_both_versions_and_the_reason(enter, correct):
    correct(enter(), text=NEW_TEXT, document="专报第2期")

    assert last().note == "录入有误"
    assert last().data["changed"] == {"document": ["专报第1期", "专报第2期"], "text": [TEXT, NEW_TEXT]}


@pytest.mark.parametrize(("before", "after"), [(True, True), (True, False), (False, True)])
def test_rule_46_of_a_private_one_the_log_is_told_only_that_it_changed(enter, correct, before, after):
    instruction = enter(is_private=before, text=SECRET, document="群众来信")

    correct(instruction, is_private=after, text=f"{SECRET}，尽快", document="群众来信二")

    told = [f"{row}" for model in (Event, Notice) for row in model.objects.values()]
    assert [row for row in told if SECRET[:6] in row or "群众来信" in row] == []
    assert (last().data["changed"]["text"], last().data["changed"]["document"]) == ([], [])


def test_rule_46_files_entered_before_it_was_private_are_not_named_in_the_log(enter, correct, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    correct(enter(attachments=[SimpleUploadedFile("群众来信.txt", b"1")]), is_private=True)

    assert [f"{row}" for row in Event.objects.values() if "群众来信" in f"{row}"] == []


def test_the_log_says_yes_and_no(enter, correct):
    correct(enter(), is_private=True)

    [change] = line(last()).changes
    assert (change.label, change.before, change.after) == ("不公开", "否", "是")


# ── The reading ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_to_be_followed_is_read_anew(cast, enter, correct, log_in):
    instruction = correct(enter(), text=NEW_TEXT)

    answer = log_in("officer").get(f"/supervision/items/from-instruction/{instruction.pk}/")

    assert [form["lead"].value() for form in answer.context["proposed"].rows.forms] == [cast.co_unit.pk]


def test_rows_read_out_of_the_old_text_are_not_confirmed(cast, enter, correct, log_in):
    instruction = enter()
    row = {"keep": "on", "title": "提出方案", "requirement": TEXT, "lead": cast.lead.pk, "due_on": "2026-12-10"}
    rows = {f"row-0-{name}": value for name, value in row.items()} | {"row-0-importance": "ordinary"}
    typed = {"row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "1", "version": "1"} | rows
    correct(instruction, text=NEW_TEXT)
    client, page = log_in("officer"), f"/supervision/items/from-instruction/{instruction.pk}/"

    answer = client.post(page, typed)

    words = answer.content.decode()
    assert (answer.status_code, SupervisionItem.objects.exists()) == (422, False)
    assert ("其他人刚刚修改过" in words, 'value="提出方案"' in words, 'name="version" value="2"' in words) == (
        True,
    ) * 3
    assert client.post(page, typed | {"version": "2"}).status_code == 302


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def page_of(instruction):
    return f"/supervision/instructions/{instruction.pk}/correct/"


def typed(instruction, **facts):
    said = {"leader": instruction.leader, "document": instruction.document, "text": instruction.text}
    said |= {"given_on": f"{instruction.given_on}", "version": instruction.version, "reason": "录入有误"}
    return said | ({"is_private": "on"} if instruction.is_private else {}) | facts


def test_it_is_corrected_on_its_page(enter, log_in):
    instruction = enter()
    client = log_in("officer")

    assert page_of(instruction) in client.get(instruction.get_absolute_url()).content.decode()
    answer = client.post(page_of(instruction), typed(instruction, text=NEW_TEXT))

    assert answer["Location"] == instruction.get_absolute_url()
    assert Instruction.objects.get().text == NEW_TEXT
    assert "更正批示" in client.get(instruction.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"text": ""}, {"given_on": "2026-12-31"}, {"text": "机密★1年 某某"}])
def test_a_wrong_one_is_sent_back_as_it_was_typed(enter, log_in, wrong):
    answer = log_in("officer").post(page_of(instruction := enter()), typed(instruction, document="专报第9期") | wrong)

    words = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert ("专报第9期" in words, "某某" in words) == (True, False)


def test_two_at_once_see_both_versions(enter, correct, log_in):
    instruction = enter()
    correct(instruction, text=NEW_TEXT)

    answer = log_in("officer").post(page_of(instruction), typed(instruction, text="请研究室阅。"))

    words = answer.content.decode()
    assert (answer.status_code, NEW_TEXT in words, "请研究室阅。" in words) == (409, True, True)
    assert Instruction.objects.get().text == NEW_TEXT


def test_once_items_came_the_page_says_what_stays(tracked, log_in):
    client = log_in("officer")

    form = client.get(page_of(tracked)).context["form"]
    answer = client.post(page_of(tracked), typed(tracked, text=NEW_TEXT))

    fixed = [name for name, field in form.fields.items() if field.widget.attrs.get("readonly")]
    assert (fixed, answer.status_code, list(answer.context["form"].errors)) == (
        ["leader", "given_on", "text"],
        422,
        ["text"],
    )


@pytest.mark.parametrize(("role", "status"), [("staff", 404), ("deputy", 403), ("auditor", 403), ("officer", 200)])
def test_strangers_correct_nothing(enter, log_in, role, status):
    instruction = enter()

    assert log_in(role).get(page_of(instruction)).status_code == status


def test_rule_46_a_private_one_is_not_there_to_be_corrected(enter, log_in):
    assert log_in("deputy").get(page_of(enter(is_private=True))).status_code == 404
