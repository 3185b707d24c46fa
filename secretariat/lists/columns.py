"""The columns of a list: declared once for the page, the choice of columns and the export."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """`value` is what stands in a sheet, given a row; `related` what the query must bring along for it.

    `kept` columns cannot be chosen away; those that are not `shown` are there for whoever asks for them.
    """

    name: str
    label: Any
    value: Callable[[Any], Any]
    related: tuple[str, ...] = ()
    kept: bool = False
    shown: bool = True


def chosen(columns: Sequence[Column], asked: Iterable[str]) -> list[Column]:
    """The columns that an address asks for, in the order of the list; the usual ones where it names none it has."""
    wanted = set(asked)
    if not wanted & {column.name for column in columns}:
        return [column for column in columns if column.shown or column.kept]
    return [column for column in columns if column.kept or column.name in wanted]
