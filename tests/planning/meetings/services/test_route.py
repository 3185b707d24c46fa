"""The approval route of minutes: set for a series, kept at submission, passed on by each signature."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from planning.meetings import services
from planning.meetings.models import Meeting
from planning.meetings.todo import minutes_tasks
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.people.models import Acting
from secretariat.workflow import Outdated
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 12)


@pytest.fixture
def series(ended, planner, deputy, leader):
    """The series of the meeting that has ended: the deputy checks, the secretary-general issues."""
    return services.set_route(ended.series_id, by=planner, signers=[(deputy, "check"), (leader, "issue")])


@pytest.fixture
def review(series, ended, planner):
    """Its minutes, submitted by the planner, with nothing else in the way of their publication."""
    services.not_track_decision(ended.decisions.get().pk, reason="已办", by=planner)
    return services.submit_minutes(ended.pk, by=planner, on=DAY)


def sign(meeting, person):
    return services.approve_minutes(meeting.pk, by=person, on=DAY)


def on_route(meeting):
    rows = Meeting.objects.get(pk=meeting.pk).signers.all()
    return [(one.person.pk, one.called, one.approval_id is not None) for one in rows]


def asked(*people):
    return [bool(minutes_tasks(person)) for person in people]


# ── Setting ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_series_names_who_signs_in_order(series, deputy, leader):
    assert list(series.signers.values_list("person", "called")) == [(deputy.pk, "check"), (leader.pk, "issue")]
    assert Event.objects.filter(verb="series.route_set").count() == 1


def test_only_who_founds_series_sets_a_route(coming, leader, deputy):
    with pytest.raises(PermissionDenied):
        services.set_route(coming.series_id, by=leader, signers=[(deputy, "issue")])


def test_a_route_that_somebody_else_changed_is_not_saved(series, planner):
    with pytest.raises(Outdated):
        services.set_route(series.pk, by=planner, signers=[], version=series.version - 1)
    assert series.signers.count() == 2


def test_who_stands_there_twice_or_reads_no_drafts_is_refused_by_name(coming, planner, deputy, head):
    for wrong in (deputy, head):
        with pytest.raises(Refused, match=wrong.name) as refusal:
            services.set_route(coming.series_id, by=planner, signers=[(deputy, "check"), (wrong, "issue")])
        assert refusal.value.field == "person_2"
    assert not coming.series.signers.exists()


# ── Signing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_signature_passes_the_minutes_on_and_only_the_next_is_asked(review, deputy, leader):
    found = [asked(deputy, leader)]
    sign(review, deputy)
    found.append(asked(deputy, leader))
    sign(review, leader)
    found.append(asked(deputy, leader))

    assert found == [[True, False], [False, True], [False, False]]
    assert on_route(review) == [(deputy.pk, "check", True), (leader.pk, "issue", True)]
    called = review.approvals.filter(verdict="approved").values_list("called", flat=True)
    assert list(called) == ["check", "issue"]
    verbs = Event.objects.filter(verb__in=["meeting.minutes_checked", "meeting.minutes_signed"]).order_by("pk")
    assert list(verbs.values_list("actor", flat=True)) == [deputy.pk, leader.pk]


def test_only_whose_turn_it_is_is_told(review, deputy, leader, supervisor):
    def told():
        return {(one.recipient, one.kind) for one in Notice.objects.exclude(recipient=supervisor)}

    first = told()
    sign(review, deputy)

    assert (deputy, "meeting_submit") in first
    assert leader not in {person for person, _kind in first}
    assert told() - first == {(leader, "meeting_pass_on")}


def test_out_of_turn_nobody_signs_or_returns_and_is_told_whose_turn_it_is(review, deputy, leader, stored):
    before = stored()
    for act in (services.approve_minutes, lambda pk, **who: services.return_minutes(pk, reason="补充", **who)):
        with pytest.raises(Refused, match=rf"现由{deputy.name}（核稿）审签"):
            act(review.pk, by=leader, on=DAY)
    assert stored() == before

    sign(review, deputy)
    with pytest.raises(Refused, match=rf"现由{leader.name}（签发）审签"):
        sign(review, deputy)


def test_once_all_have_signed_nobody_signs_or_returns(review, deputy, leader):
    for person in (deputy, leader):
        sign(review, person)

    with pytest.raises(Refused, match="均已签署"):
        services.return_minutes(review.pk, by=leader, on=DAY, reason="补充")


def test_who_reads_no_drafts_is_told_nothing(review, head):
    with pytest.raises(PermissionDenied):
        sign(review, head)


def test_who_acts_for_the_next_signs_for_them_even_if_on_the_route(review, deputy, leader):
    sign(review, deputy)
    leader.hands = frozenset({leader.pk, deputy.pk})
    deputy.acting = (Acting(leader, DAY, DAY),)
    waiting = asked(deputy)

    sign(review, deputy)

    last = review.approvals.latest("pk")
    assert (waiting, last.by, last.behalf, last.called) == ([True], deputy, leader, "issue")


def test_returned_minutes_begin_the_route_anew_and_keep_who_had_signed(review, planner, deputy, leader):
    sign(review, deputy)
    services.return_minutes(review.pk, by=leader, on=DAY, reason="补充时限")
    assert on_route(review) == []

    services.submit_minutes(review.pk, by=planner, on=DAY)

    assert on_route(review) == [(deputy.pk, "check", False), (leader.pk, "issue", False)]
    assert review.approvals.filter(called="check").count() == 1


def test_withdrawn_minutes_begin_the_route_anew(review, planner, deputy):
    sign(review, deputy)

    services.withdraw_minutes(review.pk, by=planner, on=DAY)
    services.submit_minutes(review.pk, by=planner, on=DAY)

    assert [signed for _person, _called, signed in on_route(review)] == [False, False]


def test_a_change_of_the_series_concerns_the_next_minutes(review, planner, deputy, leader):
    services.set_route(review.series_id, by=planner, signers=[])

    assert on_route(review) == [(deputy.pk, "check", False), (leader.pk, "issue", False)]
    services.withdraw_minutes(review.pk, by=planner, on=DAY)
    services.submit_minutes(review.pk, by=planner, on=DAY)
    assert on_route(review) == []
    assert sign(review, leader).approvals.latest("pk").called == ""


def test_minutes_are_not_submitted_to_somebody_who_submits_them_or_reads_no_drafts_any_more(
    ended, planner, supervisor, deputy, stored
):
    services.set_route(ended.series_id, by=planner, signers=[(planner, "check"), (deputy, "issue")])
    deputy.posts.all().delete()
    before = stored()

    for submitter, named in ((planner, planner), (supervisor, deputy)):
        with pytest.raises(Refused, match=named.name):
            services.submit_minutes(ended.pk, by=submitter, on=DAY)
    assert stored() == before


# ── Publication ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_minutes_are_published_once_the_last_has_signed_and_until_then_it_is_said_who_is_missing(
    review, planner, deputy, leader
):
    sign(review, deputy)
    with pytest.raises(Refused, match=rf"尚待{leader.name}（签发）签署"):
        services.publish_minutes(review.pk, by=planner, on=DAY)

    sign(review, leader)

    assert services.publish_minutes(review.pk, by=planner, on=DAY).state == "published"


def test_the_keepers_are_asked_to_publish_only_then(review, planner, deputy, leader):
    sign(review, deputy)
    before = asked(planner)
    sign(review, leader)

    assert (before, asked(planner)) == ([False], [True])


def test_pasted_minutes_have_no_route(coming, planner, deputy):
    services.set_route(coming.series_id, by=planner, signers=[(deputy, "issue")])
    services.paste_minutes(coming.pk, text="一、由行政处牵头，11月20日前完成布展。", by=planner, on=DAY)
    services.not_track_decision(coming.decisions.get().pk, reason="已办", by=planner)

    assert services.publish_minutes(coming.pk, by=planner, on=DAY).state == "published"
    assert on_route(coming) == []


def test_a_stranger_signs_nothing(review):
    with pytest.raises(PermissionDenied):
        sign(review, UserFactory())
