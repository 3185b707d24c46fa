"""Steps on an item taken for somebody who is away (代理): who may, whose name the log bears, whose unit reports."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.people.models import Delegation, PostKind
from secretariat.people.queries import acting_on
from supervision.items import queries, services
from supervision.items.detail import buttons, item_page
from supervision.items.models import Extension, SupervisionItem
from supervision.items.services import extensions
from tests.supervision.factories import person
from tests.supervision.items.cast import CLOSING, DAY, DEEDS, bring, take_step

WAY = {
    "submit": "draft",
    "file": "pending",
    "dispatch": "filed",
    "acknowledge": "dispatched",
    "report": "in_progress",
    "ask_extension": "in_progress",
    "submit_closing": "in_progress",
    "pass": "under_review",
    "return": "under_review",
    "read_mark": "leader_review",
    "instruct": "leader_review",
    "sign_off": "completed",
}


@pytest.fixture
def for_(cast):
    """`for_("leader")` is somebody without any right, who acts for the leader; `for_("leader", "staff")` is staff."""

    def make(giver, taker="nobody"):
        taken = {"from_on": DAY, "until_on": DAY, "reason": "出差", "made_by": getattr(cast, giver)}
        Delegation.objects.create(giver=getattr(cast, giver), taker=getattr(cast, taker), **taken)
        return acting_on(getattr(cast, taker), DAY)

    return make


def last_names():
    event = Event.objects.select_related("actor", "behalf").order_by("-pk").first()
    return event.actor.name, event.behalf.name if event.behalf else None


@pytest.mark.parametrize(("step", "state"), WAY.items())
def test_every_step_may_be_taken_for_whoever_may(cast, item_in, for_, step, state):
    item, who = item_in(state), DEEDS[step][0]
    with pytest.raises(PermissionDenied):
        take_step(cast, item, step, by=cast.nobody)

    take_step(cast, item, step, by=for_(who))

    assert last_names() == ("无单位", getattr(cast, who).name)


@pytest.mark.parametrize("step", ["grant", "refuse"])
def test_an_extension_is_decided_for_the_leader(cast, item_in, for_, step):
    item = item_in("in_progress")
    asked = take_step(cast, item, "ask_extension")

    decide = getattr(extensions, step)
    decided = decide(asked.pk, by=for_("leader"), on=DAY, note="同意")

    assert (decided.decided_by, last_names()) == (cast.nobody, ("无单位", "秘书长"))


def test_only_on_the_days_of_the_delegation(cast, item_in, for_):
    for_("leader")

    with pytest.raises(PermissionDenied):
        take_step(cast, item_in("pending"), "file", by=acting_on(cast.nobody, date(2026, 9, 15)))


def test_whoever_has_the_right_acts_in_their_own_name(cast, item_in, for_):
    take_step(cast, item_in("pending"), "file", by=for_("leader", "deputy"))

    assert last_names() == ("副秘书长", None)


def test_the_matter_of_another_is_decided_in_their_name(cast, item_in, for_):
    take_step(cast, item_in("pending", leader=cast.leader), "file", by=for_("leader", "deputy"))

    assert last_names() == ("副秘书长", "秘书长")


def test_a_colleague_reports_for_the_handler(cast, item_in, for_):
    item = item_in("dispatched")
    take_step(cast, item, "acknowledge", by=cast.staff)

    take_step(cast, item, "report", by=for_("staff", "head"))

    assert last_names() == ("牵头处长", "牵头承办")


def test_a_report_is_of_the_unit_for_which_it_is_made(cast, item_in, for_):
    report = take_step(cast, item_in("in_progress"), "report", by=for_("staff", "stranger"))

    assert (report.author, report.unit) == (cast.stranger, cast.lead)


def test_whoever_is_away_becomes_the_handler_of_what_is_acknowledged_for_them(cast, item_in, for_):
    assert take_step(cast, item_in("dispatched"), "acknowledge", by=for_("head", "stranger")).handler == cast.head


def test_a_draft_is_followed_by_the_officer_for_whom_it_is_opened(cast, for_):
    actor = for_("officer")

    item = services.open_item(
        by=actor, behalf=cast.officer, on=DAY, lead=cast.lead, title="一", requirement="二", assignment="三"
    )

    assert (item.officer, last_names()) == (cast.officer, ("无单位", "督查甲"))


# ── Rule 27: whoever submits does not review ─────────────────────────────────────────────────────────────────────────
def reported_by(cast, by):
    """An item whose closing report `by` has submitted; it names no officer of the two."""
    item = bring(cast, "in_progress", officer=person(PostKind.SUPERVISOR))
    services.submit_closing(item.pk, by=by, on=DAY, **CLOSING)
    return SupervisionItem.objects.get(pk=item.pk)


def refused(item, by):
    with pytest.raises(PermissionDenied):
        services.pass_review(item.pk, by=by, on=DAY)
    assert "pass" not in [button["url"].split("/")[-2] for button in buttons(item, by)]
    return True


def test_rule_27_whoever_submitted_does_not_review_by_an_officers_right(cast, for_):
    assert refused(reported_by(cast, cast.staff), for_("officer", "staff"))


def test_rule_27_an_officer_who_submitted_for_the_unit_does_not_review(cast, for_):
    item = reported_by(cast, for_("staff", "officer"))

    assert (item.closing_by, item.closing_behalf) == (cast.officer, cast.staff)
    assert refused(item, cast.officer)


def test_rule_27_whoever_had_it_submitted_does_not_review(cast, for_):
    submitter = person(PostKind.SUPERVISOR, unit=cast.lead, name="本处督查")
    Delegation.objects.create(
        giver=submitter, taker=cast.stranger, from_on=DAY, until_on=DAY, reason="病假", made_by=submitter
    )
    item = reported_by(cast, acting_on(cast.stranger, DAY))

    assert item.closing_behalf == submitter
    assert refused(item, submitter)


def test_rule_27_nobody_reviews_for_whoever_submitted(cast, for_):
    submitter = person(PostKind.SUPERVISOR, unit=cast.lead)
    item = reported_by(cast, submitter)
    Delegation.objects.create(
        giver=submitter, taker=cast.nobody, from_on=DAY, until_on=DAY, reason="病假", made_by=submitter
    )

    assert refused(item, acting_on(cast.nobody, DAY))


def test_rule_27_a_right_that_came_through_the_submitters_hands_does_not_review(cast, for_):
    for_("officer", "staff")
    item = reported_by(cast, cast.staff)

    assert refused(item, for_("staff", "nobody"))


def test_rule_27_another_officer_reviews_even_for_one_who_may_not(cast, for_):
    submitter = person(PostKind.SUPERVISOR, unit=cast.lead)
    item = reported_by(cast, submitter)
    Delegation.objects.create(
        giver=submitter, taker=cast.reviewer, from_on=DAY, until_on=DAY, reason="病假", made_by=submitter
    )

    services.pass_review(item.pk, by=acting_on(cast.reviewer, DAY), on=DAY)

    assert last_names() == ("督查乙", None)


# ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_waits_for_the_one_who_is_away_waits_for_whoever_acts(cast, item_in, for_):
    mine = item_in("pending", leader=cast.leader)
    take_step(cast, item_in("in_progress", leader=cast.leader), "ask_extension")
    acting = for_("leader")

    assert queries.awaiting_leader(acting) == [mine]
    assert queries.extensions_to_decide(acting) == list(Extension.objects.all())
    assert queries.awaiting_leader(cast.nobody.__class__.objects.get(pk=cast.nobody.pk)) == []


def test_the_work_of_the_one_who_is_away_is_to_be_done(cast, item_in, for_, day):
    led, shared = item_in("dispatched"), item_in("in_progress")
    drafted = item_in("draft")

    assert queries.to_do(for_("head", "stranger"), day) == [led, shared]
    assert queries.to_do(for_("co_head", "planner"), day) == [shared]
    assert drafted in queries.to_do(for_("officer"), day)


def test_the_page_says_for_whom_its_buttons_are(cast, item_in, for_, day):
    page = item_page(item_in("pending"), for_("leader"), day)

    assert [str(person) for person in page["behalf"]] == ["秘书长"]
    assert item_page(item_in("pending"), cast.deputy, day)["behalf"] == []
