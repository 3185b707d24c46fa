"""The measures of an official paper (rule 45, GB/T 9704-2012 §5–7), in points where no other unit is named."""

import math
from dataclasses import dataclass

from secretariat.papers.paper import Kind, Paper

MM = 72 / 25.4

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37, 35, 28, 26
TEXT_WIDTH = (PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM) * MM


@dataclass(frozen=True)
class Page:
    """A sheet and its margins, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """In points."""
        return (self.width - self.left - self.right) * MM

    @property
    def text_height(self) -> float:
        """In points."""
        return (self.height - self.top - self.bottom) * MM


UPRIGHT = Page(PAGE_WIDTH_MM, PAGE_HEIGHT_MM, TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM)
# The standard knows no lying text page; the margins are those by which offices print their wide tables.
LYING = Page(PAGE_HEIGHT_MM, PAGE_WIDTH_MM, top=20, bottom=20, left=18, right=18)

LINES, CHARACTERS = 22, 28
LINE = 28.95
# 28 × 16 pt is 158 mm: the grid wins over the type, so the characters stand closer by a fifth of a point.
CHARACTER = 15.79

BODY, TITLE, SMALL = 16, 22, 14
RED = "E60012"
RED_LINE = 2.0
RED_LINE_GAP_MM = 4
# The page number stands 7 mm below the text, in by one character.
NUMBER_GAP_MM = 7
# The outer and inner lines around the distribution list.
THICK, THIN = 0.35 * MM, 0.25 * MM

TITLE_GAP_LINES = 2
MASTHEAD_BAND = 70.0
# Between the masthead's band and the number of the issue.
ISSUE_GAP = 5.0
# How far down the red line runs, in lines of the grid: a briefing's ends the upper third of the page.
_RED_LINE_AT: dict[Kind, int] = {"briefing": 6, "minutes": 9, "plain": 6}
_INK = 0.92


def page_of(paper: Paper) -> Page:
    """The sheet on which a paper is printed."""
    return LYING if paper.landscape else UPRIGHT


def masthead_frame(kind: Kind, size: float) -> tuple[float, float]:
    """Return the space above the masthead's band and the height down to the red line, which is whole lines.

    The ink of the masthead of minutes begins 35 mm below the top of the text (§10.3).
    """
    above = 35 * MM - (MASTHEAD_BAND - _INK * size) / 2 if kind == "minutes" else LINE - 2
    return above, _RED_LINE_AT[kind] * LINE


def masthead_type(text: str) -> tuple[float, float]:
    """Return size and letter space of a masthead: the larger and wider the shorter it is, within the text width."""
    letters = max(len(text), 1)
    size = min(60.0, math.floor(TEXT_WIDTH * 0.94 / letters))
    room = (min(TEXT_WIDTH * 0.94, 330) - size * letters) / max(letters - 1, 1)
    return size, round(max(0.0, min(room, size * 0.4)), 2)
