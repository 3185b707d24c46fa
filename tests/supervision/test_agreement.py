"""Rule 46 as a property: list, detail, export, search and inbox show one person the same records, whatever there is."""

import io
from datetime import datetime, time
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import openpyxl
import time_machine
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from planning.meetings.models import Decision
from secretariat.outbox.models import Notice
from secretariat.portal.search import LIMIT
from supervision.instructions.models import Instruction
from supervision.items.models import SupervisionItem
from supervision.items.states import ItemState
from tests.planning.factories import DecisionFactory
from tests.supervision.factories import ItemFactory
from tests.supervision.instructions.factories import InstructionFactory
from tests.supervision.items.cast import DAY, PEOPLE, Cast, take_step

# Nothing else in the house is called so.
WORD = "甲乙丙丁"
UNITS = ["lead", "co_unit", "other_unit"]
LEDGER, REGISTER, INSTRUCTIONS = "/supervision/items/", "/supervision/items/decisions/", "/supervision/instructions/"
NOON = datetime.combine(DAY, time(12), ZoneInfo("Asia/Shanghai"))


@st.composite
def matters(draw):
    """An item in any state, of any unit, that came of anything."""
    units = st.sampled_from(UNITS)
    return {
        "state": draw(st.sampled_from(ItemState.values)),
        "lead": draw(units),
        "co_units": draw(st.lists(units, max_size=2, unique=True)),
        "source": draw(st.sampled_from(["assignment", "decision", "instruction", "private"])),
    }


class Agreement(TestCase):
    def setUp(self) -> None:
        self.cast = Cast.make()

    # Without shrinking: each example is a house of its own.
    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(matters=st.lists(matters(), min_size=1, max_size=5), role=st.sampled_from(sorted(PEOPLE)))
    def test_every_page_shows_what_the_person_may_see(self, matters: list[dict[str, Any]], role: str) -> None:
        for place, matter in enumerate(matters):
            self.make(place, **matter)
        person, client = getattr(self.cast, role), Client()
        with time_machine.travel(NOON, tick=False):
            client.force_login(person)
            for model, shown in self.pages(client).items():
                seen = set(model.objects.visible_to(person).values_list("pk", flat=True))
                for page, found in shown.items():
                    self.assertEqual({page: found}, {page: seen}, (role, model.__name__))
            self.assertEqual(self.exported(client), self.listed(client, f"{LEDGER}?state=all&q={WORD}"))
            self.assertEqual(self.dead_ends(client, person), [])

    def make(self, place: int, state: str, lead: str, co_units: list[str], source: str) -> None:
        unit = getattr(self.cast, lead)
        origin: dict[str, Any] = {}
        if source == "decision":
            confirmed = {"state": "tracked", "confirmed_by": self.cast.planner}
            origin["decision"] = DecisionFactory(title=f"{WORD}议定", leads=[unit], **confirmed)
        elif source != "assignment":
            private = source == "private"
            origin["instruction"] = InstructionFactory(document=f"{WORD}文件", state="tracked", is_private=private)
        if state == "merged":
            origin["merged_into"] = ItemFactory(title=f"{WORD}事项{place}号所并入的")
        item = ItemFactory(title=f"{WORD}事项{place}号", state=state, lead=unit, officer=self.cast.officer, **origin)
        item.co_units.set([getattr(self.cast, name) for name in co_units if name != lead])
        if state == "filed":
            # Its steps tell people of it, and what they are told leads somewhere.
            take_step(self.cast, item, "dispatch")

    # ── What each page shows ─────────────────────────────────────────────────────────────────────────────────────────
    def pages(self, client: Client) -> dict[Any, dict[str, set[int]]]:
        """By record and page the ids that a person finds."""
        return {
            SupervisionItem: {
                "list": self.listed(client, f"{LEDGER}?state=all"),
                "detail": self.opened(client, SupervisionItem, f"{LEDGER}{{}}/"),
                "search": self.found(client, LEDGER),
            },
            Instruction: {
                "list": self.listed(client, INSTRUCTIONS),
                "detail": self.opened(client, Instruction, f"{INSTRUCTIONS}{{}}/"),
            },
            Decision: {"list": self.listed(client, REGISTER)},
        }

    def listed(self, client: Client, url: str) -> set[int]:
        """The ids on all pages of a list."""
        found, number = set(), 1
        asked = dict(parse_qsl(urlsplit(url).query))
        while True:
            page = client.get(urlsplit(url).path, asked | {"page": number}).context["page"]
            found |= {row.pk for row in page.object_list}
            if not page.has_next():
                return found
            number += 1

    def opened(self, client: Client, model: Any, url: str) -> set[int]:
        every = model.objects.values_list("pk", flat=True)
        return {pk for pk in every if client.get(url.format(pk)).status_code == 200}

    def found(self, client: Client, address: str) -> set[int]:
        """The items that the search of the house finds by the word in all their titles; few enough to be shown."""
        groups = client.get("/search/", {"q": WORD}).context["groups"]
        urls = [hit.url for group in groups for hit in group.hits if hit.url.startswith(address)]
        assert SupervisionItem.objects.count() <= LIMIT
        return {int(url.removeprefix(address).strip("/")) for url in urls}

    def exported(self, client: Client) -> set[int]:
        answer = client.post(f"{LEDGER}export/?state=all&q={WORD}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue()), read_only=True).active
        cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
        return {pk for pk, title in SupervisionItem.objects.values_list("pk", "title") if title in cells}

    def dead_ends(self, client: Client, person: Any) -> list[str]:
        """Notices of a person that lead to nothing they may see."""
        urls = Notice.objects.filter(recipient=person).values_list("url", flat=True)
        return [url for url in urls if client.get(url).status_code != 200]
