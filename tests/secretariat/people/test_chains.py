"""Chains of delegations: how far a right goes, on which days, and that it never comes back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.people.chains import LONGEST, Link, chains_to, closes_circle, longest_with

MONDAY = date(2026, 11, 23)
A, B, C, D, E = range(1, 6)


def link(giver, taker, first=0, last=6):
    return Link(giver, taker, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def days():
    return st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)


people = st.integers(1, 6)
links = st.builds(lambda pair, span: link(*pair, *span), st.tuples(people, people), days())


def test_nobody_acts_without_a_delegation():
    assert chains_to(A, []) == {}


def test_a_right_goes_on_through_three_links_and_no_further():
    held = [link(A, B), link(B, C), link(C, D), link(D, E)]

    assert {taker: list(chains_to(taker, held)) for taker in (B, C, D, E)} == {
        B: [A],
        C: [B, A],
        D: [C, B, A],
        E: [D, C, B],
    }


def test_the_shortest_way_to_a_person_counts():
    held = [link(A, B), link(B, C), link(A, C)]

    assert chains_to(C, held) == {A: [link(A, C)], B: [link(B, C)]}


def test_a_circle_in_the_table_leads_nowhere():
    held = [link(A, B), link(B, A), link(A, A)]

    assert (list(chains_to(A, held)), list(chains_to(B, held))) == ([B], [A])


@pytest.mark.parametrize(
    ("new", "kept", "circle", "longest"),
    [
        (link(A, B), [], False, 1),
        (link(A, B), [link(B, A)], True, 3),
        (link(A, B, 0, 2), [link(B, A, 3, 6)], False, 1),
        (link(A, B), [link(B, C), link(C, A)], True, 4),
        (link(C, D), [link(A, B), link(B, C)], False, 3),
        (link(C, D), [link(A, B), link(B, C), link(D, E)], False, 4),
        # The four hold on no day together.
        (link(C, D), [link(A, B, 0, 1), link(B, C), link(D, E, 2, 6)], False, 3),
        (link(C, D, 0, 3), [link(A, B, 2, 6), link(B, C), link(D, E, 2, 2)], False, 4),
    ],
)
def test_circle_and_length_are_those_of_some_day(new, kept, circle, longest):
    assert closes_circle(new, kept) is circle
    if not circle:
        assert longest_with(new, kept) == longest


@given(st.lists(links, max_size=10), people)
def test_whatever_the_table_holds_chains_are_short_and_end_with_others(held, taker):
    for giver, chain in chains_to(taker, held).items():
        assert 1 <= len(chain) <= LONGEST
        assert giver != taker and chain[-1].giver == giver and chain[0].taker == taker
        assert all(one.giver == other.taker for one, other in pairwise(chain))


@given(st.lists(links, max_size=8))
def test_what_is_let_in_one_by_one_keeps_every_day_free_of_circles_and_long_chains(wanted):
    kept = []
    for new in wanted:
        if new.giver != new.taker and not closes_circle(new, kept) and longest_with(new, kept) <= LONGEST:
            kept.append(new)

    for day in (MONDAY + timedelta(days=n) for n in range(7)):
        held = [one for one in kept if one.from_on <= day <= one.until_on]
        assert max((_depth(person, held) for person in range(1, 7)), default=0) <= LONGEST


def _depth(person, held, seen=()):
    assert person not in seen, "a circle"
    onward = [one.taker for one in held if one.giver == person]
    return max((1 + _depth(taker, held, (*seen, person)) for taker in onward), default=0)
