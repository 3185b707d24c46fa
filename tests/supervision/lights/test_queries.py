"""What another warning rule would change: every figure is the number of rows of the list that it opens."""

from datetime import date

import pytest
from django.test import Client

from secretariat.workdays.lateness import PRESETS, Rule
from supervision.items.standing import Day
from supervision.lights.queries import preview
from tests.supervision.factories import ItemFactory, ReportFactory
from tests.supervision.items.cast import DAY

SHARES = PRESETS["30/15"]


@pytest.fixture
def ledger(cast):
    """Open items on 14 September: due in two, five, eight and forty working days, one suspended, one done."""
    facts = {"lead": cast.lead, "officer": cast.officer, "filed_on": date(2026, 8, 17)}
    for due_on in (date(2026, 9, 16), date(2026, 9, 20), date(2026, 9, 24), date(2026, 11, 16), date(2026, 9, 1)):
        ItemFactory(due_on=due_on, **facts)
    told = ItemFactory(due_on=date(2026, 9, 18), last_report_on=date(2026, 9, 11), **facts)
    ReportFactory(item=told, on=date(2026, 9, 11))
    ItemFactory(state="suspended", **facts)
    ItemFactory(state="completed", **facts)


def test_the_preview_counts_open_items_by_light_now_and_then(ledger, cast):
    found = preview(cast.officer, Day.of(DAY), SHARES)

    assert [(line.light, line.now, line.then) for line in found.lines] == [
        ("green", 4, 3),
        ("yellow", 1, 1),
        ("orange", 0, 1),
        ("red", 1, 1),
        ("none", 1, 1),
    ]
    assert [(turn.was, turn.would, turn.count) for turn in found.turns] == [
        ("green", "yellow", 1),
        ("yellow", "orange", 1),
    ]
    assert (found.total, found.changed) == (7, 2)


def test_a_shorter_patience_makes_more_items_stalled(ledger, cast):
    mark = preview(cast.officer, Day.of(DAY), Rule(stalled_days=1)).stalled

    assert (mark.now, mark.then) == (5, 6)


@pytest.mark.usefixtures("_on_the_day")
def test_every_figure_of_the_preview_opens_exactly_its_rows(ledger, cast):
    client = Client()
    client.force_login(cast.officer)
    found = preview(cast.officer, Day.of(DAY), Rule(kind="share", stalled_days=1))

    wanted = [(turn.url, turn.count) for turn in found.turns]
    wanted += [
        pair
        for line in [*found.lines, found.stalled]
        for pair in ((line.now_url, line.now), (line.then_url, line.then))
    ]

    assert [(url, client.get(url).context["page"].paginator.count) for url, _count in wanted] == wanted


def test_a_unit_counts_only_what_it_sees(ledger, cast):
    assert preview(cast.stranger, Day.of(DAY), SHARES).total == 0


def test_the_preview_takes_one_query(ledger, cast, django_assert_num_queries):
    day, _kinds = Day.of(DAY), cast.officer.post_kinds

    with django_assert_num_queries(1):
        preview(cast.officer, day, SHARES)
