"""What hands do on every page."""

from playwright.sync_api import Page, expect


def press(page: Page, name: str, *, sure: bool = False, said: str = "") -> None:
    """Press a button or link; `sure` answers the question it asks, `said` is what the page must say then."""
    page.wait_for_load_state()  # before its scripts run, a button would not ask
    main = page.locator("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
    if sure:
        page.locator("dialog[open]").get_by_role("button", name="确认").click()
    if said:
        hears(page, said)


def hears(page: Page, words: str) -> None:
    """The page says so in a passing notice."""
    expect(page.locator("#toasts")).to_contain_text(words)
