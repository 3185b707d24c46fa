"""How a sheet becomes a plan: the reader that `exchange` knows under the kind "plan"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from planning.plans.models import PlanKind
from planning.plans.parsing import FoundItem, read_plan
from planning.plans.rules import writes_plans
from planning.plans.services import NewItem, draft_plan
from secretariat.exchange.readers import Options, Reading, register
from secretariat.people import queries as people
from secretariat.people.models import Department
from secretariat.workbooks.sheets import Sheet
from secretariat.workdays import queries as workdays
from secretariat.workflow import by_right_of

KIND = "plan"


class PlanReader:
    """`options` may hold year, kind, title, document_number and platform; "on" is the day of the upload."""

    kind = KIND

    def may(self, user: Any) -> bool:
        return bool(by_right_of(user, writes_plans))

    def read(self, sheet: Sheet, options: Options) -> Reading:
        return read_plan(
            sheet,
            units=people.units(),
            calendar=workdays.load(),
            on=date.fromisoformat(options["on"]),
            year=options.get("year"),
            platform=options.get("platform", ""),
        )

    def save(self, reading: Reading, options: Options, *, by: Any, on: date) -> list[models.Model]:
        head = head_of(reading, options)
        units = {unit.name: unit for unit in Department.objects.filter(is_active=True)}
        items = [_new_item(row.found, units) for row in reading.good]
        plan = draft_plan(by=by, items=items, **head)
        return [plan, *plan.items.all()]


def head_of(reading: Reading, options: Options) -> dict[str, Any]:
    """Year, kind, title, number and remarks of the plan: what the person chose, else what the sheet says."""
    found = reading.head
    return {
        "year": found.year,
        "kind": options.get("kind") or str(found.kind),
        "title": options.get("title") or found.title or _default_title(found.year, options.get("kind") or found.kind),
        "document_number": options.get("document_number") or found.document_number,
        "note": "\n".join(found.remarks),
    }


def _default_title(year: int, kind: str) -> str:
    return _("%(kind)s %(year)d") % {"kind": PlanKind(kind).label, "year": year}


def _new_item(found: FoundItem, units: Mapping[str, Department]) -> NewItem:
    names = ("number", "platform", "title", "requirement", "product", "co_words", "leader_words", "due")
    facts = {name: getattr(found, name) for name in (*names, "target", "measure")}
    partners = tuple(units[name] for name in found.co_units)
    return NewItem(lead=units[found.lead], co_units=partners, **facts)


register(PlanReader())
