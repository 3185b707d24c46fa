"""Reads the units that running text names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of the table: what it is called, its other names, its kind, its place in the organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    order: int = 0
