"""How a sheet becomes drafts: the reader that `exchange` knows under the kind "items", and the template for it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from secretariat.exchange.readers import Frame, Options, Reading, register
from secretariat.exchange.writing import template
from secretariat.people import queries as people
from secretariat.people.models import Department, PostKind
from secretariat.workbooks.sheets import Sheet
from secretariat.workdays import queries as workdays
from secretariat.workflow import by_right_of, permit
from supervision.items import services
from supervision.items.headings import CHOICES, CLASSES, CYCLES, HEADS, LABELS, TITLE, example
from supervision.items.models import SupervisionItem
from supervision.items.parsing import Facts, FoundItem, Person, key_of, read_items, titles_of
from supervision.items.rules import may_draft
from supervision.items.states import DROPPED

KIND = "items"
_LEADERS = {PostKind.DEPUTY, PostKind.SECRETARY_GENERAL}


class ItemReader:
    """`options` hold "on", the day of the upload, and whether items are taken that the ledger has ("takes_known")."""

    kind = KIND

    def may(self, user: Any) -> bool:
        return bool(by_right_of(user, may_draft))

    def read(self, sheet: Sheet, options: Options) -> Reading:
        facts = Facts(
            units=tuple(people.units()),
            people=_people(),
            known=_known(titles_of(sheet)),
            calendar=workdays.load(),
            on=date.fromisoformat(options["on"]),
            takes_known=bool(options.get("takes_known")),
        )
        return read_items(sheet, facts)

    def frame(self, reading: Reading, options: Options) -> Frame:
        return Frame()

    def check_undo(self, made: Iterable[tuple[str, int]]) -> None:
        """A draft on which nobody has worked may always go."""

    def save(self, reading: Reading, options: Options, *, by: Any, on: date) -> list[models.Model]:
        behalf = permit(by, may_draft)
        units = {unit.name: unit for unit in Department.objects.filter(is_active=True)}
        return [_open(row.found, units, by=by, behalf=behalf, on=on) for row in reading.good]


def _open(found: FoundItem, units: dict[str, Department], *, by: Any, behalf: Any, on: date) -> SupervisionItem:
    names = ("title", "assignment", "requirement", "product", "due_on", "cycle", "importance", "label")
    facts = {name: getattr(found, name) for name in names}
    partners = [units[name] for name in found.co_units]
    named: dict[str, Any] = {"handler_id": found.handler, "leader_id": found.leader}
    return services.open_item(by=by, behalf=behalf, on=on, lead=units[found.lead], co_units=partners, **facts, **named)


def _people() -> dict[str, list[Person]]:
    """Everybody who can be chosen, by name: one query for the people, one for their posts."""
    found: dict[str, list[Person]] = defaultdict(list)
    for user in people.people_to_choose().select_related("department").prefetch_related("posts"):
        leads = any(post.kind in _LEADERS for post in user.posts.all())
        found[user.name].append(Person(user.pk, user.department.name if user.department else "", leads))
    return found


def _known(titles: Iterable[str]) -> dict[str, str]:
    """Which of these titles the ledger has, and as what; those that were dropped may come again."""
    found = SupervisionItem.objects.filter(deleted_at=None, title__in=list(titles)).exclude(state__in=DROPPED)
    return {key_of(item.title): item.number_text or item.get_state_display() for item in found.order_by("-pk")}


def item_template() -> bytes:
    """The sheet to be filled in: headings, an example, and the units, classes and cycles to choose from."""
    names = [unit.name for unit in people.units()]
    heads = [words[0] for words in HEADS.values()]
    lists = {"lead": names, "importance": list(CLASSES), "label": list(LABELS), "cycle": list(CYCLES)}
    offered = {HEADS[name][0]: values for name, values in lists.items()}
    row = example(names[0] if names else "", names[1:3])
    return template(heads, row, offered, title=TITLE, lists_title=CHOICES)


register(ItemReader())
