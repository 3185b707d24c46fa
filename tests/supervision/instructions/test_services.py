"""Entering an instruction, and saying what becomes of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from secretariat.attachments.models import Attachment
from secretariat.attachments.queries import attachment_for
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.workflow import TransitionRefused
from supervision.instructions import services
from supervision.instructions.models import Instruction, PrivateReader
from tests.supervision.instructions.conftest import SECRET


def test_an_instruction_is_entered_with_its_leader_as_a_person(cast, enter):
    instruction = enter(leader="秘书长")

    assert (instruction.leader, instruction.leader_user, instruction.state) == ("秘书长", cast.leader, "noted")


def test_a_leader_from_outside_is_kept_in_words(enter):
    assert enter(leader="市委书记").leader_user is None


@pytest.mark.parametrize("role", ["head", "staff", "planner", "administrator", "auditor", "nobody"])
def test_others_enter_nothing(cast, enter, role):
    with pytest.raises(PermissionDenied):
        enter(by=getattr(cast, role))


@pytest.mark.parametrize("field", ["leader", "document", "text"])
def test_rule_50_classified_marks_are_refused_in_every_field(enter, field):
    with pytest.raises(Refused, match="密级标志") as refused:
        enter(**{field: "机密★1年 关于某事"})

    assert (refused.value.field, Instruction.objects.exists(), Event.objects.exists()) == (field, False, False)


def test_rule_50_words_of_the_law_pass(enter):
    assert enter(text="请研究室就国家秘密和商业秘密保护开展调研。").pk


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"given_on": date(2026, 11, 24)}, "given_on"), ({"text": " "}, "text"), ({"leader": ""}, "leader")],
)
def test_what_is_missing_or_yet_to_come_is_refused_at_its_field(enter, facts, field):
    with pytest.raises(Refused) as refused:
        enter(**facts)

    assert (refused.value.field, Instruction.objects.exists()) == (field, False)


def test_a_private_one_is_entered_by_who_may_read_it(cast, enter):
    with pytest.raises(Refused, match="有权阅看"):
        enter(by=cast.deputy, is_private=True)

    assert not Instruction.objects.exists()


def test_files_of_a_private_one_are_fetched_by_the_chosen_only(cast, enter):
    enter(is_private=True, attachments=[SimpleUploadedFile("来信.txt", "内容".encode())])

    file = Attachment.objects.get()
    assert attachment_for(cast.leader, file.uid) == file
    assert attachment_for(cast.auditor, file.uid) is None


def test_officers_are_told_but_whoever_entered_it(cast, enter):
    enter()

    assert [notice.recipient for notice in Notice.objects.all()] == [cast.reviewer]


def test_rule_46_neither_events_nor_notices_hold_the_private_text_or_paper(cast, enter):
    file = SimpleUploadedFile("群众来信.txt", "内容".encode())
    instruction = enter(is_private=True, text=SECRET, document="群众来信", attachments=[file])
    services.not_track_instruction(instruction.pk, by=cast.officer, reason="仅供阅知")

    told = [f"{row}" for model in (Event, Notice) for row in model.objects.values()]
    assert told
    assert not [row for row in told if SECRET[:6] in row or "群众来信" in row]


def test_who_may_not_read_private_ones_is_not_told(cast, enter):
    PrivateReader.objects.filter(kind=PostKind.SUPERVISOR).update(is_active=False)

    enter(by=cast.leader, is_private=True)

    assert not Notice.objects.exists()


def test_rule_22_what_is_for_reading_is_left_untracked_with_a_reason(cast, enter):
    instruction = services.not_track_instruction(enter().pk, by=cast.officer, reason=" 仅供阅知 ")

    assert (instruction.state, instruction.not_tracked_reason) == ("not_tracked", "仅供阅知")


@pytest.mark.parametrize("reason", ["", " "])
def test_without_a_reason_nothing_is_left_untracked(cast, enter, reason):
    instruction = enter()

    with pytest.raises(Refused, match="理由"):
        services.not_track_instruction(instruction.pk, by=cast.officer, reason=reason)

    instruction.refresh_from_db()
    assert instruction.state == "noted"


def test_what_was_left_untracked_is_decided_anew(cast, enter):
    instruction = services.not_track_instruction(enter().pk, by=cast.officer, reason="仅供阅知")

    services.reopen_instruction(instruction.pk, by=cast.officer)

    instruction.refresh_from_db()
    assert (instruction.state, instruction.not_tracked_reason) == ("noted", "")


def test_what_is_on_the_ledger_is_not_left_untracked(cast, enter):
    instruction = services.track_instruction(enter().pk, by=cast.officer)

    with pytest.raises(TransitionRefused):
        services.not_track_instruction(instruction.pk, by=cast.officer, reason="仅供阅知")


@pytest.mark.parametrize("role", ["leader", "deputy", "auditor"])
def test_only_officers_say_what_becomes_of_it(cast, enter, role):
    with pytest.raises(PermissionDenied):
        services.track_instruction(enter().pk, by=getattr(cast, role))
