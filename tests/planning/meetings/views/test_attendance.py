"""Pages of who comes: the list, its form, leave, the ticks, and where the approver finds the leave."""

from datetime import date

import pytest
from django.urls import reverse

from planning.meetings.models import Attendance
from tests.planning.factories import AttendanceFactory, MeetingFactory


@pytest.fixture
def ahead(units):
    """A meeting that is to come whenever the test runs."""
    return MeetingFactory(nominal_on=date(2099, 1, 5), number=7)


@pytest.fixture
def over(units):
    """A meeting that was held and is not minuted yet."""
    return MeetingFactory(nominal_on=date(2026, 9, 28), number=8)


def page(meeting, name="meeting_attendance"):
    return reverse(f"planning:{name}", args=[meeting.pk])


def step(guest, name):
    return reverse("planning:leave_step", args=[guest.pk, name])


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_meeting_shows_counts_and_names(signed_in, planner, ahead, head):
    AttendanceFactory(meeting=ahead, person=head)
    AttendanceFactory(meeting=ahead, name="王教授", kind="observer", state="leave")

    shown = signed_in(planner).get(ahead.get_absolute_url())

    assert (shown.context["roll"].expected, len(shown.context["roll"].leave)) == (2, 1)
    assert (head.name in shown.content.decode(), "王教授" in shown.content.decode()) == (True, True)


def test_who_is_invited_sees_the_meeting_and_the_own_row_only(signed_in, head, stranger, ahead):
    own = AttendanceFactory(meeting=ahead, person=head)
    AttendanceFactory(meeting=ahead, name="王教授")

    shown = signed_in(head).get(page(ahead))

    assert [row.guest for row in shown.context["rows"]] == [own]
    assert ("王教授" in shown.content.decode(), page(ahead, "meeting_guests") in shown.content.decode()) == (
        False,
        False,
    )
    assert signed_in(stranger).get(page(ahead)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_meeting_keep_to_their_queries(signed_in, planner, ahead, django_assert_max_num_queries, rows):
    AttendanceFactory.create_batch(rows, meeting=ahead, state="asked")
    client = signed_in(planner)

    with django_assert_max_num_queries(8):
        client.get(page(ahead))
    with django_assert_max_num_queries(12):
        client.get(ahead.get_absolute_url())


# ── Setting who comes ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_planner_sets_who_comes(signed_in, planner, leader, ahead, units):
    typed = {
        "present_people": [leader.pk],
        "present_units": [units["财务处"].pk],
        "observer_names": "王教授、李主任\n赵委员",
        "version": ahead.version,
    }

    answer = signed_in(planner).post(page(ahead, "meeting_guests"), typed)

    assert answer["Location"] == page(ahead)
    guests = [guest.words for guest in Attendance.objects.order_by("-kind", "ordinal")]
    assert guests[:2] == [leader.name, "财务处"]
    assert set(guests[2:]) == {"王教授", "李主任", "赵委员"}


def test_who_is_both_participant_and_observer_is_named_at_the_field(signed_in, planner, leader, ahead):
    typed = {"present_people": [leader.pk], "observer_people": [leader.pk], "version": ahead.version}

    answer = signed_in(planner).post(page(ahead, "meeting_guests"), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["observer_people"])
    assert not Attendance.objects.exists()


def test_the_standing_participants_of_a_series_are_set_with_who_approves_leave(signed_in, planner, leader, ahead):
    typed = {"present_people": [leader.pk], "leave_approver": "planner", "take_up_days": 10, "version": 1}

    answer = signed_in(planner).post(reverse("planning:series_guests", args=[ahead.series_id]), typed)

    ahead.series.refresh_from_db()
    assert (answer.status_code, ahead.series.leave_approver) == (302, "planner")
    assert Attendance.objects.get().person == leader


def test_an_outdated_form_of_guests_is_not_saved(signed_in, planner, leader, ahead):
    typed = {"present_people": [leader.pk], "version": ahead.version + 1}

    assert signed_in(planner).post(page(ahead, "meeting_guests"), typed).status_code == 409
    assert not Attendance.objects.exists()


# ── Leave ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_leave_is_asked_for_and_found_and_approved_among_the_own_work(signed_in, head, leader, ahead):
    guest = AttendanceFactory(meeting=ahead, person=head)
    signed_in(head).post(step(guest, "ask_leave"), {"reason": "外出调研", "version": 1})

    work = signed_in(leader).get(reverse("my_work")).content.decode()
    signed_in(leader).post(step(guest, "approve_leave"), {"version": 2})

    assert (step(guest, "approve_leave") in work, "外出调研" in work) == (True, True)
    assert Attendance.objects.get().state == "leave"


def test_nobody_else_finds_the_leave_among_the_own_work(signed_in, head, deputy, planner, ahead):
    guest = AttendanceFactory(meeting=ahead, person=head, state="asked")

    for person in (head, deputy, planner):
        assert step(guest, "approve_leave") not in signed_in(person).get(reverse("my_work")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_work_keeps_to_its_queries(signed_in, leader, ahead, django_assert_max_num_queries, rows):
    AttendanceFactory.create_batch(rows, meeting=ahead, state="asked")
    client = signed_in(leader)

    with django_assert_max_num_queries(12):
        client.get(reverse("my_work"))


def test_leave_without_reason_is_named_at_the_field(signed_in, head, ahead):
    guest = AttendanceFactory(meeting=ahead, person=head)

    answer = signed_in(head).post(step(guest, "ask_leave"), {"substitute": "李副处长", "version": 1})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert "李副处长" in answer.content.decode()


def test_a_step_that_does_not_exist_is_404_and_that_of_others_403(signed_in, head, ahead):
    guest = AttendanceFactory(meeting=ahead, person=head, state="asked")

    statuses = [signed_in(head).get(step(guest, name)).status_code for name in ("vanish", "approve_leave")]

    assert statuses == [404, 403]


# ── Who came ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_came_is_ticked_in_one_form(signed_in, planner, over):
    came, away = AttendanceFactory.create_batch(2, meeting=over)

    answer = signed_in(planner).post(page(over, "meeting_came"), {"came": [came.pk], "version": over.version})

    assert answer["Location"] == page(over)
    assert set(Attendance.objects.values_list("pk", "came")) == {(came.pk, True), (away.pk, False)}


def test_ticks_before_the_meeting_are_refused_and_kept_on_the_page(signed_in, planner, ahead):
    guest = AttendanceFactory(meeting=ahead)

    answer = signed_in(planner).post(page(ahead, "meeting_came"), {"came": [guest.pk], "version": ahead.version})

    assert (answer.status_code, answer.context["ticked"]) == (422, {guest.pk})
