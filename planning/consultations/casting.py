"""Reads who does what in one activity of a programme: the leader, the lead, the co-units."""

import re
from collections.abc import Iterator, Sequence

from planning.consultations import reading
from planning.consultations.entry import Entry
from planning.consultations.outline import Field
from planning.consultations.reading import Parts
from planning.consultations.roles import FORM_HEADING, UNIT_HEADING
from planning.consultations.topics import Place, joined, trimmed
from secretariat.people.names import Unit, UnitMention


class Casting:
    """The people and units of one activity, each as its fields, its words or its headings name them."""

    def __init__(self, entry: Entry, units: Sequence[Unit]) -> None:
        self.entry, self.units = entry, units
        leads, co_units = self._parts_in_fields()
        self.leader = self._leader_in_fields()
        for one in self._parts_in_text():
            leads, co_units = leads or one.leads, co_units or one.co_units
            self.leader = self.leader or self._marked(one.leader)
        self.leads = leads or self._lead_above()
        self.co_units = self._rest([*self.leads[1:], *co_units])
        for role, mentions in (("lead", self.leads[:1]), ("co", self.co_units)):
            for mention in mentions:
                entry.mark((mention.start, mention.end), role)

    @property
    def lead(self) -> UnitMention | None:
        """The first that is named; the others stand among the co-units."""
        return self.leads[0] if self.leads else None

    def _rest(self, mentions: Sequence[UnitMention]) -> list[UnitMention]:
        found = {mention.name: mention for mention in reversed(mentions)}
        found.pop(self.leads[0].name if self.leads else "", None)
        return sorted(found.values(), key=mentions.index)

    def _parts_in_fields(self) -> tuple[list[UnitMention], list[UnitMention]]:
        leads = [*self._units("lead"), *self._units("both")]
        hosts, undertakers, co_units = self._units("host"), self._units("undertaker"), self._units("co")
        if leads:
            return leads, [*undertakers, *hosts, *co_units]
        # 主办 is often the house itself; then whoever undertakes it leads.
        is_house = hosts and undertakers and re.search(r"政协$|^政协", hosts[0].words)
        chief = undertakers if is_house or not hosts else hosts
        others = [] if not hosts or not undertakers else (hosts if is_house else undertakers)
        return chief, [*others, *co_units]

    def _parts_in_text(self) -> Iterator[Parts]:
        node, organised = self.entry.node, [one.place for one in self.entry.of("organisation", "other")]
        for place in self.entry.outside([*organised, node.head, *node.body, *self.entry.topic_fields]):
            yield reading.read_parts(self.entry.text, *place, self.units)
        for place in self.entry.outside([node.head, *self.entry.topic_fields]):
            yield reading.read_details(self.entry.text, *place, self.units)

    def _lead_above(self) -> list[UnitMention]:
        """The unit that a heading sorts by: 某委员会（2项）."""
        for above in self.entry.sorted_by:
            match = UNIT_HEADING.fullmatch(self.entry.flat(above.head))
            if match and not FORM_HEADING.fullmatch(self.entry.flat(above.head)):
                return reading.read_unit_list(match["unit"], 0, len(match["unit"]), self.units)[:1]
        return []

    def _units(self, role: str) -> list[UnitMention]:
        found: list[UnitMention] = []
        for one in self.entry.of(role):
            parts = reading.read_parts(self.entry.text, *one.place, self.units)
            if role == "both":
                listed = reading.read_unit_list(self.entry.text, *one.place, self.units)
                found += [unit for unit in listed if not is_person(unit.words)]
            elif role == "lead" and (parts.leads or parts.co_units):
                found += [*parts.leads, *parts.co_units]
            elif not (role == "lead" and self._is_leader(one)):
                found += reading.read_unit_list(self.entry.text, *one.place, self.units)
        return found

    def _is_leader(self, one: Field) -> bool:
        """牵头 may be followed by a person instead of a unit."""
        return one.name in ("牵头", "责任") and is_person(joined(self.entry.text[slice(*one.place)]))

    def _leader_in_fields(self) -> str:
        people = [one for one in self.entry.of("lead") if self._is_leader(one)]
        for one in (*self.entry.of("leader"), *people):
            place = trimmed(self.entry.text, *one.place)
            if place[0] < place[1]:
                return self._marked(place)
        for one in self.entry.of("both"):
            for match in re.compile(r"[^,，、;；/\s]+").finditer(self.entry.text, *one.place):
                if is_person(match[0]):
                    return self._marked(match.span())
        return ""

    def _marked(self, place: Place | None) -> str:
        if place is None:
            return ""
        self.entry.mark(place, "leader")
        return joined(self.entry.text[slice(*place)])


def is_person(words: str) -> bool:
    """Whether the words name a person by the office that it holds."""
    return re.search(r"主席|秘书长|领导|书记", words) is not None
