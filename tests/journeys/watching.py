"""What must not happen in a window: errors, failed requests, other hosts, breaches."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import ConsoleMessage, Request, Response, WebError

from tests.windows import Window

PATIENCE = 30_000  # the machine may be busy with other tests
# Chromium asks for these itself, or reports a file it was given to keep as a request that ended.
ENDED = "net::ERR_ABORTED"


def watched(window: Window, host: str, wrong: list[str]) -> None:
    """Everything that goes wrong in the window from now on is written to `wrong`."""
    window.context.set_default_timeout(PATIENCE)

    def hear(event: str, faults: Callable[[Any], Iterator[str]]) -> None:
        window.hear(event, lambda told: wrong.extend(f"{window.tab.url}: {fault}" for fault in faults(told)))

    hear("weberror", _raised)
    hear("console", _complaint)
    hear("request", lambda request: _abroad(request, host))
    hear("requestfailed", _failed)
    hear("response", _refused)


def _raised(error: WebError) -> Iterator[str]:
    yield str(error.error)


def _complaint(message: ConsoleMessage) -> Iterator[str]:
    if message.type in ("error", "warning"):
        yield message.text


def _abroad(request: Request, host: str) -> Iterator[str]:
    if not request.url.startswith((f"{host}/", "data:", "blob:")):
        yield f"asks another host: {request.url}"


def _failed(request: Request) -> Iterator[str]:
    if request.failure != ENDED:
        yield f"{request.url} failed: {request.failure}"


def _refused(response: Response) -> Iterator[str]:
    if response.status >= 400:
        yield f"{response.status} {response.url}"
