"""Who leads and who takes part within one cell of a table: 甲牵头，乙配合; 牵头：甲；配合：乙; 甲（牵头）、乙."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planning.consultations.reading import read_unit_list
from secretariat.patterns import regex
from secretariat.people.names import Unit, UnitMention

_LEADS = "牵头|主办|主责|承办|负责"
_HELPS = "配合|协办|协助|参与|参加|会办|支持|协同"
_WHAT = r"(?:单位|部门|处室|机构|方)?"
_MARK = regex(
    rf"(?:(?P<ahead>{_LEADS}|责任|{_HELPS}){_WHAT}\s*[:：]|[(（]\s*(?P<own>{_LEADS}|{_HELPS}){_WHAT}\s*[)）]"
    rf"|(?:共同|分别|联合|具体|积极|予以)*(?P<behind>{_LEADS}|{_HELPS})(?:落实|实施|办理|完成|做好)?[)）]?"
    rf"|(?P<joins>会同|联合(?![会国体办社])|商请)|(?P<ends>[;；。\n])|(?P<pauses>[,，]|[(（](?=[^()（）]{{1,40}}(?:{_LEADS}|{_HELPS})[)）])))"
)
_LEADING = regex(rf"{_LEADS}|责任")


@dataclass
class _Parts:
    """The units of a cell with their parts, as far as its words have said them."""

    given: list[tuple[UnitMention, str]] = field(default_factory=list)
    waiting: list[UnitMention] = field(default_factory=list)
    ahead: str = ""

    def take(self, units: Sequence[UnitMention]) -> None:
        """Take units: the words before them give their part, or words to come."""
        if self.ahead:
            self.given += [(unit, self.ahead) for unit in units]
        else:
            self.waiting += units

    def turn(self, mark: re.Match[str]) -> None:
        """Let a word of the cell give the units before it or behind it their part."""
        if mark["own"]:
            self.given += [(unit, _part(mark["own"])) for unit in self.waiting[-1:]]
            del self.waiting[-1:]
        elif mark["behind"]:
            self.close(_part(mark["behind"]))
        elif mark["ahead"] or mark["joins"]:
            self.close("")
            self.ahead = _part(mark["ahead"] or mark["joins"])
        elif mark["ends"] or not self.ahead:
            self.close("")
            self.ahead = ""

    def close(self, part: str) -> None:
        """Give the units that wait a part, or none of their own."""
        self.given += [(unit, part) for unit in self.waiting]
        self.waiting.clear()


def _part(word: str) -> str:
    return "lead" if _LEADING.match(word) else "co"


def read_cell(text: str, start: int, end: int, units: Sequence[Unit]) -> tuple[list[UnitMention], list[UnitMention]]:
    """The units of a cell of those in charge: who leads and who takes part.

    All lead where no word tells them apart; beside one that is said to lead, those without a part take part.
    """
    marks = list(_MARK.finditer(text, start, end))
    if all(mark["ends"] or mark["pauses"] for mark in marks):
        return read_unit_list(text, start, end, units), []
    parts, place = _Parts(), start
    for mark in marks:
        parts.take(read_unit_list(text, place, mark.start(), units))
        parts.turn(mark)
        place = mark.end()
    parts.take(read_unit_list(text, place, end, units))
    parts.close("")
    is_told = any(part == "lead" for _unit, part in parts.given)
    leads = [unit for unit, part in parts.given if part == "lead" or not (part or is_told)]
    return leads, [unit for unit, part in parts.given if unit not in leads]
