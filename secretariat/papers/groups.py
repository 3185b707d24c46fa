"""Rows of a table that stand together: how many a shared first cell covers, and what of it fits on a page."""

import math
from collections.abc import Sequence

from secretariat.papers.columns import INSET, Columns, text_width
from secretariat.papers.geometry import Page
from secretariat.papers.paper import Table

# Between two lines of a cell, and above and below its text together, in points.
LEADING, PADDING = 5.0, 11.0
# A group that takes more of a page than this is divided, lest it leave much of the page before it white.
_LARGEST = 0.3


def spans_of(table: Table, columns: Columns, page: Page) -> list[int]:
    """For every row how many rows its first cell covers; 0 where one above covers it.

    A group that would take more than a third of a page is divided, and its first cell is printed again.
    """
    if not table.groups:
        return [1] * len(table.rows)
    limit, spans, at = page.text_height * _LARGEST, [], 0
    for size in table.groups:
        heights = [_height(row, columns) for row in table.rows[at : at + size]]
        spans += [span for part in _parts(heights, limit) for span in (part, *[0] * (part - 1))]
        at += size
    return spans


def _parts(heights: Sequence[float], limit: float) -> list[int]:
    parts, room = [0], limit
    for height in heights:
        if parts[-1] and height > room:
            parts.append(0)
            room = limit
        parts[-1] += 1
        room -= height
    return parts


def _height(row: Sequence[str], columns: Columns) -> float:
    lines = max(_lines(text, width, columns.size) for text, width in zip(row, columns.widths, strict=True))
    return lines * (columns.size + LEADING) + PADDING


def _lines(text: str, width: float, size: float) -> int:
    room = max(1.0, (width - 2 * INSET) / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
