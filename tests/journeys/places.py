"""Where a page is found in the demo year: its role, its name, and the record that it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from planning.arrangements.models import Arrangement, Entry
from planning.consultations.models import Consultation
from planning.meetings.models import Decision, Meeting
from planning.plans.models import AnnualPlan, PlanItem
from secretariat.exchange.models import ImportRun
from supervision.bulletins.models import Issue
from supervision.items.models import SupervisionItem

Place = Callable[[], tuple[Any, ...]]


@dataclass(frozen=True)
class Page:
    """A page as one role sees it; `place` finds the arguments of its address in the demo year."""

    login: str
    name: str
    place: Place = tuple
    query: str = ""

    def __str__(self) -> str:
        return f"{self.login}: {self.url}"

    @property
    def url(self) -> str:
        return reverse(self.name, args=self.place()) + self.query


def of(model: Any, *more: Any, **facts: Any) -> Place:
    """The first object of the demo year with these facts; `more` follows its key in the address."""
    return lambda: (model.objects.filter(**facts).order_by("pk")[:1].get().pk, *more)


def item(state: str, *step: str, **facts: Any) -> Place:
    return of(SupervisionItem, *step, state=state, **facts)


def meeting(state: str) -> Place:
    return of(Meeting, state=state)


def decision(state: str) -> Place:
    return of(Decision, state=state)


def issue(state: str, *more: str) -> Place:
    return of(Issue, *more, state=state)


def arrangement(state: str) -> Place:
    return of(Arrangement, state=state)


def entry(*more: str, **facts: Any) -> Place:
    return of(Entry, *more, **facts)


def consultation(state: str, **facts: Any) -> Place:
    return of(Consultation, state=state, **facts)


def plan(state: str, *step: str) -> Place:
    return of(AnnualPlan, *step, state=state, deleted_at=None)


def plan_item(progress: str, *step: str, **facts: Any) -> Place:
    facts = {"plan__state": "adopted", "plan__deleted_at": None} | facts
    return of(PlanItem, *step, progress=progress, **facts)


def run(state: str, **facts: Any) -> Place:
    return of(ImportRun, kind="plan", state=state, **facts)
