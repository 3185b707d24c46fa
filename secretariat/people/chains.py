"""Chains of delegations: A lets B act, B lets C act, and so C may act for A; at most three in a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LONGEST = 3

Span = tuple[date, date]


@dataclass(frozen=True)
class Link:
    """`taker` acts for `giver` on these days, both included; people by their ids."""

    giver: int
    taker: int
    from_on: date
    until_on: date

    @property
    def span(self) -> Span:
        return self.from_on, self.until_on


def chains_to(taker: int, links: Iterable[Link]) -> dict[int, list[Link]]:
    """For whom `taker` acts by links that all hold: each person with the shortest chain to them, the nearest first.

    Longer chains than LONGEST lead nowhere, whatever the table holds; nobody acts for themself.
    """
    found: dict[int, list[Link]] = {}
    held = list(links)
    ends: list[list[Link]] = [[link] for link in held if link.taker == taker]
    while ends:
        chain = ends.pop(0)
        giver = chain[-1].giver
        if giver == taker or giver in found:
            continue
        found[giver] = chain
        if len(chain) < LONGEST:
            ends += [[*chain, link] for link in held if link.taker == giver]
    return found


def comes_to(person: int, new: Link, links: Sequence[Link]) -> bool:
    """Whether on some day the right given by `new` would come to `person`."""
    return any(reached == person for reached, _length, _span in _onward(new.taker, new.span, links))


def closes_circle(new: Link, links: Sequence[Link]) -> bool:
    """Whether on some day the right given by `new` would come back to its giver."""
    return comes_to(new.giver, new, links)


def longest_with(new: Link, links: Sequence[Link]) -> int:
    """How many links the longest chain has that `new` would be part of on some day."""
    lengths = [
        before + 1 + after
        for _giver, before, span in _backward(new.giver, new.span, links)
        for _taker, after, _span in _onward(new.taker, span, links)
    ]
    return max(lengths)


def _onward(person: int, span: Span, links: Sequence[Link], length: int = 0) -> Iterator[tuple[int, int, Span]]:
    """Everyone to whom the right of `person` goes on within `span`, with the links in between."""
    yield person, length, span
    if length <= LONGEST:
        for link in links:
            common = _common(span, link.span)
            if link.giver == person and common:
                yield from _onward(link.taker, common, links, length + 1)


def _backward(person: int, span: Span, links: Sequence[Link]) -> Iterator[tuple[int, int, Span]]:
    turned = [Link(link.taker, link.giver, link.from_on, link.until_on) for link in links]
    return _onward(person, span, turned)


def _common(one: Span, other: Span) -> Span | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None
