"""A ruler for pdf pages: millimetres, lines of characters, numbers in words."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pdfplumber.page import Page

MM = 72 / 25.4
TEXT_BOTTOM_MM = 297 - 35


def mm(points: float) -> float:
    return points / MM


def body_chars(page: Page) -> list[Any]:
    """Return the characters within the text area, without the page number below it."""
    return [char for char in page.chars if char["top"] < TEXT_BOTTOM_MM * MM]


def lines(page: Page) -> list[list[Any]]:
    """Return the characters of the text area line by line, from the top, each from the left."""
    chars = sorted(body_chars(page), key=baseline)
    rows = groupby(chars, key=lambda char: round(baseline(char)))
    return [sorted(row, key=lambda char: char["x0"]) for _, row in rows]


def baseline(char: Any) -> float:
    """Return the height of the line a character stands on, from the top of the page."""
    return 297 * MM - char["matrix"][5]


def words(chars: Iterable[Any]) -> str:
    return "".join(char["text"] for char in chars)


def find(page: Page, text: str) -> list[Any]:
    """Return the characters of a text that stands in one line of the page."""
    for line in lines(page):
        start = words(line).find(text)
        if start >= 0:
            return line[start : start + len(text)]
    raise AssertionError(f"{text} is not on page {page.page_number}")


def numbers(texts: Iterable[str]) -> Counter[str]:
    """Count the numbers in texts, with their thousands, decimals and per cent."""
    return Counter(number for text in texts for number in re.findall(r"\d+(?:[.,]\d+)*%?", text))
