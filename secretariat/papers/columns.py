"""The columns of a table: widths and sides taken from the contents, so that short entries stay on one line."""

import unicodedata
from dataclasses import dataclass

from secretariat.papers.geometry import UPRIGHT, Page
from secretariat.papers.paper import Align, Table

# A row with more characters than this in one cell may be broken over two pages: whole, it might fit on none.
LONG_CELL = 300
# Left and right of the text in a cell, in points.
INSET = 4.0
SIZES = (12.0, 10.5)
# An entry of at most this many characters stays on one line (a date, a document number) ...
_WHOLE = 8
# ... and one of at most this many is centred; longer ones are read from the left.
_CENTRED = 10


@dataclass(frozen=True)
class Columns:
    """Widths in points (their sum is the text width), the side of each column, the size of the type."""

    widths: tuple[float, ...]
    align: tuple[Align, ...]
    size: float


def text_width(text: str) -> float:
    """Return the width of the longest line in full-width characters; Latin letters and digits count a half."""
    return max(sum(map(_width, line)) for line in text.split("\n"))


def _width(character: str) -> float:
    # Nearly a half for the narrow ones: the digits of some faces are a little wider.
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" or character == "%" else 0.55


def columns_of(table: Table, page: Page = UPRIGHT) -> Columns:
    """Plan a table as wide as the text of a page; in the smaller type only where the larger breaks short entries."""
    natural = [max(map(text_width, column)) for column in zip(table.head, *table.rows, strict=True)]
    sides = table.align or tuple("center" if width <= _CENTRED else "left" for width in natural)
    wishes = [min(width, _WHOLE) for width in natural]
    given = [width / sum(table.widths) * page.text_width for width in table.widths]
    for size in SIZES:
        room = page.text_width / size - len(natural) * 2 * INSET / size
        fits = all(wish * size + 2 * INSET <= share for wish, share in zip(wishes, given, strict=False))
        if sum(wishes) <= room and fits:
            break
    shares = given or [width * size + 2 * INSET for width in _shared(natural, room)]
    return Columns(tuple(round(share, 2) for share in shares), sides, size)


def _shared(natural: list[float], room: float) -> list[float]:
    """Serve short columns in full; the long ones share the rest by the root of their wish, none above its wish."""
    widths = [width if width <= _WHOLE else 0.0 for width in natural]
    waiting = sorted((i for i, width in enumerate(widths) if not width), key=lambda i: natural[i])
    while waiting:
        left, weight = room - sum(widths), sum(natural[i] ** 0.5 for i in waiting)
        first = waiting.pop(0)
        widths[first] = max(1.0, min(natural[first], left * natural[first] ** 0.5 / weight))
    return [width * room / sum(widths) for width in widths]
