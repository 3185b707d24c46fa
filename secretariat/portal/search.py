"""Search over the whole house: every source is a function that answers with a group of hits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from planning.meetings.models import Series
from secretariat.people.models import Department, User
from supervision.items.filters import ItemFilterForm
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day

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
    """The first hits of one source; `total` counts all of them, `more_url` leads to the list of exactly these."""

    title: str
    hits: list[Hit]
    total: int
    more_url: str = ""


# A source is asked with the person, the words and the day; it answers with what the person may see (rule 46).
Source = Callable[[Any, str, date], Group]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Decorator: `source` answers searches, in the order of registration."""
    if source not in _sources:
        _sources.append(source)
    return source


def search(user: Any, words: str, *, on: date) -> list[Group]:
    """The groups that found something."""
    groups = [source(user, words, on) for source in _sources] if words else []
    return [group for group in groups if group.hits]


def group(title: str, found: QuerySet[Any], hit: Callable[[Any], Hit], *, more_url: str = "") -> Group:
    """The first rows of `found` as hits; they are counted only where there are more of them."""
    rows = list(found[: LIMIT + 1])
    total = len(rows) if len(rows) <= LIMIT else found.count()
    return Group(title, [hit(row) for row in rows[:LIMIT]], total, more_url)


@register
def matters(user: Any, words: str, on: date) -> Group:
    """Supervision items as the ledger finds them, newest number first; those not filed included."""
    asked = {"q": words, "state": "all", "order": "number"}
    visible = SupervisionItem.objects.visible_to(user).select_related("lead")
    found = ItemFilterForm(asked).apply(visible, Day.of(on))
    return group(_("Supervision items"), found, _matter, more_url=reverse("supervision:item_list", query=asked))


def _matter(item: SupervisionItem) -> Hit:
    return Hit(str(item), f"{item.lead.short} {item.get_state_display()}", item.get_absolute_url(), "flag")


@register
def series(user: Any, words: str, on: date) -> Group:
    """Series of meetings by name."""
    found = Series.objects.visible_to(user).filter(name__icontains=words)
    return group(_("Meetings"), found, lambda one: Hit(one.name, one.place, one.get_absolute_url(), "meet"))


@register
def units(user: Any, words: str, on: date) -> Group:
    """Units by name or by another name under which papers speak of them; they lead to their open items."""
    wanted = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(aliases__name__icontains=words)
    return group(_("Units"), Department.objects.filter(wanted, is_active=True).distinct(), _unit)


def _unit(unit: Department) -> Hit:
    return Hit(unit.name, "", reverse("supervision:item_list", query={"state": "open", "unit": unit.pk}), "users")


@register
def people(user: Any, words: str, on: date) -> Group:
    """Colleagues by name or pinyin."""
    wanted = Q(name__icontains=words) | Q(pinyin__istartswith=words)
    found = User.objects.filter(wanted, is_active=True).select_related("department")
    return group(_("People"), found, lambda person: Hit(str(person), _contact(person), icon="user"))


def _contact(person: User) -> str:
    extension = _("ext. %(number)s") % {"number": person.phone} if person.phone else ""
    return " ".join(filter(None, [person.department.name if person.department else "", extension]))
