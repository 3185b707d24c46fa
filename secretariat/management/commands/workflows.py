"""Writes docs/workflows: a page for every life in the house, drawn from its tables of steps and rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

FOLDER = Path("docs/workflows")


@dataclass(frozen=True)
class Life:
    """A table of steps with its rights and the labels of its states."""

    page: str
    title: str
    drawer: str
    states: str
    steps: str = "STEPS"
    may: str = "MAY"

    def part(self, module: str, name: str) -> Any:
        return getattr(import_module(f"{self.drawer}.{module}"), name)


LIVES = [
    Life("items", "Supervision items", "supervision.items", "ItemState"),
    Life(
        "extensions",
        "Requests for extension",
        "supervision.items",
        "ExtensionState",
        "EXTENSION_STEPS",
        "MAY_EXTENSION",
    ),
    Life("instructions", "Leaders' instructions", "supervision.instructions", "InstructionState"),
    Life("slips", "Slips", "supervision.urging", "SlipState", "SLIP_STEPS", "MAY_SLIP"),
    Life("bulletins", "Bulletin issues", "supervision.bulletins", "IssueState"),
    Life("meetings", "Meetings", "planning.meetings", "MeetingState", "MEETING_STEPS", "MAY_MEETING"),
    Life("decisions", "Decisions", "planning.meetings", "DecisionState", "DECISION_STEPS", "MAY_DECISION"),
    Life("topics", "Topics of meetings", "planning.meetings", "TopicState", "TOPIC_STEPS", "MAY_TOPIC"),
    Life("arrangements", "Arrangements", "planning.arrangements", "ArrangementState"),
    Life("leave", "Leave from meetings", "planning.meetings", "AttendanceState", "LEAVE_STEPS", "MAY_LEAVE"),
    Life("consultations", "Key consultations", "planning.consultations", "ConsultationState"),
    Life("plans", "Annual plans", "planning.plans", "PlanState", "PLAN_STEPS", "MAY_PLAN"),
    Life("plan-items", "Plan items", "planning.plans", "PlanState", "ITEM_STEPS", "MAY_ITEM"),
    Life("dates", "Dates that a calendar questions", "secretariat.workdays", "DateState", "DATE_STEPS", "MAY_DATE"),
]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        folder = settings.BASE_DIR / FOLDER
        pages = {folder / f"{life.page}.md": page_of(life) for life in LIVES}
        stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
        if check and stale:
            raise CommandError(f"out of date: {', '.join(stale)}; write them anew with manage.py workflows")
        if not check:
            folder.mkdir(exist_ok=True)
            for path, text in pages.items():
                path.write_text(text, encoding="utf-8")


def page_of(life: Life) -> str:
    """The page of a life as Markdown: a drawing, and a row for every step."""
    with translation.override(settings.LANGUAGE_CODE):
        labels = {state: str(label) for state, label in life.part("states", life.states).choices}
    return "\n".join([*_head(life), "```mermaid", "stateDiagram-v2", *_drawing(life, labels), "```", "", *_table(life)])


def _head(life: Life) -> list[str]:
    source = f"`{life.drawer.replace('.', '/')}`"
    return [
        f"# {life.title}",
        "",
        f"Written by `script/manage workflows` from {life.steps} and {life.may} of {source}; a test holds it to them.",
        "",
    ]


def _drawing(life: Life, labels: dict[str, str]) -> Iterator[str]:
    for state, label in labels.items():
        yield f'    state "{state} {label}" as {state}'
    for name, step in life.part("states", life.steps).items():
        for source in sorted(step.sources):
            for target in filter(None, (step.target or source, step.detour)):
                yield f"    {source} --> {target}: {name}"


def _table(life: Life) -> Iterator[str]:
    yield "| step | from | to | who (function in `rules.py`) |"
    yield "| --- | --- | --- | --- |"
    rights = life.part("rules", life.may)
    for name, step in life.part("states", life.steps).items():
        target = step.target or "stays"
        detour = f", or {step.detour}" if step.detour else ""
        yield f"| {name} | {', '.join(sorted(step.sources))} | {target}{detour} | {rights[name].__name__} |"
    yield ""
