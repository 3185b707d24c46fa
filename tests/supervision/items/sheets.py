"""Sheets of items as people fill them in."""

import io

import openpyxl

from supervision.items.headings import HEADS

HEADINGS = [words[0] for words in HEADS.values()]
ROW = {
    "title": "修订提案办理办法",
    "assignment": "主席会议要求",
    "requirement": "修订后印发",
    "lead": "提案委员会",
    "due": "11月30日",
}


def sheet_of(*rows, heads=HEADINGS):
    """The bytes of a workbook with these rows (dicts over ROW), one good row without any."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(list(heads))
    for row in rows or [{}]:
        filled = ROW | row
        page.append([filled.get(name) for name in HEADS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
