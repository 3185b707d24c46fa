"""Each look of a text is read until it is known, and no other is taken for it."""

import pytest

from tests.journeys.looks import ON_PAGES, Looks
from tests.journeys.soundness import faults

CLEAR = '<p style="color: #222">督查专报</p>'
FAINT = '<p style="color: #ddd">督查专报</p>'
ON_DARK = f'<div style="background: #333">{CLEAR}</div>'
OPEN = '<!doctype html><html lang="zh-CN"><title>一页</title><body style="background: white"><main><h1>一页</h1>'


@pytest.fixture
def wrong(page):
    """What is wrong with the texts of a page."""
    page.goto("about:blank")

    def read(looks, text):
        page.set_content(f"{OPEN}{text}")
        return [fault.split(":")[0] for fault in faults(page, looks, dark=False)]

    return read


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("text", [FAINT, ON_DARK, FAINT.replace("<p", "<p hidden") + FAINT])
def test_what_does_not_stand_out_is_found_among_texts_of_known_looks(wrong, text):
    looks = Looks()
    for _ in range(ON_PAGES):
        assert wrong(looks, CLEAR) == []

    assert wrong(looks, CLEAR * 3 + text) == ["color-contrast"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("all_texts", [False, True])
def test_a_known_look_is_not_read_again_unless_all_texts_are(wrong, all_texts):
    looks = Looks(all_texts=all_texts)

    *first, last = [wrong(looks, FAINT) for _ in range(ON_PAGES + 1)]

    assert first == [["color-contrast"]] * ON_PAGES
    assert last == (["color-contrast"] if all_texts else [])
