"""A downloaded paper as its reader has it: the bytes, and the words on it."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
from playwright.sync_api import Page


def download(page: Page, ending: str) -> bytes:
    """Take the file of this kind: its link has the name of the file, or says Word or PDF."""
    word = {"pdf": "PDF", "docx": "Word"}[ending]
    named = re.compile(rf"\.{ending}$|^{word}$")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=named).click()
    return Path(waiting.value.path()).read_bytes()


def words_of_docx(content: bytes) -> str:
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return _without_spaces("".join([*(paragraph.text for paragraph in paper.paragraphs), *cells]))


def words_of_pdf(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as paper:
        return _without_spaces("".join(page.extract_text() for page in paper.pages))


def _without_spaces(words: str) -> str:
    return "".join(words.split())
