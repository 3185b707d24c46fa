"""What became of the entries of a published week: done, carried over, re-dated, cancelled; the original stays."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from planning.arrangements import services
from planning.arrangements.models import Entry
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from tests.planning.arrangements.conftest import moment

SUNDAY = moment(29)
# outcome, what it asks for, and the day on which a new entry stands then
ANSWERS = [
    ("done", {}, None),
    ("carried", {}, date(2026, 12, 1)),
    ("redated", {"moved_to": date(2026, 12, 4)}, date(2026, 12, 4)),
    ("cancelled", {"note": "主讲人出差"}, None),
]


@pytest.fixture
def entry(published):
    return published.entries.get()


@pytest.fixture
def following(planner):
    return services.open_arrangement(kind="week", day=date(2026, 12, 2), cut_off_at=moment(26), by=planner)


@pytest.fixture
def review(entry, planner):
    """A function that answers for the entry of the published week."""

    def answer(outcome, **facts):
        services.review_entry(entry.pk, outcome=outcome, by=planner, at=SUNDAY, **facts)
        entry.refresh_from_db()
        return entry

    return answer


@pytest.mark.parametrize(("outcome", "facts", "day"), ANSWERS)
def test_every_answer_leaves_the_original_and_makes_what_follows(review, following, outcome, facts, day):
    entry = review(outcome, **facts)
    new = Entry.objects.filter(continues=entry)

    assert (entry.outcome, entry.on, entry.outcome_note) == (outcome, date(2026, 11, 24), facts.get("note", ""))
    assert [(one.arrangement_id, one.on, one.activity) for one in new] == (
        [(following.pk, day, entry.activity)] if day else []
    )
    assert Event.objects.about(entry)[0].verb == f"arrangement_entry.{outcome}"


def test_what_moves_to_a_week_that_is_not_open_yet_stands_in_it_when_it_is_opened(review, planner):
    entry = review("carried")
    assert not Entry.objects.filter(continues=entry).exists()
    week = services.open_arrangement(kind="week", day=date(2026, 12, 2), cut_off_at=moment(26), by=planner)

    assert [(one.on, one.continues) for one in week.entries.all()] == [(date(2026, 12, 1), entry)]


def test_what_moves_into_a_published_week_is_an_addendum(review, published):
    entry = review("redated", moved_to=date(2026, 11, 28))
    new = Entry.objects.get(continues=entry)

    assert (new.arrangement, str(new.added_in), new.added_in.reason) == (published, "增补1号", "由11-24顺延")


def test_the_unit_is_told_of_what_does_not_take_place(review, head):
    review("done")
    review("cancelled", note="主讲人出差")

    told = Notice.objects.filter(kind="arrangement_review")
    assert [(one.recipient, one.title, one.text) for one in told] == [(head, "11-24 召开主任会议 已取消", "主讲人出差")]


def test_an_answer_may_be_taken_back_until_what_follows_is_published(review, following, planner):
    review("carried")
    entry = review("")
    assert (entry.outcome, entry.moved_to, following.entries.standing().count()) == ("", None, 0)

    review("carried")
    services.coordinate_arrangement(following.pk, by=planner, at=SUNDAY)
    services.publish_arrangement(following.pk, by=planner, at=SUNDAY)
    with pytest.raises(Refused, match="请先在该安排中增补撤销"):
        review("done")


@pytest.mark.parametrize(
    ("outcome", "facts", "field"),
    [
        ("cancelled", {"note": " "}, "note"),
        ("redated", {}, "moved_to"),
        ("redated", {"moved_to": date(2026, 11, 24)}, "moved_to"),
        ("cancelled", {"note": "机密★"}, "note"),
    ],
)
def test_what_is_refused_changes_nothing(review, entry, outcome, facts, field):
    with pytest.raises(Refused) as refusal:
        review(outcome, **facts)

    entry.refresh_from_db()
    assert (refusal.value.field, entry.outcome) == (field, "")


def test_only_the_planning_office_reviews_and_only_what_is_published(week, line, planner, head, entry):
    with pytest.raises(PermissionDenied):
        services.review_entry(entry.pk, outcome="done", by=head, at=SUNDAY)


def test_the_rest_is_done_at_once_as_far_as_its_day_has_come(published, planner, line):
    for day in (27, 28):
        facts = {"line": line(day), "reason": "补报"}
        services.supplement_arrangement(published.pk, **facts, by=planner, at=moment(25))
    cancelled = published.entries.first()
    services.review_entry(cancelled.pk, outcome="cancelled", note="改为书面", by=planner, at=moment(27))

    assert services.review_entries(published.pk, by=planner, at=moment(27)) == 1
    assert list(published.entries.in_order().values_list("outcome", flat=True)) == ["cancelled", "done", ""]


@pytest.mark.parametrize(("day", "following"), [(10, date(2026, 12, 10)), (30, date(2026, 12, 30))])
def test_a_month_carries_over_to_the_same_day_of_the_next(planner, line, day, following):
    month = services.open_arrangement(kind="month", day=date(2026, 11, 1), cut_off_at=moment(1), by=planner)
    entry = services.add_entry(month.pk, line=line(day), by=planner, at=moment(1))

    assert services.next_day(entry) == following


@pytest.fixture
def counted(django_assert_num_queries):
    return django_assert_num_queries


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def desk(client, planner):
    client.force_login(planner)
    return client


def test_one_key_answers_and_the_list_comes_back(desk, entry):
    page = desk.post(
        f"/planning/arrangements/entries/{entry.pk}/review/", {"outcome": "done"}, headers={"HX-Request": "true"}
    )

    entry.refresh_from_db()
    assert (page.status_code, entry.outcome) == (200, "done")
    assert 'id="review"' in page.content.decode() and "<html" not in page.content.decode()


def test_the_cursor_goes_on_to_what_is_still_open(desk, published, planner, line):
    for day in (25, 26):
        facts = {"line": line(day), "reason": "补报"}
        services.supplement_arrangement(published.pk, **facts, by=planner, at=moment(22))
    first, second, third = published.entries.in_order()
    page = f"/planning/arrangements/{published.pk}/review/?entry="
    seen = [desk.get(f"{page}{second.pk}").context["current"]]
    for entry in (second, third, first):
        services.review_entry(entry.pk, outcome="done", by=planner, at=SUNDAY)
        seen.append(desk.get(f"{page}{entry.pk}").context["current"])

    assert seen == [second, third, first, None]


@pytest.mark.parametrize(
    ("outcome", "data", "status"),
    [
        ("cancelled", {"note": "改为书面"}, 302),
        ("cancelled", {"note": ""}, 422),
        ("redated", {"moved_to": "2026-12-04"}, 302),
        ("redated", {"moved_to": "2026-11-20"}, 422),
        ("done", {}, 404),
    ],
)
def test_a_new_day_and_a_reason_are_asked_for(desk, entry, outcome, data, status):
    assert desk.post(f"/planning/arrangements/entries/{entry.pk}/settle/{outcome}/", data).status_code == status


def test_the_rest_is_done_by_one_button(client, planner, published, entry):
    with time_machine.travel(SUNDAY, tick=False):
        client.force_login(planner)
        page = client.get(f"/planning/arrangements/{published.pk}/review/").content.decode()
        client.post(f"/planning/arrangements/{published.pk}/review/rest/")

    entry.refresh_from_db()
    assert "其余1项均已完成" in page and entry.outcome == "done"


def test_strangers_have_no_review(client, published, stranger):
    client.force_login(stranger)

    assert client.get(f"/planning/arrangements/{published.pk}/review/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_review_takes_the_same_queries_for_one_and_three(desk, published, planner, line, rows, counted):
    for n in range(rows - 1):
        facts = {"line": line(25, starts_at=time(9 + 3 * n)), "reason": "补报"}
        services.supplement_arrangement(published.pk, **facts, by=planner, at=moment(22))
    with counted(5):
        assert desk.get(f"/planning/arrangements/{published.pk}/review/").status_code == 200
