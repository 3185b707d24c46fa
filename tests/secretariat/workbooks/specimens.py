"""Workbooks as nobody should send them, made by hand."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="{kind}"/></Types>'
)
BOOK = (
    f'<workbook xmlns="{SPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>'
)


def package(parts, *, packed=True):
    """A zip of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(data, *, main=MAIN, part="xl/workbook.xml", **more):
    """The parts of a workbook whose sheet holds the XML `data`."""
    return {
        "[Content_Types].xml": TYPES.format(part=part, kind=main),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": data,
        **more,
    }


def worksheet(rows, after="", before=""):
    """The XML of a sheet."""
    return f'{before}<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(address, words, kind="inlineStr"):
    """A cell with a text."""
    inner = f"<is><t>{words}</t></is>" if kind == "inlineStr" else f"<v>{words}</v>"
    return f'<c r="{address}" t="{kind}">{inner}</c>'


def row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def book(rows="", after="", before="", **more):
    """The bytes of a workbook with one sheet."""
    return package(parts_of(worksheet(rows, after, before), **more))


def sent(content, name="表.xlsx"):
    return ContentFile(content, name=name)
