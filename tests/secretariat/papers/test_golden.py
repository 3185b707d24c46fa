"""Pictures of pages that a person looked at and found good; PAPERS_GOLDEN=write makes new ones to be looked at."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

GOLDEN = Path(__file__).parent / "golden"
RESOLUTION = 50


def picture(page):
    # Blurred, so that another version of a font or of the drawing library is not a difference, but a moved line is.
    return page.to_image(resolution=RESOLUTION).original.convert("RGB").filter(ImageFilter.GaussianBlur(1))


@pytest.mark.parametrize(
    ("paper", "page"),
    [("briefing", 1), ("briefing", 2), ("briefing", 4), ("briefing", 6), ("minutes", 1)],
)
def test_pages_look_as_they_were_found_good(request, paper, page):
    drawn = picture(request.getfixturevalue(f"{paper}_pdf").pages[page - 1])
    file = GOLDEN / f"{paper}-{page}.png"
    if os.environ.get("PAPERS_GOLDEN") == "write":
        drawn.quantize(64).save(file, optimize=True)

    with Image.open(file) as golden:
        difference = ImageChops.difference(drawn, golden.convert("RGB")).convert("L")

    assert ImageStat.Stat(difference).mean[0] < 1.5
    assert sum(difference.histogram()[80:]) < 0.001 * drawn.width * drawn.height
