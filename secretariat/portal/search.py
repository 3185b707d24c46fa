"""Search over the whole house: every source is a function that answers with a group of hits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.people.models import Department, User

LIMIT = 10


@dataclass(frozen=True)
class Hit:
    """One line of the answer; without `url` it only tells."""

    title: str
    note: str = ""
    url: str = ""
    icon: str = "doc"


@dataclass(frozen=True)
class Group:
    """The hits of one source; `total` counts all of them, `more_url` leads to the list that shows them."""

    title: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    more_url: str = ""


Source = Callable[[Any, str, int], Group]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Decorator: `source(user, words, limit)` answers a search with what `user` may see (rule 46)."""
    if source not in _sources:
        _sources.append(source)
    return source


def search(user: Any, words: str) -> list[Group]:
    """The groups that found something, in the order in which their sources were registered."""
    groups = [source(user, words, LIMIT) for source in _sources] if words else []
    return [group for group in groups if group.hits]


@register
def units(user: Any, words: str, limit: int) -> Group:
    """Units by name or by another name under which papers speak of them."""
    wanted = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(aliases__name__icontains=words)
    found = Department.objects.filter(wanted, is_active=True).distinct()
    return Group(_("Units"), [Hit(unit.name, icon="users") for unit in found[:limit]], found.count())


@register
def people(user: Any, words: str, limit: int) -> Group:
    """Colleagues by name or pinyin."""
    wanted = Q(name__icontains=words) | Q(pinyin__istartswith=words)
    found = User.objects.filter(wanted, is_active=True).select_related("department")
    hits = [Hit(str(person), _contact(person), icon="user") for person in found[:limit]]
    return Group(_("People"), hits, found.count())


def _contact(person: User) -> str:
    extension = _("ext. %(number)s") % {"number": person.phone} if person.phone else ""
    return " ".join(filter(None, [person.department.name if person.department else "", extension]))


def page_url(words: str) -> str:
    """The address of the answer to `words`."""
    return reverse("search", query={"q": words})
