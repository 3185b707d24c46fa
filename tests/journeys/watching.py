"""What must not happen in a window: errors, failed requests, other hosts, breaches."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.windows import Window

PATIENCE = 30_000  # the machine may be busy with other tests
# Chromium asks for these itself, or reports a file it was given to keep as a request that ended.
ENDED = "net::ERR_ABORTED"


def watched(window: Window, host: str, wrong: list[str]) -> Page:
    """The tab of the window; everything that goes wrong in it from now on is written to `wrong`."""
    page = window.tab
    page.set_default_timeout(PATIENCE)
    window.hear("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    window.hear("console", lambda message: wrong.extend(_complaint(page, message)))
    window.hear("request", lambda request: wrong.extend(_abroad(page, request, host)))
    window.hear("requestfailed", lambda request: wrong.extend(_failed(page, request)))
    window.hear("response", lambda response: wrong.extend(_refused(page, response)))
    return page


def _complaint(page: Page, message: ConsoleMessage) -> list[str]:
    return [f"{page.url}: {message.text}"] if message.type in ("error", "warning") else []


def _abroad(page: Page, request: Request, host: str) -> list[str]:
    here = request.url.startswith((f"{host}/", "data:", "blob:"))
    return [] if here else [f"{page.url}: asks another host: {request.url}"]


def _failed(page: Page, request: Request) -> list[str]:
    return [] if request.failure == ENDED else [f"{page.url}: {request.url} failed: {request.failure}"]


def _refused(page: Page, response: Response) -> list[str]:
    return [f"{page.url}: {response.status} {response.url}"] if response.status >= 400 else []
