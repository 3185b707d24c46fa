"""How a sheet becomes a plan: the reader that `exchange` knows under the kind "plan"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from planning.plans.framing import lines_above, sections
from planning.plans.models import AnnualPlan, PlanItem, PlanKind
from planning.plans.parsing import FoundItem, read_plan
from planning.plans.queries import plan_called, tasks_of
from planning.plans.rules import writes_plans
from planning.plans.services import NewItem, draft_plan, extend_plan
from planning.plans.states import PlanState
from secretariat.errors import Refused
from secretariat.exchange.readers import Frame, Options, Reading, ReadRow, register
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
        reading = read_plan(
            sheet,
            units=people.units(),
            calendar=workdays.load(),
            on=date.fromisoformat(options["on"]),
            year=options.get("year"),
            platform=options.get("platform", ""),
        )
        there = plan_of(head_of(reading, options))
        return without_known(reading, there, options.get("made", ())) if there else reading

    def frame(self, reading: Reading, options: Options) -> Frame:
        head = head_of(reading, options)
        facts = {name: head[name] for name in ("title", "year", "kind", "document_number")}
        return Frame(lines_above(**facts), reading.head.remarks, sections(reading, reading.failed))

    def save(self, reading: Reading, options: Options, *, by: Any, on: date) -> list[models.Model]:
        head = head_of(reading, options)
        units = {unit.name: unit for unit in Department.objects.filter(is_active=True)}
        items = [_new_item(row.found, units) for row in reading.good]
        there = plan_of(head)
        if there and there.state == PlanState.DRAFT:
            return list(extend_plan(there.pk, by=by, items=items))
        plan = draft_plan(by=by, items=items, **head)
        return [plan, *plan.items.all()]

    def check_undo(self, made: Iterable[tuple[str, int]]) -> None:
        items = [pk for label, pk in made if label == PlanItem._meta.label]
        fixed = AnnualPlan.objects.filter(items__in=items).exclude(state=PlanState.DRAFT).first()
        if fixed:
            words = _("“%(plan)s” is a draft no longer. The import cannot be taken back; drop the items by amendment.")
            raise Refused(words % {"plan": fixed})


def plan_of(head: Mapping[str, Any]) -> AnnualPlan | None:
    """The plan that is there under this year, kind and title: a draft takes the rows in, another keeps them out."""
    return plan_called(head["year"], head["kind"], head["title"])


def plan_made(made: Iterable[tuple[str, int]]) -> AnnualPlan | None:
    """The plan that an import made or to which it added; None where it made nothing, and once that is taken back."""
    label, pk = next(iter(made), ("", 0))
    kept = AnnualPlan.objects.filter(deleted_at=None)
    found = kept.filter(pk=pk) if label == AnnualPlan._meta.label else kept.filter(items=pk)
    return found.first()


def without_known(reading: Reading, plan: AnnualPlan, made: Iterable[tuple[str, int]]) -> Reading:
    """The reading with a reason at each row whose task of its unit the plan has; `made` came of this very sheet."""
    own = [pk for label, pk in made if label == PlanItem._meta.label]
    known = tasks_of(plan, without=own)
    return replace(reading, rows=tuple(_judged(row, known) for row in reading.rows))


def _judged(row: ReadRow, known: Mapping[tuple[str, str], PlanItem]) -> ReadRow:
    there = known.get((row.found.title, row.found.lead))
    if there is None:
        return row
    words = _("row %(n)d: the plan has this task of the same unit already: %(item)s")
    return replace(row, failures=(*row.failures, words % {"n": row.row.number, "item": there}))


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
