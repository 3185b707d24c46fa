"""A week is collected, coordinated, published, and then changed by addenda only."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.urls import reverse

from planning.arrangements import services
from planning.arrangements.models import Addendum, Arrangement, Entry
from planning.arrangements.states import STEPS, ArrangementState
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import PostKind
from secretariat.workflow import Outdated, TransitionRefused, check
from tests.planning.arrangements.conftest import CUT_OFF, MONDAY, moment
from tests.planning.consultations.factories import ConsultationFactory
from tests.planning.factories import AttendanceFactory, MeetingFactory
from tests.planning.plans.factories import PlanItemFactory
from tests.supervision.factories import person


def add(week, line, by, at=None):
    return services.add_entry(week.pk, line=line, by=by, at=at or moment(18))


# ── The whole ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_34_a_week_is_monday_to_sunday(week):
    assert (week.first_on, week.last_on, week.number) == (MONDAY, date(2026, 11, 29), 48)


def test_a_month_is_whole(planner):
    month = services.open_arrangement(kind="month", day=date(2026, 2, 11), cut_off_at=CUT_OFF, by=planner)

    assert (month.first_on, month.last_on) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_week_is_opened_once(week, planner):
    with pytest.raises(Refused) as refusal:
        services.open_arrangement(kind="week", day=MONDAY, cut_off_at=CUT_OFF, by=planner)

    assert refusal.value.field == "day"


def test_only_the_planning_officer_opens_one(staff):
    with pytest.raises(PermissionDenied):
        services.open_arrangement(kind="week", day=MONDAY, cut_off_at=CUT_OFF, by=staff)


@pytest.mark.parametrize("state", ArrangementState.values)
@pytest.mark.parametrize("step", STEPS)
def test_rule_19_only_listed_steps_are_possible(state, step):
    if state in STEPS[step].sources:
        assert check(STEPS, step, state) is STEPS[step]
    else:
        with pytest.raises(TransitionRefused):
            check(STEPS, step, state)


def test_publishing_tells_the_heads_of_the_units(head, published):
    assert published.state == "published"
    assert list(Notice.objects.values_list("recipient", "kind")) == [(head.pk, "arrangement_publish")]
    assert Event.objects.about(published).first().verb == "arrangement.published"


def test_nothing_is_not_published(week, planner):
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))

    with pytest.raises(Refused):
        services.publish_arrangement(week.pk, by=planner, at=moment(20))


def test_coordinating_is_taken_back(week, planner):
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))

    assert services.reopen_arrangement(week.pk, by=planner, at=moment(19)).state == "collecting"


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_unit_reports_its_own(week, line, staff):
    entry = add(week, line(), staff)

    assert (entry.is_late, entry.unit.name) == (False, "提案委员会")
    assert Event.objects.about(entry).get().verb == "arrangement_entry.added"


def test_a_unit_reports_nothing_for_another(week, line, stranger):
    with pytest.raises(PermissionDenied):
        add(week, line(), stranger)


def test_what_comes_after_the_cut_off_is_late(week, line, staff):
    assert add(week, line(), staff, moment(20)).is_late


def test_what_the_planning_officer_enters_is_never_late(week, line, planner):
    assert not add(week, line(), planner, moment(20)).is_late


def test_a_day_of_another_week_is_refused(week, line, staff):
    with pytest.raises(Refused) as refusal:
        add(week, line(day=30), staff)

    assert refusal.value.field == "on"


def test_rule_50_marked_words_are_refused(week, line, staff):
    with pytest.raises(Refused):
        add(week, line(note="机密★1年"), staff)

    assert not Entry.objects.exists()


def test_a_unit_puts_its_entry_right(week, line, staff):
    entry = add(week, line(), staff)

    services.change_entry(entry.pk, line=line(activity="召开座谈会"), by=staff, at=moment(18), version=entry.version)

    assert Entry.objects.get().activity == "召开座谈会"


def test_an_entry_is_not_handed_to_another_unit(week, line, staff, units):
    entry = add(week, line(), staff)

    with pytest.raises(PermissionDenied):
        services.change_entry(entry.pk, line=line(unit=units[1]), by=staff, at=moment(18))


def test_the_second_of_two_editors_is_told(week, line, staff):
    entry = add(week, line(), staff)
    services.change_entry(entry.pk, line=line(place="三楼"), by=staff, at=moment(18), version=1)

    with pytest.raises(Outdated):
        services.change_entry(entry.pk, line=line(place="二楼"), by=staff, at=moment(18), version=1)


def test_a_discarded_entry_stays_as_a_row(week, line, staff):
    entry = add(week, line(), staff)

    services.discard_entry(entry.pk, by=staff, at=moment(18))

    assert (Entry.objects.count(), Entry.objects.standing().count()) == (1, 0)


def test_rule_47_a_discarded_entry_comes_back_before_the_publication(week, line, staff, client):
    entry = services.discard_entry(add(week, line(), staff).pk, by=staff, at=moment(18))
    client.force_login(person(PostKind.ADMINISTRATOR, is_superuser=True, is_staff=True))

    client.post(reverse("admin:planning_entry_changelist"), {"action": "restore", "_selected_action": [entry.pk]})

    assert Entry.objects.standing().get() == entry
    assert Event.objects.latest("pk").verb == "arrangement_entry.restored"


def test_a_published_week_takes_nothing_back_but_by_addendum(week, line, staff):
    entry = services.discard_entry(add(week, line(), staff).pk, by=staff, at=moment(18))
    Arrangement.objects.update(state="published", published_at=moment(20))

    with pytest.raises(Refused, match="增补"):
        services.restore_entry(entry.pk, by=person(is_superuser=True))
    with pytest.raises(PermissionDenied):
        services.restore_entry(entry.pk, by=staff)


def test_pasted_lines_are_kept_all_or_none(week, line, planner):
    with pytest.raises(Refused), transaction.atomic():
        services.paste_entries(week.pk, lines=[line(), line(day=30)], by=planner, at=moment(18))

    assert not Entry.objects.exists()


# ── Conflicts ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_36_a_clash_names_both_and_needs_a_reason(week, line, planner):
    add(week, line(leaders="林静远", activity="甲会"), planner)

    with pytest.raises(Refused) as refusal:
        add(week, line(leaders="林静远、高志明", activity="乙会"), planner)

    assert refusal.value.field == "conflict_reason"
    assert [name in str(refusal.value) for name in ("甲会", "乙会", "林静远")] == [True] * 3


def test_rule_36_with_a_reason_both_are_kept(week, line, planner):
    add(week, line(place="三楼会议室"), planner)

    add(week, line(place="三楼会议室", conflict_reason="合并召开"), planner)

    assert Entry.objects.count() == 2


def test_rule_36_what_clashes_is_not_published_without_a_reason(week, line, planner):
    add(week, line(place="三楼会议室"), planner)
    Entry.objects.create(
        arrangement=week, on=date(2026, 11, 24), half_day="morning", activity="乙", place="三楼会议室", added_by=planner
    )
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))

    with pytest.raises(Refused):
        services.publish_arrangement(week.pk, by=planner, at=moment(20))


def test_rule_36_a_leader_who_sits_in_a_meeting_is_needed_there(week, line, planner):
    head = person(PostKind.SECRETARY_GENERAL, name="林静远")
    AttendanceFactory(meeting=MeetingFactory(held_on=date(2026, 11, 24), starts_at=time(9)), person=head)
    services.collect_entries(week.pk, by=planner, at=moment(18))

    with pytest.raises(Refused, match="林静远"):
        add(week, line(leaders="林静远", half_day="", starts_at=time(9, 30)), planner)


# ── Collecting ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_meetings_and_consultations_come_by_themselves_once(week, planner):
    meeting = MeetingFactory(held_on=date(2026, 11, 24), starts_at=time(9), place="三楼会议室")
    consultation = ConsultationFactory(meeting_on=date(2026, 11, 27))

    services.collect_entries(week.pk, by=planner, at=moment(18))
    services.collect_entries(week.pk, by=planner, at=moment(18))

    found = Entry.objects.order_by("on").values_list("on", "starts_at", "place", "source_url")
    assert list(found) == [
        (date(2026, 11, 24), time(9), "三楼会议室", meeting.get_absolute_url()),
        (date(2026, 11, 27), None, "", consultation.get_absolute_url()),
    ]


def test_taken_in_again_an_entry_gets_its_leaders_unless_a_person_has_put_it_right(week, line, planner):
    for day in (24, 25):
        MeetingFactory(held_on=date(2026, 11, day), starts_at=time(9), chair="林静远")
    plain, typed = services.collect_entries(week.pk, by=planner, at=moment(18))
    put_right = line(day=25, leaders="高志明", half_day="", unit=None)
    services.change_entry(typed.pk, line=put_right, by=planner, at=moment(18))
    Entry.objects.filter(pk=plain.pk).update(leaders="")  # as it was before leaders were taken over

    for _time in range(2):
        services.collect_entries(week.pk, by=planner, at=moment(18))

    assert list(Entry.objects.order_by("on").values_list("leaders", flat=True)) == ["林静远", "高志明"]
    assert Event.objects.filter(verb="arrangement_entry.filled").count() == 1


def test_what_was_discarded_does_not_come_back(week, planner):
    MeetingFactory(held_on=date(2026, 11, 24))
    [entry] = services.collect_entries(week.pk, by=planner, at=moment(18))
    services.discard_entry(entry.pk, by=planner, at=moment(18))

    assert services.collect_entries(week.pk, by=planner, at=moment(18)) == []


# ── Addenda ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def supplement(week, by, **facts):
    return services.supplement_arrangement(week.pk, **{"reason": "领导另有安排", "by": by, "at": moment(23)} | facts)


def test_after_publication_nothing_is_added_without_an_addendum(published, line, planner):
    with pytest.raises(TransitionRefused):
        add(published, line(), planner)


def test_an_addendum_adds(published, line, planner):
    addendum = supplement(published, planner, line=line(day=25))

    assert (addendum.number, addendum.added.get().on) == (1, date(2026, 11, 25))


def test_what_an_addendum_changes_stays(published, line, planner):
    old = Entry.objects.get()

    supplement(published, planner, line=line(day=26), entry_id=old.pk)

    new = Entry.objects.standing().get()
    assert (new.replaces, new.on, Entry.objects.get(pk=old.pk).on) == (old, date(2026, 11, 26), date(2026, 11, 24))


def test_the_notice_of_an_addendum_says_what_was_and_what_is(published, line, planner, head):
    facts = {"entry_id": Entry.objects.get().pk, "line": line(day=26, half_day="afternoon", place="一楼")}

    supplement(published, planner, **facts)

    text = Notice.objects.filter(recipient=head).latest("pk").text
    assert "召开主任会议 11-24 上午 → 11-26 下午 一楼" in text


def test_the_notice_of_an_addendum_names_the_leader_who_changed(published, line, planner, head):
    supplement(published, planner, entry_id=Entry.objects.get().pk, line=line(leaders="苏明理"))

    assert "→ 苏明理" in Notice.objects.filter(recipient=head).latest("pk").text


def test_an_addendum_withdraws(published, planner):
    supplement(published, planner, entry_id=Entry.objects.get().pk)

    assert (Entry.objects.standing().count(), Addendum.objects.get().withdrawn.count()) == (0, 1)


def test_addenda_are_numbered(published, line, planner):
    supplement(published, planner, line=line(day=25))
    supplement(published, planner, line=line(day=26))

    assert list(published.addenda.values_list("number", flat=True)) == [1, 2]


def test_an_addendum_needs_a_reason(published, line, planner):
    with pytest.raises(Refused) as refusal:
        supplement(published, planner, line=line(day=25), reason=" ")

    assert (refusal.value.field, Addendum.objects.count()) == ("reason", 0)


def test_a_withdrawn_entry_is_not_withdrawn_again(published, planner):
    entry = Entry.objects.get()
    supplement(published, planner, entry_id=entry.pk)

    with pytest.raises(Refused):
        supplement(published, planner, entry_id=entry.pk)


def test_the_database_keeps_an_addendum(published, line, planner):
    supplement(published, planner, line=line(day=25))

    with pytest.raises(ProgrammingError), transaction.atomic():
        Addendum.objects.update(reason="另一原因")


def test_only_the_planning_officer_supplements(published, line, staff):
    with pytest.raises(PermissionDenied):
        supplement(published, staff, line=line(day=25))


def test_an_addendum_tells_the_unit_and_nobody_twice(published, line, planner, head):
    Notice.objects.all().delete()

    supplement(published, planner, line=line(day=25))

    assert list(Notice.objects.values_list("recipient", "kind")) == [(head.pk, "arrangement_supplement")]


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_46_before_publication_a_unit_sees_its_own(week, line, staff, stranger, planner):
    add(week, line(), staff)

    seen = [Entry.objects.visible_to(user).count() for user in (staff, stranger, planner)]
    assert (seen, Arrangement.objects.visible_to(stranger).count()) == ([1, 0, 1], 1)


def test_rule_46_what_is_published_everybody_sees(published, stranger):
    assert Entry.objects.visible_to(stranger).count() == 1


def test_a_month_takes_in_the_annual_plan_once(planner, units):
    month = services.open_arrangement(kind="month", day=date(2026, 3, 1), cut_off_at=moment(1), by=planner)
    item = PlanItemFactory(lead=units[0], due=("window", date(2026, 3, 1), date(2026, 3, 20), ""), leader_words="")
    for _time in range(2):
        services.collect_entries(month.pk, by=planner, at=moment(1))

    (entry,) = month.entries.all()
    assert (entry.on, entry.day_words, entry.activity, entry.unit, entry.source_url) == (
        date(2026, 3, 20),
        item.due_words,
        item.title,
        units[0],
        item.get_absolute_url(),
    )
    assert entry.note == "年度计划"
