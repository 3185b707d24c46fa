"""The page: every figure opens exactly its rows, the sheet says the same, and what is wrong is named."""

import io
import re
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from secretariat.audit.models import Event
from supervision.items.ledger import rows_of
from supervision.items.standing import Day
from tests.supervision.factories import DepartmentFactory
from tests.supervision.statistics.conftest import ON, made

pytestmark = pytest.mark.django_db
PAGE = "/supervision/statistics/"
QUERIES = 8
FIGURE = re.compile(r'href="(/supervision/items/\?[^"]+)" data-count="(\d+)"')


def figures_of(client, query=""):
    page = client.get(f"{PAGE}{query}").content.decode()
    return sorted({(unescape(url), int(count)) for url, count in FIGURE.findall(page)})


@pytest.mark.parametrize(
    ("role", "query"),
    [
        ("officer", "?period=2026-11"),
        ("officer", "?period=2026-Q3"),
        ("officer", "?since=2026-10-05&until=2026-11-10"),
        ("stranger", ""),
    ],
)
def test_rule_42_every_figure_asks_the_ledger_for_exactly_its_rows(cast, ledger, log_in, role, query):
    person, today = getattr(cast, role), Day.of(ON)

    figures = figures_of(log_in(role), query)

    assert len(figures) > 8
    # What the page of the ledger and its sheet ask, too.
    found = {url: rows_of(person, QueryDict(urlsplit(url).query), today)[1].count() for url, _count in figures}
    assert sorted(found.items()) == figures


def test_rule_42_every_figure_opens_exactly_its_rows(ledger, log_in):
    client = log_in("officer")

    figures = figures_of(client)

    # The rows alone, as a filter of the ledger asks for them.
    rows = {url: client.get(url, headers={"HX-Request": "true"}).context["page"] for url, _count in figures}
    assert [(url, page.paginator.count) for url, page in rows.items()] == figures


def test_every_figure_of_the_page_is_a_link_or_nothing(ledger, log_in):
    page = log_in("officer").get(PAGE)

    tables = [*page.context["tables"].values(), page.context["lights"]]
    lines = [line for table in tables for line in [*table.lines, *table.totals]]
    counts = sum(bool(cell.count) for line in lines for cell in line.cells)
    rates = sum(bool(line.rate and line.rate.n) for line in lines)
    assert page.content.decode().count("data-count") == counts + rates


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_few_queries(cast, log_in, django_assert_num_queries, rows):
    for place in range(rows):
        made(cast, lead=DepartmentFactory(), due_on=date(2026, 11, 20 + place))
    client = log_in("officer")
    client.get(PAGE)

    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


def test_rule_41_a_rate_without_a_sample_says_so(cast, log_in):
    made(cast, state="completed", closing_on=date(2026, 11, 2), due_on=date(2026, 11, 9))

    page = log_in("officer").get(f"{PAGE}?period=2026-11").content.decode()

    assert "样本不足" in page
    assert "本期各月件数都太少" in page


def test_an_empty_ledger_says_what_is_missing(log_in):
    page = log_in("officer").get(PAGE).content.decode()

    assert "还没有事项" in page
    assert "data-count" not in page


def test_the_drawings_have_a_name_and_a_table(ledger, log_in):
    page = log_in("officer").get(PAGE).content.decode()

    for title, table in [("trend-title", "table-months"), ("bars-title", "table-lights")]:
        drawn = f'role="img" aria-labelledby="{title}" aria-describedby="{table}"'
        assert (drawn in page or table == "table-months", f'id="{table}"' in page) == (True, True)


def test_a_period_that_cannot_be_read_is_named(log_in):
    answer = log_in("officer").get(f"{PAGE}?since=2026-09-15")

    assert answer.status_code == 422
    assert "起止日期都要填写" in answer.content.decode()
    assert 'value="2026-09-15"' in answer.content.decode()


def test_rule_47_the_sheet_says_what_the_page_says_and_is_logged(ledger, log_in, cast):
    client = log_in("officer")
    tables = client.get(f"{PAGE}?period=2026-Q4").context["tables"].values()

    answer = client.post(f"{PAGE}export/?period=2026-Q4")

    sheet = load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    said = [line for table in tables for line in [*table.lines, *table.totals]]
    assert header[:4] == ("统计表", "项目", "在办", "10日内")
    assert [row[2:7] for row in rows] == [tuple(cell.count for cell in line.cells[:5]) for line in said]
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor, event.note) == ("list.exported", cast.officer, "督查统计：2026年第4季度")
    assert event.data == {"rows": len(rows), "format": "xlsx", "filter": "period=2026-Q4"}


def test_the_sheet_is_asked_for_by_post(log_in):
    assert log_in("officer").get(f"{PAGE}export/").status_code == 405
