"""Reads the parts of a workbook as a stream: nothing but the values of one sheet is ever held in memory."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar
from xml.parsers import expat

from django.utils.translation import gettext as _

from secretariat.late import late
from secretariat.patterns import regex
from secretariat.workbooks.archive import WORKBOOK, Kind, damaged, refused
from secretariat.workbooks.sheets import Value

openpyxl = late("openpyxl")

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CHARACTERS = 2_000_000
MAX_STRINGS = 300_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# Formats of days that Excel has for East Asia only (ECMA-376 part 1, §18.8.30).
EAST_ASIAN_DAYS = frozenset({*range(27, 37), *range(50, 59)})
_REFERENCE = regex(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Attributes = dict[str, str]


class Part:
    """Base of the readers: `begin`, `end` and `text` are told the local names of the elements as they come."""

    kind: ClassVar[Kind] = WORKBOOK

    def begin(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, words: str) -> None: ...

    def read(self, chunks: Iterable[bytes]) -> None:
        """Raises Refused for what is not well-formed, and for a part that declares entities."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, found: self.begin(_local(name), _locals(found))
        parser.EndElementHandler = lambda name: self.end(_local(name))
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            for chunk in chunks:
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self.kind) from error

    def _refuse_doctype(self, *declared: object) -> None:
        raise damaged(self.kind)


