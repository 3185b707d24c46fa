"""Rows of a table that stand together: how many a shared first cell covers, divided where a page ends."""

import math
from collections.abc import Sequence

from secretariat.papers.columns import INSET, Columns, text_width
from secretariat.papers.geometry import LINE, Page
from secretariat.papers.paper import Table

# Between two lines of a cell, and what its text is less than its row, in points.
LEADING, PADDING = 5.0, 8.5
# Title and subtitle stand above the table on the first page.
_ABOVE = 2 * LINE + 8
# Lines are counted by the width of the letters; a few are broken earlier than that.
_SURE = 0.97


def spans_of(table: Table, columns: Columns, page: Page) -> list[int]:
    """For every row how many rows its first cell covers; 0 where one above covers it.

    A group that does not fit on what is left of a page is divided there, and its first cell is printed again, so that
    no page begins without it.
    """
    if not table.groups:
        return [1] * len(table.rows)
    room = page.text_height * _SURE - _height(table.head, columns)
    left, spans, at = room - _ABOVE, [], 0
    for size in table.groups:
        heights = [_height(row, columns) for row in table.rows[at : at + size]]
        parts, left = _parts(heights, left, room)
        spans += [span for part in parts for span in (part, *[0] * (part - 1))]
        at += size
    return spans


def _parts(heights: Sequence[float], left: float, room: float) -> tuple[list[int], float]:
    """How many rows stand together before and after each end of a page, and what is left of the last."""
    parts: list[int] = []
    for height in heights:
        is_over = height > left
        if is_over or not parts:
            parts.append(0)
        parts[-1] += 1
        left = (room if is_over else left) - height
    return parts, left


def _height(row: Sequence[str], columns: Columns) -> float:
    lines = max(_lines(text, width, columns.size) for text, width in zip(row, columns.widths, strict=True))
    return lines * (columns.size + LEADING) + PADDING


def _lines(text: str, width: float, size: float) -> int:
    room = max(1.0, (width - 2 * INSET) / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
