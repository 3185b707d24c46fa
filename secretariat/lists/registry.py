"""The lists of the house by name: where each stands, and what of its address a saved view keeps."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

LONGEST = 1_000


@dataclass(frozen=True)
class ListPage:
    """A list that is declared once. `keeps` are the parameters of its address that say what is shown and how."""

    name: str
    label: Any
    url_name: str
    keeps: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def query_of(self, asked: QueryDict) -> str:
        """What of an address a view keeps, always in the same order; without page, selected row and what is unknown."""
        pairs = [(name, value) for name in self.keeps for value in asked.getlist(name) if value]
        return urlencode(pairs)[:LONGEST]

    def address(self, query: str) -> str:
        """The list as a view shows it."""
        return f"{self.url}?{query}" if query else self.url


LISTS: dict[str, ListPage] = {}


def register(page: ListPage) -> ListPage:
    """Make a list known by its name, so that views of it can be saved."""
    LISTS[page.name] = page
    return page