@dataclass
class Workbook(Part):
    """Names, relations and visibility of the sheets, and from which day their days are counted."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    counts_from_1904: bool = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "0") in ("1", "true")
        if name == "sheet" and len(self.sheets) < 500:
            seen = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), seen))


@dataclass
class Relations(Part):
    """Where the parts lie that a part refers to."""

    targets: dict[str, str] = field(default_factory=dict)

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and len(self.targets) < 2_000:
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass
class Strings(Part):
    """The texts that cells share; hints for pronunciation are left out."""

    texts: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _size: int = 0
    _inside: bool = False
    _spoken: int = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._words = []
        elif name == "rPh":
            self._spoken += 1
        self._inside = name == "t" and not self._spoken

    def text(self, words: str) -> None:
        if self._inside:
            self._size += len(words)
            if self._size > MAX_CHARACTERS:
                raise too_much_text()
            self._words.append(words)

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._spoken -= 1
        if name == "si":
            self.texts.append(unescaped("".join(self._words)))
            if len(self.texts) > MAX_STRINGS:
                raise too_much_text()


@dataclass
class Styles(Part):
    """Which styles of cells show a number as a day."""

    days: list[bool] = field(default_factory=list)
    _formats: dict[int, str] = field(default_factory=dict)
    _is_cells: bool = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and len(self._formats) < 5_000:
            self._formats[_whole(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._is_cells = True
        elif name == "xf" and self._is_cells and len(self.days) < 70_000:
            self.days.append(self._is_day(_whole(attributes.get("numFmtId", "0"))))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_cells = False

    def _is_day(self, number: int) -> bool:
        known = openpyxl.styles.numbers
        code = self._formats.get(number, known.BUILTIN_FORMATS.get(number, ""))
        return known.is_date_format(code) or (number not in self._formats and number in EAST_ASIAN_DAYS)


@dataclass
class Worksheet(Part):
    """The values of a sheet by row and column, and which cells are merged. Formulas are refused by their cells."""

    strings: list[str]
    days: list[bool]
    counts_from_1904: bool = False
    values: dict[int, dict[int, Value]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _kind: str = ""
    _style: int = 0
    _address: str = ""
    _element: str = ""
    _words: list[str] = field(default_factory=list)
    _size: int = 0
    _spoken: int = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        self._element = name
        opens: Callable[[Attributes], None] | None = _OPENS.get(name, lambda sheet: None)(self)
        if opens:
            opens(attributes)

    def begin_row(self, attributes: Attributes) -> None:
        self._row = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if not 0 < self._row <= LAST_ROW:
            raise damaged()

    def begin_cell(self, attributes: Attributes) -> None:
        self._words, self._kind = [], attributes.get("t", "n")
        self._style = _whole(attributes.get("s", "0"))
        if "r" in attributes:
            self._row, self._column = place_of(attributes["r"])
        else:
            self._column += 1
        self._address = attributes.get("r", "")

    def begin_formula(self, attributes: Attributes) -> None:
        if len(self.formulas) < 5:
            self.formulas.append(self._address or f"R{self._row}C{self._column}")

    def begin_spoken(self, attributes: Attributes) -> None:
        self._spoken += 1

    def begin_merged(self, attributes: Attributes) -> None:
        first, _colon, last = attributes.get("ref", "").partition(":")
        if last and len(self.merged) < 20_000:
            self.merged.append((*place_of(first), *place_of(last)))

    def text(self, words: str) -> None:
        if self._element in ("v", "t") and not self._spoken:
            self._size += len(words)
            if self._size > MAX_CHARACTERS:
                raise too_much_text()
            self._words.append(words)

    def end(self, name: str) -> None:
        self._element = ""
        if name == "rPh":
            self._spoken -= 1
        if name == "c":
            self._keep("".join(self._words))

    def _keep(self, words: str) -> None:
        value = self._value(words)
        if value is None or value == "":
            return
        if self._row > MAX_ROWS:
            raise refused(_("The sheet has more than %(n)d rows. Split it.") % {"n": MAX_ROWS})
        if self._column > MAX_COLUMNS:
            raise refused(_("The sheet has more than %(n)d columns. Take out what is not needed.") % {"n": MAX_COLUMNS})
        if isinstance(value, str):
            self._size += len(value)
        self.values.setdefault(self._row, {})[self._column] = value

    def _value(self, words: str) -> Value:
        if self._kind == "s":
            place = _whole(words or "-1")
            if not 0 <= place < len(self.strings):
                raise damaged()
            return self.strings[place].strip()
        if self._kind in ("str", "inlineStr", "e"):
            return unescaped(words).strip()
        if self._kind == "d":
            return _iso_day(words)
        if self._kind == "b":
            return "TRUE" if words.strip() == "1" else "FALSE"
        return self._number(words.strip())

    def _number(self, words: str) -> Value:
        if not words:
            return None
        try:
            number = float(words)
            if self._style < len(self.days) and self.days[self._style]:
                return _day_of(number, self.counts_from_1904)
            return int(number) if number.is_integer() else number
        except (ValueError, OverflowError) as error:
            raise damaged() from error


_OPENS: dict[str, Callable[[Worksheet], Callable[[Attributes], None]]] = {
    "row": lambda sheet: sheet.begin_row,
    "c": lambda sheet: sheet.begin_cell,
    "f": lambda sheet: sheet.begin_formula,
    "rPh": lambda sheet: sheet.begin_spoken,
    "mergeCell": lambda sheet: sheet.begin_merged,
}


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of "E17". Raises Refused for what no sheet has."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (0 < row <= LAST_ROW and column <= LAST_COLUMN):
        raise damaged()
    return row, column


def unescaped(words: str) -> str:
    """Characters that XML cannot hold are written _x000D_ (ECMA-376 part 1, §22.9.2.19); controls are dropped."""
    plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), words)
    return "".join(
        letter for letter in plain if letter in "\n\t" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )


def too_much_text() -> Exception:
    """More than anybody reads."""
    return refused(_("The sheet holds more than %(n)d characters. Split it.") % {"n": MAX_CHARACTERS})


def _day_of(number: float, counts_from_1904: bool) -> Value:
    days = openpyxl.utils.datetime
    found = days.from_excel(number, days.CALENDAR_MAC_1904 if counts_from_1904 else days.CALENDAR_WINDOWS_1900)
    if isinstance(found, datetime):
        return found.date()
    # A time of day, or a length of time: words, for nothing here counts with them.
    return found.strftime("%H:%M") if isinstance(found, time) else str(found)


def _iso_day(words: str) -> Value:
    try:
        return date.fromisoformat(words.strip()[:10])
    except ValueError as error:
        raise damaged() from error


def _whole(words: str) -> int:
    if not re.fullmatch(r"\s*-?[0-9]{1,9}\s*", words):
        raise damaged()
    return int(words)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _locals(attributes: Attributes) -> Attributes:
    return {_local(name): value for name, value in attributes.items()}
