"""Minutes drafted of notes: worded, submitted, signed, returned, published, corrected by number."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from planning.meetings import services
from planning.meetings.models import Decision, Meeting, MinutesCorrection, MinutesPaper, Note
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.meetings.conftest import DECIDED, at

pytestmark = pytest.mark.django_db

OTHER = "关于文史馆布展。由财务处牵头，11月25日前拨付经费。"


@pytest.fixture
def reword(ended, planner):
    """`reword(decision="…")` saves the draft with other words for the one decision, or another one added."""

    def save(decision=DECIDED, added="", **facts):
        line = ended.agenda.get(ordinal=2).pk
        words = {"title": "标题", "opening": "开头：", "texts": {line: "会议听取了汇报。"}, "added": {line: added}}
        words |= {"decisions": {Note.objects.filter(kind="decision").earliest("pk").pk: decision}}
        return services.draft_minutes(ended.pk, by=planner, at=at(11, 0), on=ended.held_on, **words, **facts)

    return save


def test_the_words_of_the_draft_are_those_of_the_minutes(reword):
    meeting = reword(added=OTHER)

    assert meeting.minutes.splitlines() == [
        "标题",
        "开头：",
        "一、文史馆布展方案",
        "会议听取了汇报。",
        f"会议议定：（一）{DECIDED}",
        f"（二）{OTHER}",
        "出席：秘书长",
    ]
    assert list(Decision.objects.order_by("ordinal").values_list("label", "text")) == [
        ("1.1", DECIDED),
        ("1.2", OTHER),
    ]


def test_each_line_added_is_a_decision_of_its_own(reword, ended, units):
    reword(added=f"{OTHER}\n\n由秘书处牵头，12月5日前完成场地布置。")

    added = ended.decisions.order_by("ordinal")[1:]
    assert [(one.label, *one.leads.all()) for one in added] == [("1.2", units["财务处"]), ("1.3", units["秘书处"])]


def test_a_decision_is_called_by_its_matter_and_without_one_as_its_line(reword, ended):
    reword(added="会议决定，由秘书处牵头，12月5日前报送会务总体方案。\n由财务处牵头，11月25日前完成。")

    added = ended.decisions.order_by("ordinal")[1:]
    assert [one.title for one in added] == ["报送会务总体方案", "文史馆布展方案"]


def test_a_decision_with_the_same_words_keeps_what_was_done_about_it(reword, ended, planner):
    services.confirm_decision(ended.decisions.get().pk, by=planner)

    reword()

    assert ended.decisions.get().state == "confirmed"


def test_a_decision_with_other_words_is_read_anew(reword, ended, units, planner):
    services.confirm_decision(ended.decisions.get().pk, by=planner)

    reword(decision=OTHER)

    read = ended.decisions.get()
    assert (read.state, list(read.leads.all())) == ("proposed", [units["财务处"]])


def test_a_decision_without_words_is_taken_away(reword, ended):
    reword(decision=" ")

    assert (ended.decisions.count(), Note.objects.filter(kind="decision").count()) == (0, 0)


def test_the_words_of_a_decision_on_the_ledger_stay(reword, ended, planner, stored):
    services.confirm_decision(ended.decisions.get().pk, by=planner)
    services.track_decision(ended.decisions.get().pk, by=planner)
    before = stored()

    with pytest.raises(Refused, match="已转为督查事项"):
        reword(decision=OTHER)
    assert stored() == before


def test_a_draft_that_somebody_else_changed_is_not_saved(reword, ended, stored):
    reword()
    before = stored()

    with pytest.raises(Outdated):
        reword(version=ended.version)
    assert stored() == before


def test_the_way_through_review_is_kept(ended, planner, leader, deputy):
    day = ended.held_on
    services.submit_minutes(ended.pk, by=planner, on=day)
    services.return_minutes(ended.pk, by=leader, on=day, reason="补充议定事项")
    services.submit_minutes(ended.pk, by=planner, on=day)
    services.approve_minutes(ended.pk, by=deputy, on=day)

    route = list(Meeting.objects.get(pk=ended.pk).approvals.values_list("verdict", "by", "on", "reason"))
    assert route == [
        ("submitted", planner.pk, day, ""),
        ("returned", leader.pk, day, "补充议定事项"),
        ("submitted", planner.pk, day, ""),
        ("approved", deputy.pk, day, ""),
    ]
    assert Notice.objects.filter(recipient=leader, kind="meeting_submit").count() == 2


def test_a_decision_is_decided_on_while_a_leader_reads_the_minutes(ended, planner):
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)

    assert services.confirm_decision(ended.decisions.get().pk, by=planner).state == "confirmed"


def test_minutes_are_returned_with_a_reason(ended, planner, leader):
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)

    with pytest.raises(Refused):
        services.return_minutes(ended.pk, by=leader, on=ended.held_on, reason=" ")


def test_a_leader_signs_once(signed, leader):
    with pytest.raises(Refused, match="已签发过"):
        services.approve_minutes(signed.pk, by=leader, on=signed.held_on)


def test_nobody_signs_what_they_have_submitted(ended, planner):
    planner.posts.create(kind="deputy")
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)

    with pytest.raises(PermissionDenied):
        services.approve_minutes(ended.pk, by=planner, on=ended.held_on)


# ── Publication ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_30_minutes_with_an_undecided_decision_are_not_published(ended, planner, leader):
    services.submit_minutes(ended.pk, by=planner, on=ended.held_on)
    services.approve_minutes(ended.pk, by=leader, on=ended.held_on)

    with pytest.raises(Refused, match="第1条"):
        services.publish_minutes(ended.pk, by=planner, on=ended.held_on)


def test_minutes_that_nobody_has_signed_since_they_were_taken_back_are_not_published(signed, planner):
    services.withdraw_minutes(signed.pk, by=planner, on=signed.held_on)
    services.submit_minutes(signed.pk, by=planner, on=signed.held_on)

    with pytest.raises(Refused, match="尚未签发"):
        services.publish_minutes(signed.pk, by=planner, on=signed.held_on)


def test_publication_freezes_what_the_minutes_say_and_their_bytes(signed, planner):
    services.publish_minutes(signed.pk, by=planner, on=signed.held_on)

    paper = MinutesPaper.objects.get()
    assert (paper.facts["issue_line"], paper.facts["present"]) == ("〔2026〕第3次", ["秘书长"])
    assert paper.facts["lines"] == [
        {"title": "文史馆布展方案", "text": ["会议听取了行政处的汇报。"], "decisions": [DECIDED]}
    ]
    assert (bytes(paper.docx[:2]), paper.pdf) == (b"PK", None)


def test_rule_37_published_minutes_never_change(signed, planner):
    services.publish_minutes(signed.pk, by=planner, on=signed.held_on)

    for facts in [{"minutes": "别的"}, {"published_on": None, "state": "drafting"}]:
        with pytest.raises(ProgrammingError), transaction.atomic():
            Meeting.objects.filter(pk=signed.pk).update(**facts)
    with pytest.raises(ProgrammingError), transaction.atomic():
        MinutesPaper.objects.update(facts={})


# ── Corrections ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def correct(signed, planner):
    """`correct(old="…")` corrects the published minutes."""
    services.publish_minutes(signed.pk, by=planner, on=signed.held_on)
    facts = {"place": "一、文史馆布展方案", "old": "11月20日", "new": "11月21日", "reason": "日期笔误"}
    return lambda **more: services.correct_minutes(signed.pk, by=planner, on=signed.held_on, **facts | more)


def test_rule_37_corrections_are_numbered_and_the_minutes_stay(correct, signed):
    before = Meeting.objects.get(pk=signed.pk).minutes

    numbers = [correct().number, correct(new="11月22日").number]

    assert numbers == [1, 2]
    assert Meeting.objects.get(pk=signed.pk).minutes == before
    with pytest.raises(ProgrammingError), transaction.atomic():
        MinutesCorrection.objects.update(new="改")


def test_a_correction_that_corrects_nothing_is_refused(correct):
    told = []
    for typed in [{"old": "没有的话"}, {"new": " "}, {"new": "11月20日"}, {"reason": ""}]:
        with pytest.raises(Refused) as refusal:
            correct(**typed)
        told.append(refusal.value.field)

    assert (told, MinutesCorrection.objects.count()) == (["old", "new", "new", "reason"], 0)


def test_a_correction_at_the_wrong_place_is_refused_and_told_the_right_one(correct):
    with pytest.raises(Refused, match="一、文史馆布展方案") as refusal:
        correct(place="标题和开头语")
    with pytest.raises(Refused, match="多个部分") as over_two:
        correct(old=f"{DECIDED}\n出席")

    assert (refusal.value.field, over_two.value.field, MinutesCorrection.objects.count()) == ("place", "old", 0)


def test_minutes_are_not_corrected_before_they_are_published(signed, planner):
    facts = {"place": "一", "old": "11月20日", "new": "11月21日", "reason": "笔误"}

    with pytest.raises(TransitionRefused):
        services.correct_minutes(signed.pk, by=planner, on=signed.held_on, **facts)


def test_the_opening_names_the_secretary_general_who_chairs(leader, ended):
    assert f"秘书长{leader.name}在三楼会议室主持召开" in ended.sitting.opening
