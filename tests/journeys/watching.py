"""The windows of the journeys, and what must not happen in them: errors, failed requests, other hosts, breaches."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PATIENCE = 30_000  # the machine may be busy with other tests
# Chromium asks for these itself, or reports a file it was given to keep as a request that ended.
ENDED = "net::ERR_ABORTED"


def watched(page: Page, host: str, wrong: list[str]) -> list[str]:
    """Everything that goes wrong in `page` from now on is written to `wrong`."""
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda message: wrong.extend(_complaint(page, message)))
    page.on("request", lambda request: wrong.extend(_abroad(page, request, host)))
    page.on("requestfailed", lambda request: wrong.extend(_failed(page, request)))
    page.on("response", lambda response: wrong.extend(_refused(page, response)))
    return wrong


def _complaint(page: Page, message: ConsoleMessage) -> list[str]:
    return [f"{page.url}: {message.text}"] if message.type in ("error", "warning") else []


def _abroad(page: Page, request: Request, host: str) -> list[str]:
    here = request.url.startswith((f"{host}/", "data:", "blob:"))
    return [] if here else [f"{page.url}: asks another host: {request.url}"]


def _failed(page: Page, request: Request) -> list[str]:
    return [] if request.failure == ENDED else [f"{page.url}: {request.url} failed: {request.failure}"]


def _refused(page: Page, response: Response) -> list[str]:
    return [f"{page.url}: {response.status} {response.url}"] if response.status >= 400 else []
