"""What the browser makes of the sheets on which an arrangement is printed."""

from io import BytesIO

import pdfplumber
import pytest
from django.conf import settings
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROWS = "".join(f"<tr><td>row {n}</td></tr>" for n in range(80))
HEAD = '<div class="s-print"><h1>title</h1><p>facts</p></div>'
PAGE = f'<main class="s-main">{HEAD}<div class="s-weekprint"><section class="s-panel"><table class="s-table">{ROWS}'


def test_a_long_month_begins_below_its_title_and_lies_on_its_side(browser: Browser):
    style = (settings.BASE_DIR / "static" / "css" / "secretariat.css").read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(f"<!doctype html><style>{style}</style>{PAGE}")
    content = page.pdf(prefer_css_page_size=True)
    page.close()

    with pdfplumber.open(BytesIO(content)) as paper:
        words = paper.pages[0].extract_text()
        assert "title" in words and "row 0" in words
        assert all(one.width > one.height for one in paper.pages)
