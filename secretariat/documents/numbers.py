"""The numbers that Word counts by itself: what stands before a paragraph of a list (ECMA-376 part 1, §17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from secretariat.papers.numerals import chinese_number
from secretariat.patterns import regex
from secretariat.workbooks.archive import DOCUMENT, Kind
from secretariat.workbooks.cells import Attributes, Part

# Word knows nine levels, 0 to 8.
LEVELS = 9
MAX_LISTS = 2_000
_PLACE = regex(r"%([1-9])")


@dataclass
class Level:
    """How the numbers of one level are written; `text` is the number with what stands around it (%1、)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    is_legal: bool = False


@dataclass
class List:
    """What a paragraph refers to: the kind of its list, and levels that begin elsewhere than the kind says."""

    kind: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass
class Numbering(Part):
    """The lists of a document, from its part `numbering.xml`."""

    kind: ClassVar[Kind] = DOCUMENT
    kinds: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)
    # A kind may only say that it is that of a style, and another that it is the one meant.
    _links: dict[str, str] = field(default_factory=dict)
    _targets: dict[str, str] = field(default_factory=dict)
    _kind: str = ""
    _list: List | None = None
    _override: int = 0
    _level: Level | None = None

    def begin(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum" and len(self.kinds) < MAX_LISTS:
            self._kind = attributes.get("abstractNumId", "")
            self.kinds[self._kind] = {}
        elif name == "num" and len(self.lists) < MAX_LISTS:
            self._list = self.lists[attributes.get("numId", "")] = List()
        elif name == "lvl":
            self._begin_level(number_of(attributes.get("ilvl", "")))
        elif self._level is not None:
            _fill(self._level, name, value)
        elif self._list is not None:
            self._fill_list(name, value, attributes)
        elif name == "numStyleLink":
            self._links[self._kind] = value
        elif name == "styleLink":
            self._targets[value] = self._kind

    def end(self, name: str) -> None:
        if name == "lvl":
            self._level = None
        elif name == "num":
            self._list = None

    def levels_of(self, found: List) -> dict[int, Level]:
        """The levels that a list counts by."""
        kind = found.kind
        if not self.kinds.get(kind) and kind in self._links:
            kind = self._targets.get(self._links[kind], kind)
        return self.kinds.get(kind, {}) | found.levels

    def _begin_level(self, place: int) -> None:
        self._level = Level()
        levels = self._list.levels if self._list is not None else self.kinds.get(self._kind, {})
        levels[place] = self._level

    def _fill_list(self, name: str, value: str, attributes: Attributes) -> None:
        assert self._list is not None
        if name == "abstractNumId":
            self._list.kind = value
        elif name == "lvlOverride":
            self._override = number_of(attributes.get("ilvl", ""))
        elif name == "startOverride":
            self._list.starts[self._override] = number_of(value)


def _fill(level: Level, name: str, value: str) -> None:
    if name == "start":
        level.start = number_of(value)
    elif name == "numFmt" and value != "custom":
        level.form = value
    elif name == "lvlText":
        level.text = value[:40]
    elif name == "pStyle":
        level.style = value
    elif name == "isLgl":
        level.is_legal = value not in ("0", "false")


def number_of(text: str) -> int:
    """The number that an attribute holds; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0


# ── Counting ─────────────────────────────────────────────────────────────────────────────────────────────────────────
class Counters:
    """Counts the paragraphs of the lists, in the order of the text."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, list_id: str, level: int) -> str:
        """What Word writes before the next paragraph of a list; "" for none."""
        found = self._numbering.lists.get(list_id)
        if found is None or not 0 <= level < LEVELS:
            return ""
        levels = self._numbering.levels_of(found)
        here = levels.get(level)
        if here is None:
            return ""
        # Lists of one kind count on together, unless one says where it begins.
        counts = self._counts.setdefault(found.kind, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place in found.starts:
                counts.pop(place, None)
        counts[level] = counts.get(level, found.starts.get(level, here.start) - 1) + 1
        for deeper in [place for place in counts if place > level]:
            del counts[deeper]
        return _written(here, levels, counts)


def _written(here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if here.form == "bullet":
        return "• "
    if here.form == "none":
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        level = levels.get(place, Level())
        form = "decimal" if here.is_legal else level.form
        return FORMS.get(form, str)(counts.get(place, level.start))

    words = _PLACE.sub(number, here.text).strip()
    # Word sets a gap behind the number; where nothing else parts it from the text, we do.
    if words[-1:] in ".．" or (words[-1:].isalnum() and "." in words):
        return f"{words} "
    return f"{words}、" if words[-1:].isalnum() else words


def _chinese(n: int) -> str:
    try:
        return chinese_number(n)
    except ValueError:
        return str(n)


def _roman(n: int) -> str:
    values = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    words = ""
    for value, sign in values:
        words += sign * (n // value if n < 400 else 0)
        n = n % value if n < 400 else n
    return words or str(n)


def _letter(n: int) -> str:
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 260 else str(n)


def _circled(n: int) -> str:
    return chr(ord("①") + n - 1) if 1 <= n <= 20 else str(n)


CHINESE = [
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseDigitalTenThousand",
    "taiwaneseDigital",
    "koreanDigital2",
]
FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(CHINESE, _chinese),
    **dict.fromkeys(["decimalEnclosedCircle", "decimalEnclosedCircleChinese"], _circled),
    "decimalZero": lambda n: f"{n:02d}",
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
}
