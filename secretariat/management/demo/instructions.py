"""The leaders' instructions of the demo year, and one matter that came of a consultation."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from planning.consultations.models import Consultation
from secretariat.management.demo.house import House
from secretariat.management.demo.stories import Days, deeds_of
from secretariat.people.models import Department
from supervision.instructions import services
from supervision.instructions.models import Instruction
from supervision.instructions.reading import Proposal, proposals
from supervision.items.models import SupervisionItem
from supervision.items.origins import open_from_consultation, open_from_instruction
from supervision.items.services import edit

Plan = Callable[[date, Callable[[], Any]], None]
TEXTS = Path(__file__).parent / "instructions.toml"
# The consultation that was closed; its outcome is followed from a few days later on.
CONSULTED = "加快建设现代化产业体系"
AFTER, DUE = -14, 15
ASKED = "跟踪协商成果的采纳落实情况，逐条列出采纳、部分采纳和未采纳的意见，形成专题报告。"


class Instructions:
    """Enters what leaders wrote and plans what came of it."""

    def __init__(self, house: House, days: Days, plan: Plan) -> None:
        self.house, self.days, self.plan = house, days, plan
        self.officer = house.person("officer")

    def draw_up(self) -> None:
        for row in tomllib.loads(TEXTS.read_text(encoding="utf-8"))["instructions"]:
            on = self.days.at(row["given"])
            self.plan(on, lambda row=row, on=on: self._enter(row, on))  # type: ignore[misc]
        on = self.days.at(AFTER)
        self.plan(on, lambda: self._follow_consultation(on))

    def _enter(self, row: dict[str, Any], on: date) -> None:
        due = self._prose(row["due"]) if "due" in row else ""
        text, is_private = row["text"].format(due=due), row.get("private", False)
        facts = {"leader": row["leader"], "document": row["document"], "text": text, "is_private": is_private}
        instruction = services.enter_instruction(by=self.officer, on=on, given_on=on, **facts)
        if "left" in row:
            services.not_track_instruction(instruction.pk, by=self.officer, reason=row["left"])
        elif "items" in row:
            self._open(instruction, row, on)

    def _open(self, instruction: Instruction, row: dict[str, Any], on: date) -> None:
        matters = row["items"]
        drafts = [self._draft(*both, row) for both in zip(proposals(instruction), matters, strict=True)]
        items = open_from_instruction(instruction.pk, by=self.officer, on=on, drafts=drafts)
        for item, matter in zip(items, matters, strict=True):
            self._play(item, matter, on)

    def _draft(self, one: Proposal, matter: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
        facts = {"title": matter["title"], "due_on": one.due_on, "cycle": one.cycle}
        if "requirement" in row:
            # What the text says is for few: the person who follows it writes other words, and who is to do it.
            lead = Department.objects.get(name=matter["lead"])
            return {"lead": lead, "requirement": row["requirement"], **facts}
        return {"lead": one.lead, "co_units": one.co_units, "requirement": one.text, **facts}

    def _follow_consultation(self, on: date) -> None:
        topic = Consultation.objects.get(topic=CONSULTED)
        item = open_from_consultation(topic.pk, by=self.officer, on=on)
        facts: dict[str, Any] = {
            "co_units": list(item.co_units.all()),
            "due_on": self.days.at(DUE),
            "requirement": ASKED,
        }
        edit(item.pk, by=self.officer, on=on, version=item.version, lead=item.lead, **facts)
        item.refresh_from_db()
        matter = {"lead": item.lead.name, "story": "in_progress", "reports": [-5], "title": item.title}
        self._play(item, matter, on)

    def _play(self, item: SupervisionItem, matter: dict[str, Any], on: date) -> None:
        for day, deed in deeds_of(item, matter, on, self.house, self.days):
            self.plan(day, deed)

    def _prose(self, n: int) -> str:
        day = self.days.at(n)
        return f"{day.year}年{day.month}月{day.day}日"
