"""Who keeps which dates: drawers enter how a date of theirs is found and moved, and who decides on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Keeper:
    """The keeper of one kind of record. `date_of` answers the record's date, None where it has none any more.

    `move(pk, *, by, on, from_on, to_on, reason)` moves it by the drawer's own service and raises Refused where the
    date is no longer `from_on`, or where a rule of the drawer says no. `reads` are the relations that `date_of`
    follows: a list fetches them with the records.
    """

    label: Any
    decides: Callable[[Any], bool]
    date_of: Callable[[Any], date | None]
    move: Callable[..., Any]
    reads: Sequence[str] = ()


KEEPERS: dict[str, Keeper] = {}


def keeps(
    kind: str,
    *,
    label: Any,
    decides: Callable[[Any], bool],
    date_of: Callable[[Any], date | None],
    reads: Sequence[str] = (),
) -> Any:
    """Decorator: this function moves the dates of `kind` ("planning.meeting"). Registering it again replaces it."""

    def register(move: Callable[..., Any]) -> Callable[..., Any]:
        KEEPERS[kind] = Keeper(label, decides, date_of, move, reads)
        return move

    return register
