"""The folder of fonts, and the papers rendered once for all that measure them."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pdfplumber
import pytest
from django.conf import settings
from docx.document import Document

from secretariat.papers.docx import render_docx
from secretariat.papers.fonts import font_files
from secretariat.papers.pdf import render_pdf
from tests.secretariat.papers import specimen


@pytest.fixture(scope="session")
def font_dir() -> Path:
    """Return the folder; in CI a machine without Chinese fonts is an error, elsewhere a reason to measure nothing."""
    folder = Path(settings.FONT_DIR)
    if not font_files(folder):
        missing = f"no fonts in {folder}: set FONT_DIR, or start the house once"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return folder


def _opened(pdf: bytes) -> Iterator[pdfplumber.PDF]:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        yield opened


@pytest.fixture(scope="session")
def briefing_pdf(font_dir: Path) -> Iterator[pdfplumber.PDF]:
    yield from _opened(render_pdf(specimen.briefing(), font_dir=font_dir))


@pytest.fixture(scope="session")
def solid_pdf(font_dir: Path) -> Iterator[pdfplumber.PDF]:
    yield from _opened(render_pdf(specimen.solid(), font_dir=font_dir))


@pytest.fixture(scope="session")
def minutes_pdf(font_dir: Path) -> Iterator[pdfplumber.PDF]:
    yield from _opened(render_pdf(specimen.minutes(), font_dir=font_dir))


@pytest.fixture(scope="session")
def briefing_docx() -> Document:
    return docx.Document(BytesIO(render_docx(specimen.briefing())))
