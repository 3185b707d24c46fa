"""The two drawings of the page as figures of an SVG: no script, sharp on paper, each beside its table."""

from dataclasses import dataclass

from supervision.statistics.queries import LIGHTS, Statistics

# The trend: a field of 640 × 150 units, percentages from top to bottom, months from left to right.
WIDTH, TOP, HEIGHT, LEFT = 640, 14, 120, 36
# The bars: a line of 20 units for each unit, 400 units for the longest bar.
BAR, ROW = 400, 22
# Below this many units of length a number does not fit on its bar.
_ROOM = 16


@dataclass(frozen=True)
class Point:
    """A month on the line: its place, and its rate in words."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Trend:
    """The on-time rate by month: stretches of months in a row that have one, and the names of all months."""

    stretches: list[list[Point]]
    names: list[tuple[float, str]]
    grid: list[tuple[float, int]]
    lowest: int

    @property
    def has_line(self) -> bool:
        return any(self.stretches)


@dataclass(frozen=True)
class Piece:
    """A part of a bar: the light, where it begins, how long it is, and the count as far as there is room for it."""

    light: str
    x: float
    width: float
    count: int
    shows: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Bar:
    """The open items of a unit by their light."""

    label: str
    y: int
    pieces: list[Piece]
    total: int
    end: float


def trend(found: Statistics) -> Trend:
    """The on-time rates of the months; one without enough of a sample breaks the line (rule 41)."""
    rates = [row.rate.percent for _month, row in found.months]
    lowest = min([50, *(int(rate // 10 * 10) for rate in rates if rate is not None)])
    step = (WIDTH - LEFT - 20) / max(1, len(rates) - 1)
    places = [round(LEFT + 10 + step * n, 1) for n in range(len(rates))]
    stretches: list[list[Point]] = [[]]
    for x, rate in zip(places, rates, strict=True):
        if rate is None:
            stretches.append([])
        else:
            stretches[-1].append(Point(x, _height(rate, lowest), f"{rate:.0f}"))
    several = len({month.first.year for month, _row in found.months}) > 1
    names = [f"{month.first:%y-%m}" if several else str(month.first.month) for month, _row in found.months]
    every = 1 + (len(names) - 1) // 13
    shown = [pair for n, pair in enumerate(zip(places, names, strict=True)) if n % every == 0]
    marks = range(lowest, 101, 10 if lowest >= 50 else 20)
    return Trend([one for one in stretches if one], shown, [(_height(mark, lowest), mark) for mark in marks], lowest)


def _height(percent: float, lowest: int) -> float:
    return round(TOP + HEIGHT * (100 - percent) / (100 - lowest), 1)


def bars(found: Statistics) -> list[Bar]:
    """A bar for each unit that has open items, in the order of the organisation."""
    rows = [(unit.short, row) for unit, row in found.units if row.counts["open"]]
    longest = max((row.counts["open"] for _label, row in rows), default=1)
    drawn = []
    for place, (label, row) in enumerate(rows):
        x, pieces = 0.0, []
        for light in LIGHTS:
            width = round(BAR * row.lights[light] / longest, 1)
            if width:
                pieces.append(Piece(light, round(x, 1), width, row.lights[light], width >= _ROOM))
            x += width
        drawn.append(Bar(label, place * ROW, pieces, row.counts["open"], round(x, 1)))
    return drawn
