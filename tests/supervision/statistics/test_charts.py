"""What is drawn is what was counted."""

from datetime import date

from supervision.statistics.charts import BAR, bars, trend
from supervision.statistics.periods import named
from supervision.statistics.queries import Figures, Statistics
from tests.supervision.factories import DepartmentFactory


def with_rates(*rates):
    months = list(named("2026").by_month())[: len(rates)]
    rows = [Figures() for _rate in rates]
    for row, (kept, n) in zip(rows, rates, strict=True):
        row.counts.update({"on_time": kept, "counted": n})
    return Statistics(named("2026"), None, Figures(), [], [], list(zip(months, rows, strict=True)), Figures())


def test_rule_41_a_month_without_a_sample_breaks_the_line():
    drawn = trend(with_rates((8, 10), (1, 1), (10, 10), (9, 10)))

    assert [[point.text for point in stretch] for stretch in drawn.stretches] == [["80"], ["100", "90"]]


def test_a_low_rate_lowers_the_field():
    drawn = trend(with_rates((2, 10), (10, 10)))

    assert drawn.lowest == 20
    assert drawn.stretches[0][0].y == max(y for y, _mark in drawn.grid)


def test_nothing_is_drawn_of_nothing():
    assert not trend(with_rates((0, 0))).has_line
    assert bars(with_rates()) == []


def test_the_longest_bar_fills_the_field_and_parts_follow_each_other(db):
    found, rows = with_rates(), [Figures(), Figures()]
    for row, lights in zip(rows, ({"green": 3, "red": 1}, {"yellow": 2}), strict=True):
        row.lights.update(lights)
        row.counts["open"] = sum(lights.values())
    found.units.extend((DepartmentFactory(), row) for row in rows)

    first, second = bars(found)

    assert [(piece.light, piece.x, piece.width, piece.count) for piece in first.pieces] == [
        ("green", 0, 0.75 * BAR, 3),
        ("red", 0.75 * BAR, 0.25 * BAR, 1),
    ]
    assert [(piece.light, piece.width) for piece in second.pieces] == [("yellow", 0.5 * BAR)]
    assert (second.y > first.y, first.total, date.min) == (True, 4, date.min)
