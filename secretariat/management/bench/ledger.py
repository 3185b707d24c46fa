"""The ledger with 20,000 and with 200,000 items: latency, queries, memory, and a bare view over the same rows."""

import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from secretariat.management.bench.rows import Town, titles
from supervision.items.ledger_views import PAGE
from supervision.items.models import SupervisionItem
from supervision.items.states import OPEN

SIZES = (20_000, 200_000)
WARM, ROUNDS = 3, 20
BARE = Template(
    "<table>{% for item in items %}<tr><td>{{ item.number_text }}</td><td>{{ item.title }}</td><td>{{ item.lead }}</td>"
    "<td>{{ item.due_on }}</td><td>{{ item.state }}</td></tr>{% endfor %}</table>"
)


@dataclass(frozen=True)
class Figure:
    """One page at one size: milliseconds (median and 95th percentile), queries, and peak memory in MB."""

    name: str
    median: float
    p95: float
    queries: int
    peak: float


def measure(on: date) -> Iterator[str]:
    """The lines of the report, as they become known."""
    town = Town(on)
    found: dict[int, list[Figure]] = {}
    for size in SIZES:
        town.grow_to(size)
        found[size] = [figure(name, ask) for name, ask in pages(town).items()]
        yield f"\n{size:,} items"
        yield f"{'page':<28}{'median ms':>10}{'p95 ms':>10}{'queries':>9}{'peak MB':>9}{'× bare':>8}"
        for one in found[size]:
            times = one.median / found[size][0].median
            yield f"{one.name:<28}{one.median:>10.1f}{one.p95:>10.1f}{one.queries:>9}{one.peak:>9.2f}{times:>8.1f}"
    yield f"\n{SIZES[1]:,} : {SIZES[0]:,} (median)"
    for small, large in zip(*found.values(), strict=True):
        yield f"{large.name:<28}{large.median / small.median:>10.2f}"
    yield f"\nprocess at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def pages(town: Town) -> dict[str, Callable[[], Any]]:
    """What is asked; the bare view first."""
    client, factory = Client(HTTP_HOST=_host()), RequestFactory()
    # The guard of the log-in asks for the address of a caller that there is not.
    with override_settings(AXES_ENABLED=False):
        client.force_login(town.officer)
    address = reverse("supervision:item_list")

    def asking(**query: Any) -> Callable[[], Any]:
        return lambda: _sound(client.get(address, query, secure=True))

    return {
        "bare view": lambda: bare(factory.get("/")),
        f"ledger, first {PAGE}": asking(),
        "page 100": asking(page=100),
        "one unit": asking(state="open", unit=town.units[3].pk),
        "all states": asking(state="all"),
        "by number": asking(state="all", order="number"),
        "overdue": asking(mark="late"),
        "search, two characters": asking(state="all", q=titles()[5][:2]),
        "search, rare words": asking(state="all", q=f"{titles()[7][:6]}{7 + len(titles())}"),
        "calendar": asking(look="calendar"),
        "counts of the tabs": lambda: _sound(client.get(reverse("supervision:item_tabs"), secure=True)),
    }


def bare(request: HttpRequest) -> HttpResponse:
    """The same rows by Django with nothing of the house: the measure of what cannot be saved."""
    items = SupervisionItem.objects.filter(state__in=OPEN, deleted_at=None).select_related("lead")
    return HttpResponse(BARE.render(Context({"items": items.order_by("due_on", "pk")[:PAGE]})))


def figure(name: str, ask: Callable[[], Any]) -> Figure:
    """Ask often enough to tell."""
    for _ in range(WARM):
        ask()
    took = sorted(_timed(ask) for _ in range(ROUNDS))
    with CaptureQueriesContext(connection) as captured:
        ask()
    # The next request empties the log.
    queries = len(captured)
    tracemalloc.start()
    ask()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    p95 = took[round(0.95 * (len(took) - 1))]
    return Figure(name, statistics.median(took), p95, queries, peak / 2**20)


def _timed(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _sound(response: Any) -> Any:
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} instead of the page")
    return response


def _host() -> str:
    named = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    return named[0] if named else "localhost"
