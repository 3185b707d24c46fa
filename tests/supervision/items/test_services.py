"""Each service: the row, the event, the notice; and what it refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from secretariat.attachments.models import Attachment
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.numbering.models import Counter
from secretariat.outbox.models import Notice
from secretariat.workdays.lateness import is_late, late_by
from secretariat.workflow import Outdated
from supervision.items import services
from supervision.items.models import Report, SupervisionItem
from supervision.items.standing import Day as StandingDay
from supervision.items.standing import facts_of, standing_of
from tests.supervision.factories import ItemFactory, person
from tests.supervision.items.cast import CLOSING, DAY, DUE, take_step


def day(text):
    return date.fromisoformat(f"2026-{text}")


def fresh(item):
    return SupervisionItem.objects.get(pk=item.pk)


# ── Draft ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_opening_writes_a_draft_and_its_event(cast, last_event):
    item = services.open_item(
        by=cast.officer,
        on=DAY,
        lead=cast.lead,
        co_units=[cast.co_unit],
        due_on=DUE,
        title="编印手册",
        assignment="批示",
    )

    found = fresh(item)
    assert (found.state, found.number, found.officer, found.version) == ("draft", None, cast.officer, 1)
    assert list(found.co_units.all()) == [cast.co_unit]
    assert last_event() == ("item.opened", "督查甲", "", "draft", "")


def test_rule_15_the_three_dates_begin_alike(item_in):
    item = item_in("draft", due_on=DUE)

    assert (item.original_due_on, item.due_on, item.counted_due_on, item.due_version) == (DUE, DUE, DUE, 1)


def test_rule_20_the_lead_is_no_co_unit(cast, snapshot):
    before = snapshot()

    with pytest.raises(Refused, match="牵头单位") as refusal:
        services.open_item(
            by=cast.officer,
            on=DAY,
            lead=cast.lead,
            co_units=[cast.co_unit, cast.lead],
            title="编印手册",
            assignment="批示",
        )

    assert refusal.value.field == "co_units"
    assert snapshot() == before


EDITED = {"title": "编印手册（修订）", "assignment": "另一批示", "requirement": "另一要求", "importance": "urgent"}


def edit(cast, item, **facts):
    usual = {"version": item.version, "lead": cast.lead, "co_units": [], "due_on": day("10-30")}
    return services.edit(item.pk, by=cast.officer, on=DAY, **usual | EDITED | facts)


def test_editing_changes_the_draft_and_tells_nobody(cast, item_in, last_event):
    item = item_in("draft")

    edit(cast, item, lead=cast.other_unit)

    found = fresh(item)
    assert {name: getattr(found, name) for name in EDITED} == EDITED
    assert (found.lead, found.due_on, found.original_due_on, found.version) == (
        cast.other_unit,
        day("10-30"),
        day("10-30"),
        2,
    )
    assert last_event() == ("item.edited", "督查甲", "draft", "draft", "")
    assert not Notice.objects.exists()


def test_the_second_editor_is_told_that_the_draft_has_changed(cast, item_in, snapshot):
    item = item_in("draft")
    edit(cast, item)
    before = snapshot()

    with pytest.raises(Outdated):
        edit(cast, item, title="后来者")

    assert snapshot() == before


def test_rule_20_editing_refuses_the_lead_as_co_unit(cast, item_in, snapshot):
    item = item_in("draft")
    before = snapshot()

    with pytest.raises(Refused):
        edit(cast, item, co_units=[cast.lead])

    assert snapshot() == before


# ── Filing ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_submitting_asks_the_secretary_general(cast, item_in, last_event, told):
    item = item_in("pending")

    assert fresh(item).version == 2
    assert last_event() == ("item.submitted", "督查甲", "draft", "pending", "")
    assert told(item, "submit") == ["秘书长"]


def test_submitting_asks_the_responsible_leader_where_one_is_named(cast, item_in, told):
    assert told(item_in("pending", leader=cast.deputy), "submit") == ["副秘书长"]


def test_submitting_needs_a_due_date_or_a_cycle(cast, item_in, snapshot):
    item = item_in("draft", due_on=None)
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "submit")

    assert refusal.value.field == "due_on"
    assert snapshot() == before


def test_an_item_with_a_cycle_needs_no_due_date(item_in):
    assert item_in("signed_off", due_on=None, cycle="monthly:25").original_due_on is None


def test_rule_21_filing_gives_the_number_of_the_year(cast, item_in, last_event, told):
    item = item_in("filed")

    assert (item.number_text, item.year, item.number, item.filed_on) == ("督〔2026〕1号", 2026, 1, DAY)
    assert last_event() == ("item.filed", "秘书长", "pending", "filed", "")
    assert told(item, "file") == ["督查甲"]


def test_rule_21_numbers_follow_each_other_and_begin_anew_every_year(cast, item_in):
    days = [DAY, DAY, date(2027, 1, 4)]

    assert [item_in("filed", on=on).number_text for on in days] == ["督〔2026〕1号", "督〔2026〕2号", "督〔2027〕1号"]


def test_rule_21_a_draft_has_no_number(item_in):
    assert item_in("pending").number_text == ""


def test_rule_21_an_aborted_filing_gives_its_number_back(cast, item_in, monkeypatch):
    item = item_in("pending")

    def crash(*args, **facts):
        raise RuntimeError

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("supervision.items.services.moves.tell", crash)
        take_step(cast, item, "file")

    assert not Counter.objects.filter(last__gt=0).exists()
    assert take_step(cast, item, "file").number == 1


def test_rejecting_sends_the_draft_back_with_the_reason(cast, item_in, last_event, told):
    item = item_in("pending")

    take_step(cast, item, "reject")

    assert fresh(item).state == "draft"
    assert last_event() == ("item.rejected", "秘书长", "pending", "draft", "要求不具体")
    assert told(item, "reject") == ["督查甲"]


def test_rule_22_a_matter_only_for_reading_is_not_filed(item_in, last_event, told):
    item = item_in("not_filed")

    assert (item.dropped_reason, item.number_text) == ("仅供阅知", "")
    assert last_event() == ("item.not_filed", "秘书长", "pending", "not_filed", "仅供阅知")
    assert told(item, "not_file") == ["督查甲"]


# ── Handling ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_dispatching_starts_the_clock_and_tells_all_units(item_in, last_event, told):
    item = item_in("dispatched")

    assert item.dispatched_on == DAY
    assert last_event() == ("item.dispatched", "督查甲", "filed", "dispatched", "")
    assert told(item, "dispatch") == ["牵头处长", "配合处长"]


@pytest.mark.parametrize(("importance", "urgent"), [("ordinary", False), ("important", False), ("urgent", True)])
def test_an_urgent_item_is_told_at_once(item_in, importance, urgent):
    item_in("dispatched", importance=importance)

    assert set(Notice.objects.filter(kind="item_dispatch").values_list("is_urgent", flat=True)) == {urgent}


def test_acknowledging_makes_the_person_the_handler(cast, item_in, last_event, told):
    item = item_in("in_progress")

    assert (item.acknowledged_on, item.handler) == (DAY, cast.head)
    assert last_event() == ("item.acknowledged", "牵头处长", "dispatched", "in_progress", "")
    assert told(item, "acknowledge") == ["督查甲"]


def test_acknowledging_keeps_the_handler_that_was_named(cast, item_in):
    assert item_in("in_progress", handler=cast.staff).handler == cast.staff


def test_reporting_keeps_what_was_said(cast, item_in, last_event, told):
    item = item_in("in_progress")

    written = take_step(cast, item, "report", on=day("09-21"), progress="slow", problem="人手不足", need="增派一人")

    assert (written.unit, written.author, written.on, written.progress) == (cast.lead, cast.staff, day("09-21"), "slow")
    assert (written.problem, written.need, written.is_closing) == ("人手不足", "增派一人", False)
    assert (fresh(item).last_report_on, fresh(item).state) == (day("09-21"), "in_progress")
    assert last_event() == ("item.reported", "牵头承办", "in_progress", "in_progress", "提案委员会")
    assert told(item, "report") == ["牵头处长", "督查甲"]


def test_rule_20_the_report_of_a_co_unit_goes_to_the_lead(cast, item_in, told):
    item = item_in("in_progress")

    written = take_step(cast, item, "report", by=cast.co_staff)

    assert written.unit == cast.co_unit
    assert told(item, "report") == ["牵头处长", "督查甲"]


def test_a_report_keeps_its_files(cast, item_in):
    item = item_in("in_progress")

    written = take_step(cast, item, "report", attachments=[SimpleUploadedFile("清单.txt", "已办".encode())])

    attached = Attachment.objects.get()
    assert (attached.owner, attached.name) == (written, "清单.txt")


def test_a_refused_file_takes_the_report_back(cast, item_in, snapshot):
    item = item_in("in_progress")
    before = snapshot()

    with pytest.raises(Refused):
        take_step(cast, item, "report", attachments=[SimpleUploadedFile("病毒.exe", b"MZ")])

    assert snapshot() == before


@pytest.mark.parametrize("step", ["report", "submit_closing"])
def test_a_refused_file_takes_the_files_before_it_back_from_the_disk(cast, item_in, settings, tmp_path, step):
    settings.MEDIA_ROOT = tmp_path
    files = [SimpleUploadedFile("清单.txt", "已办".encode()), SimpleUploadedFile("病毒.exe", b"MZ")]

    with pytest.raises(Refused):
        take_step(cast, item_in("in_progress"), step, attachments=files)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# ── Closing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_reporting_done_puts_the_closing_report_before_the_officer(cast, item_in, last_event, told):
    item = item_in("under_review")

    written = Report.objects.get()
    assert (written.is_closing, written.progress, written.conclusion) == (True, "done", "已印发实施")
    assert (item.closing_on, item.closing_by, item.last_report_on, item.done_on) == (DAY, cast.staff, DAY, None)
    assert last_event() == ("item.reported_done", "牵头承办", "in_progress", "under_review", "")
    assert told(item, "submit_closing") == ["督查甲"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"conclusion": " "}, "conclusion"),
        ({"evidence": ""}, "evidence"),
        ({"evidence": " ", "no_evidence_reason": " "}, "evidence"),
    ],
)
def test_rule_27_a_closing_report_needs_conclusion_and_evidence(cast, item_in, snapshot, facts, field):
    item = item_in("in_progress")
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "submit_closing", **CLOSING | facts)

    assert refusal.value.field == field
    assert snapshot() == before


def test_rule_27_an_explicit_reason_stands_in_for_evidence(cast, item_in):
    item = item_in("in_progress")

    written = take_step(cast, item, "submit_closing", evidence="", no_evidence_reason="现场办理，无书面材料")

    assert (written.evidence, written.no_evidence_reason) == ("", "现场办理，无书面材料")


def test_rule_20_a_co_unit_does_not_report_the_item_done(cast, item_in, snapshot):
    item = item_in("in_progress")
    before = snapshot()

    with pytest.raises(PermissionDenied):
        take_step(cast, item, "submit_closing", by=cast.co_staff)

    assert snapshot() == before


def test_nothing_is_reported_done_while_an_extension_is_being_decided(cast, item_in, snapshot):
    item = item_in("in_progress")
    take_step(cast, item, "ask_extension")
    before = snapshot()

    with pytest.raises(Refused, match="延期"):
        take_step(cast, item, "submit_closing")

    assert snapshot() == before


def test_rule_26_a_return_counts_and_keeps_the_due_date(cast, item_in, last_event, told):
    item = item_in("under_review")

    take_step(cast, item, "return", on=day("09-16"))

    found = fresh(item)
    assert (found.state, found.returns, found.closing_on, found.closing_by) == ("in_progress", 1, None, None)
    assert (found.due_on, found.counted_due_on, found.due_version) == (DUE, DUE, 1)
    assert last_event() == ("item.returned", "督查乙", "under_review", "in_progress", "缺印发件")
    assert told(item, "return") == ["牵头处长"]


def test_rule_26_the_returned_report_says_why(cast, item_in):
    take_step(cast, item_in("under_review"), "return", on=day("09-16"))

    assert Report.objects.values_list("returned_on", "return_reason", "accepted_on").get() == (
        day("09-16"),
        "缺印发件",
        None,
    )


def test_rule_26_the_reviewer_may_set_a_date_that_moves_the_effective_one_only(cast, item_in):
    item = item_in("under_review")

    take_step(cast, item, "return", due_on=day("10-16"))

    found = fresh(item)
    assert (found.original_due_on, found.due_on, found.counted_due_on) == (DUE, day("10-16"), DUE)
    assert found.due_version == 2


@pytest.mark.parametrize("step", ["return", "instruct"])
def test_a_new_date_in_the_past_is_refused(cast, item_in, snapshot, step):
    item = item_in("under_review" if step == "return" else "leader_review")
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, step, on=day("09-16"), due_on=day("09-15"))

    assert refusal.value.field == "due_on"
    assert snapshot() == before


def test_a_new_date_for_an_item_without_due_date_is_refused(cast, item_in, snapshot):
    item = item_in("leader_review", due_on=None, cycle="weekly:5")
    before = snapshot()

    with pytest.raises(Refused) as refusal:
        take_step(cast, item, "instruct", due_on=day("10-16"))

    assert refusal.value.field == "due_on"
    assert snapshot() == before


def test_passing_an_ordinary_item_completes_it(cast, item_in, last_event, told):
    item = item_in("under_review", importance="ordinary")

    take_step(cast, item, "pass", on=day("09-18"))

    found = fresh(item)
    assert (found.state, found.done_on) == ("completed", DAY)
    assert Report.objects.get().accepted_on == day("09-18")
    assert last_event() == ("item.passed", "督查乙", "under_review", "completed", "")
    assert told(item, "pass") == ["牵头处长"]


def test_passing_an_important_item_puts_it_before_the_leader(item_in, last_event, told):
    item = item_in("leader_review")

    assert (item.done_on, Report.objects.get().accepted_on) == (None, None)
    assert last_event() == ("item.passed", "督查乙", "under_review", "leader_review", "")
    assert told(item, "pass") == ["秘书长"]


def test_rule_28_a_reading_mark_completes(cast, item_in, last_event, told):
    item = item_in("completed")

    assert (item.done_on, Report.objects.get().accepted_on) == (DAY, DAY)
    assert last_event() == ("item.read", "秘书长", "leader_review", "completed", "")
    assert told(item, "read_mark") == ["牵头处长", "督查甲"]


def test_rule_28_a_new_instruction_starts_another_round_on_the_same_item(cast, item_in, last_event, told):
    item = item_in("leader_review")

    take_step(cast, item, "instruct", on=day("09-17"))

    found = fresh(item)
    assert (found.state, found.round, found.number, found.returns) == ("in_progress", 2, item.number, 0)
    assert (found.closing_on, found.due_on, found.due_version) == (None, DUE, 1)
    assert last_event() == ("item.instructed", "秘书长", "leader_review", "in_progress", "请再报送实施效果")
    assert told(item, "instruct") == ["牵头处长", "督查甲"]


def test_rule_28_reports_of_the_next_round_say_so(cast, item_in):
    item = item_in("leader_review")
    take_step(cast, item, "instruct")

    assert take_step(cast, item, "submit_closing").round == 2


def test_rule_25_a_leaders_date_leaves_the_counted_date(cast, item_in):
    item = item_in("leader_review")

    take_step(cast, item, "instruct", due_on=day("11-30"))

    found = fresh(item)
    assert (found.original_due_on, found.due_on, found.counted_due_on, found.due_version) == (DUE, day("11-30"), DUE, 2)


def test_rule_29_signing_off_follows_completion(item_in, last_event, told):
    item = item_in("signed_off")

    assert item.signed_off_on == DAY
    assert last_event() == ("item.signed_off", "督查甲", "completed", "signed_off", "")
    assert told(item, "sign_off") == ["牵头处长"]


# ── Rule 15 through the steps ────────────────────────────────────────────────────────────────────────────────────────
def test_rule_15_submitted_on_the_due_day_and_accepted_later_is_on_time(cast, item_in):
    item = item_in("in_progress", importance="ordinary")
    take_step(cast, item, "submit_closing", on=day("10-09"))
    take_step(cast, item, "pass", on=day("10-15"))

    found, today = fresh(item), StandingDay.of(day("10-15"))
    assert found.done_on == day("10-09")
    assert (is_late(facts_of(found), on=today.on), standing_of(found, today).light) == (False, "grey")


def test_rule_15_returned_after_the_due_day_is_late_by_four(cast, item_in):
    item = item_in("in_progress", importance="ordinary")
    take_step(cast, item, "submit_closing", on=day("10-09"))
    take_step(cast, item, "return", on=day("10-13"))
    take_step(cast, item, "submit_closing", on=day("10-14"))
    take_step(cast, item, "pass", on=day("10-15"))

    found, today = fresh(item), StandingDay.of(day("10-15"))
    assert found.done_on == day("10-14")
    assert late_by(facts_of(found), on=today.on, calendar=today.calendar) == 4


def test_rule_15_no_warning_light_under_review_and_the_clock_as_it_was_after_a_return(cast, item_in):
    item = item_in("in_progress")
    take_step(cast, item, "submit_closing", on=day("10-09"))
    today = StandingDay.of(day("10-13"))
    reviewed = standing_of(fresh(item), today).light
    take_step(cast, item, "return", on=day("10-13"))

    returned = standing_of(fresh(item), today)
    assert (reviewed, returned.light, returned.days_late) == ("none", "red", 3)


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_is_told_what_they_did_themselves(cast, item_in, told):
    item = item_in("filed")

    take_step(cast, item, "dispatch")
    take_step(cast, item, "acknowledge", by=cast.head)
    take_step(cast, item, "report", by=cast.head)

    assert told(item, "report") == ["督查甲"]


def test_a_unit_without_head_is_told_as_a_whole(cast, item_in, told):
    person(unit=cast.other_unit, name="研究甲")
    cast.stranger.posts.all().delete()

    assert told(item_in("dispatched", lead=cast.other_unit, co_units=[]), "dispatch") == ["旁人", "研究甲", "综合处"]


def test_each_time_is_told_anew(cast, item_in):
    item = item_in("in_progress")

    take_step(cast, item, "report")
    take_step(cast, item, "report")

    assert Notice.objects.filter(kind="item_report", recipient=cast.officer).count() == 2


def test_rule_19_the_log_tells_the_whole_story(item_in):
    item = item_in("signed_off")

    verbs = [event.verb for event in Event.objects.about(item)]
    assert verbs[::-1] == [
        "item.opened",
        "item.submitted",
        "item.filed",
        "item.dispatched",
        "item.acknowledged",
        "item.reported_done",
        "item.passed",
        "item.read",
        "item.signed_off",
    ]


# ── In bulk ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_bulk_does_what_it_can_and_says_what_it_left_out(cast):
    ready = [ItemFactory(state="filed", officer=cast.officer) for _ in range(2)]
    gone = ItemFactory(state="dispatched", title="已交办的事", number_text="督〔2026〕99号")

    result = services.in_bulk(services.dispatch, [*ready, gone], by=cast.officer, on=DAY)

    assert (result.done, [title for title, _reason in result.left_out]) == (2, ["督〔2026〕99号 已交办的事"])
    assert "2" in result.words() and "已交办的事" in result.words()


def test_bulk_leaves_out_what_is_not_ones_own(cast, snapshot):
    items = [ItemFactory(state="filed")]
    before = snapshot()

    result = services.in_bulk(services.dispatch, items, by=cast.staff, on=DAY)

    assert (result.done, len(result.left_out), snapshot()) == (0, 1, before)
