"""Letting another act: who may, on which days, in which chain; and who acts for whom on a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people import services
from secretariat.people.models import Delegation, PostKind
from secretariat.people.queries import Away, acting_on, acts_for, away_on, delegations_of
from tests.secretariat.factories import UserFactory
from tests.secretariat.people.conftest import FIRST, LAST, TODAY
from tests.supervision.factories import DepartmentFactory, person


def give(giver, taker, *, by=None, on=TODAY, **facts):
    usual = {"from_on": FIRST, "until_on": LAST, "reason": "出差"}
    return services.give_delegation(giver=giver, taker=taker, by=by or giver, on=on, **usual | facts)


# ── Giving and revoking ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_delegation_is_given_and_recorded(anna, bert):
    given = give(anna, bert, reason=" 赴成都考察 ")

    event = Event.objects.get(verb="delegation.given")
    assert (given.reason, given.made_by, str(given)) == ("赴成都考察", anna, "安娜 → 伯特 2026-11-20—2026-11-27")
    assert (event.actor, event.subject, event.whole, event.note) == (anna, given, anna, "赴成都考察")


def test_an_administrator_enters_it_for_somebody_who_is_away(anna, bert):
    assert give(anna, bert, by=person(PostKind.ADMINISTRATOR)).giver == anna


@pytest.mark.parametrize("kind", [PostKind.SECRETARY_GENERAL, PostKind.HEAD, PostKind.AUDITOR])
def test_nobody_else_lets_others_act_for_a_person(anna, bert, kind):
    with pytest.raises(PermissionDenied):
        give(anna, bert, by=person(kind, unit=DepartmentFactory()))


def test_whoever_acts_for_a_person_does_not_delegate_for_them(anna, bert, carl, let):
    with pytest.raises(PermissionDenied):
        give(anna, carl, by=let(anna, bert))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"until_on": FIRST - timedelta(days=1)}, "until_on"),
        ({"from_on": date(2026, 11, 2), "until_on": date(2026, 11, 22)}, "until_on"),
        ({"reason": "  "}, "reason"),
        ({"reason": "机密★5年"}, "reason"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused_at_its_field(anna, bert, facts, field):
    with pytest.raises(Refused) as refusal:
        give(anna, bert, **facts)

    assert (refusal.value.field, Delegation.objects.count()) == (field, 0)


def test_nobody_acts_for_themself(anna):
    with pytest.raises(Refused) as refusal:
        give(anna, anna)

    assert refusal.value.field == "taker"


def test_nobody_acts_who_has_left(anna):
    with pytest.raises(Refused):
        give(anna, UserFactory(is_active=False))


def test_one_day_is_a_period(anna, bert):
    assert give(anna, bert, from_on=LAST, until_on=LAST).from_on == LAST


@pytest.mark.parametrize(("first", "last"), [(0, 0), (-3, 0), (7, 9), (2, 4), (-9, 30)])
def test_a_pair_does_not_overlap(anna, bert, first, last):
    give(anna, bert)

    with pytest.raises(Refused) as refusal:
        give(anna, bert, from_on=FIRST + timedelta(days=first), until_on=FIRST + timedelta(days=last), on=FIRST)

    assert refusal.value.field == "from_on"


def test_a_pair_may_follow_itself(anna, bert):
    give(anna, bert)

    assert give(anna, bert, from_on=LAST + timedelta(days=1), until_on=LAST + timedelta(days=3))


def test_the_database_refuses_an_overlap_as_well(anna, bert, let):
    let(anna, bert)

    with pytest.raises(IntegrityError, match="delegation_pair_once_a_day"), transaction.atomic():
        let(anna, bert, from_on=LAST, until_on=LAST)
    let(anna, bert, from_on=LAST, until_on=LAST, revoked_at=f"{LAST} 09:00+08:00")


def test_a_circle_is_refused(anna, bert, carl):
    give(anna, bert)
    give(bert, carl)

    for taker, giver in ((anna, bert), (anna, carl)):
        with pytest.raises(Refused) as refusal:
            give(giver, taker)
        assert refusal.value.field == "taker"


def test_three_in_a_row_are_allowed_and_the_fourth_is_refused_at_either_end(anna, bert, carl, dora):
    give(bert, carl)
    give(carl, dora)
    give(anna, bert)

    with pytest.raises(Refused):
        give(dora, UserFactory())
    with pytest.raises(Refused):
        give(UserFactory(), anna)
    assert [str(one) for one in acts_for(dora, TODAY)] == ["卡尔", "伯特", "安娜"]


def test_a_delegation_is_revoked_at_once(anna, bert):
    given = give(anna, bert)

    services.revoke_delegation(given.pk, by=anna, on=TODAY)

    assert acts_for(bert, TODAY) == []
    assert Event.objects.filter(verb="delegation.revoked", actor=anna, subject_id=given.pk).exists()
    assert give(anna, bert)


def test_the_taker_does_not_revoke(anna, bert):
    with pytest.raises(PermissionDenied):
        services.revoke_delegation(give(anna, bert).pk, by=bert, on=TODAY)


def test_what_is_over_is_not_revoked(anna, bert):
    given = give(anna, bert)
    with pytest.raises(Refused):
        services.revoke_delegation(given.pk, by=anna, on=LAST + timedelta(days=1))

    services.revoke_delegation(given.pk, by=anna, on=LAST)
    with pytest.raises(Refused):
        services.revoke_delegation(given.pk, by=anna, on=LAST)


# ── Who acts for whom ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("on", "acts"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_the_day_of_the_act_decides(anna, bert, let, on, acts):
    let(anna, bert)

    assert acts_for(bert, on) == ([anna] if acts else [])


def test_whoever_has_left_neither_acts_nor_is_acted_for(anna, bert, carl, let):
    let(anna, bert)
    let(bert, carl)
    bert.is_active = False
    bert.save()

    assert acts_for(carl, TODAY) == []


def test_those_acted_for_come_with_their_posts_in_one_query(bert, let, django_assert_num_queries):
    unit = DepartmentFactory()
    head = person(PostKind.HEAD, unit=unit)
    let(head, bert)
    assert not bert.holds(PostKind.HEAD)

    with django_assert_num_queries(1):
        acting = acting_on(bert, TODAY)
        assert acting.acts_as(PostKind.HEAD)
        assert (acting.acting_units, acting.acting[0].giver.heads) == ({unit.pk}, {unit.pk})
        assert (acting.acting[0].from_on, acting.acting[0].until_on) == (FIRST, LAST)


def test_a_chain_holds_on_the_days_of_all_its_links(anna, bert, carl, let):
    let(anna, bert, until_on=date(2026, 11, 25))
    let(bert, carl, from_on=TODAY)

    (direct, through) = acting_on(carl, TODAY).acting
    assert (direct.giver, direct.from_on, direct.until_on) == (bert, TODAY, LAST)
    assert (through.giver, through.from_on, through.until_on) == (anna, TODAY, date(2026, 11, 25))


def test_a_right_lies_in_the_hands_of_everyone_it_came_through(anna, bert, carl, let):
    let(anna, bert)
    (direct, through) = let(bert, carl).acting

    assert (carl.hands, direct.giver.hands) == ({carl.pk}, {carl.pk, bert.pk})
    assert through.giver.hands == {carl.pk, bert.pk, anna.pk}


def test_somebody_read_from_elsewhere_acts_for_nobody(anna, bert, let):
    let(anna, bert)

    assert type(bert).objects.get(pk=bert.pk).capacities == [bert]


def test_who_is_away_is_found_with_those_who_act(anna, bert, carl, let):
    let(anna, bert)
    let(bert, carl)

    assert away_on(TODAY) == {anna.pk: Away("安娜", [bert.pk, carl.pk]), bert.pk: Away("伯特", [carl.pk])}
    assert away_on(LAST + timedelta(days=1)) == {}


def test_ones_delegations_are_those_that_hold_or_will(anna, bert, carl, let):
    let(anna, bert)
    let(carl, anna, from_on=LAST, until_on=LAST)
    let(anna, carl, from_on=date(2026, 11, 2), until_on=date(2026, 11, 3))
    let(bert, carl)

    assert [(str(one.giver), str(one.taker)) for one in delegations_of(anna, TODAY)] == [
        ("安娜", "伯特"),
        ("卡尔", "安娜"),
    ]
