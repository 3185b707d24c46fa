"""State machines as tables: which step leads from where to where, who may take it, and on whose behalf (代理)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from secretariat.errors import Refused

Table = Mapping[str, "Step"]
Rights = Mapping[str, Callable[[Any, Any], bool]]


class TransitionRefused(Refused):
    """The record is not in a state from which this step may start."""


@dataclass(frozen=True)
class Step:
    """From any of `sources` to `target`; an empty target leaves the state as it is.

    `detour` is where the step may lead instead, by a rule of its service.
    """

    sources: frozenset[str]
    target: str
    detour: str = ""


def step(*sources: str, to: str, detour: str = "") -> Step:
    """A row of a table of steps."""
    return Step(frozenset(sources), to, detour)


def check(table: Table, name: str, state: str) -> Step:
    """The step `name` if it may start from `state`; raises TransitionRefused otherwise (rule 19)."""
    found = table[name]
    if state not in found.sources:
        raise TransitionRefused(_("This step is no longer possible: the record has moved on. Reload the page."))
    return found


# ── Rights, one's own and those of others ────────────────────────────────────────────────────────────────────────────
def by_right_of(user: Any, may: Callable[[Any], bool], *, named: Iterable[Any] = ()) -> list[Any]:
    """The people by whose right `user` may: themself before those for whom they act; empty where by nobody's.

    A matter that names (by id) one for whom they act, and not themself, is that one's in the first place.
    """
    people = getattr(user, "capacities", [user])
    first = set(named)
    if first and getattr(user, "pk", None) not in first:
        people = sorted(people, key=lambda person: person.pk not in first)
    return [person for person in people if may(person)]


def permit(by: Any, may: Callable[[Any], bool], *, named: Iterable[Any] = ()) -> Any | None:
    """On whose behalf `by` does what `may` allows; None where by their own right. Raises PermissionDenied."""
    people = by_right_of(by, may, named=named)
    if not people:
        raise PermissionDenied
    return None if people[0] == by else people[0]


def allowed(may: Rights, name: str, user: Any, record: Any) -> bool:
    """Whether `user` may take the step `name` on `record`, whatever its state, for themself or for somebody."""
    return bool(by_right_of(user, lambda person: may[name](person, record)))


def behalf(may: Rights, name: str, user: Any, record: Any) -> Any | None:
    """On whose behalf `user` would take the step `name` on `record`, as `take` decides it. Raises PermissionDenied."""
    return permit(user, lambda person: may[name](person, record), named=getattr(record, "named", ()))


def behalf_of(record: Any) -> Any | None:
    """On whose behalf `take` has let the record be taken; None where by the actor's own right."""
    return getattr(record, "_taken_for", None)


def open_steps(table: Table, may: Rights, record: Any, user: Any, *, state: str | None = None) -> list[str]:
    """The steps `user` may take on `record` now, in the order of the table: the buttons to show."""
    now = record.state if state is None else state
    return [name for name, found in table.items() if now in found.sources and allowed(may, name, user, record)]


def states_reachable(table: Table) -> Iterable[str]:
    """Every state that some step leads to."""
    return {state for found in table.values() for state in (found.target, found.detour) if state}


class Outdated(Refused):
    """Somebody changed the record since the form was opened; nothing was saved (409)."""


def take(rows: Any, pk: int, table: Table, may: Rights, name: str, *, by: Any, version: int | None = None) -> Any:
    """The first of the five moves: the record locked by its id, the right, the state and the version checked.

    The lock makes the second of two simultaneous clicks see the first one's state. The state stays as it was, so that
    the service can tell the event what it was before. Where the right is another's for whom `by` acts, the record
    remembers it (`behalf_of`), and its event will name both. Raises PermissionDenied, TransitionRefused or Outdated,
    and the model's DoesNotExist.
    """
    record = rows.select_for_update(of=("self",)).get(pk=pk)
    record._taken_for = behalf(may, name, by, record)
    check(table, name, record.state)
    if version is not None and version != record.version:
        raise Outdated(_("Somebody else has changed this in the meantime. Compare both versions, then save again."))
    return record
