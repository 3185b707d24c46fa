"""What stands around the text of a docx: page, grid, styles, page numbers, and the package itself."""

import datetime
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from secretariat.late import late
from secretariat.papers import docx_xml as x
from secretariat.papers import geometry as g
from secretariat.papers.fonts import FACES

docx, etree = late("docx"), late("lxml.etree")

# The footer's line is 20 pt high with the dash in its middle, which is to run 7 mm below the text.
_FOOTER_LINE = 20.0
# 4,096ths of a point by which a character of the grid is narrower than the type; rounded so that 28 still fit.
_CHARACTER_SPACE = int((g.TEXT_WIDTH / g.CHARACTERS - g.BODY) * 4096) - 1
_UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")
_HEADING_FACES = ("hei", "kai", "body", "body")


def frame_page(document: Any, page: g.Page = g.UPRIGHT) -> None:
    """Set A4, margins, the grid of 22 × 28 and the page numbers, odd at the right and even at the left (rule 45)."""
    section = document.sections[0]
    mm, orientation = docx.shared.Mm, docx.enum.section.WD_ORIENT
    section.page_width, section.page_height = mm(page.width), mm(page.height)
    section.top_margin, section.bottom_margin = mm(page.top), mm(page.bottom)
    section.left_margin, section.right_margin = mm(page.left), mm(page.right)
    section.orientation = orientation.LANDSCAPE if page.width > page.height else orientation.PORTRAIT
    section.footer_distance = docx.shared.Pt((page.bottom - g.NUMBER_GAP_MM) * g.MM - _FOOTER_LINE / 2)
    section.header_distance = mm(15)
    properties = document.element.body.sectPr
    for old in properties.findall(x.qn("w:docGrid")):
        properties.remove(old)
    properties.append(x.element("docGrid", type="linesAndChars", linePitch=x.twips(g.LINE), charSpace=_CHARACTER_SPACE))
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")


def _number(footer: Any, side: str) -> None:
    footer.is_linked_to_previous = False
    for old in footer._element.findall(x.qn("w:p")):
        footer._element.remove(old)
    letters = x.run_properties("song", g.SMALL, grid=False)
    runs = (x.run("— ", deepcopy(letters)), *x.field("PAGE", letters), x.run(" —", deepcopy(letters)))
    indent = {side: x.twips(g.SMALL)}
    footer._element.append(x.paragraph(*runs, align=side, line=_FOOTER_LINE, grid=False, indent=indent))


def set_styles(document: Any) -> None:
    """Give the text, the title and the headings their faces; none of the library's own styles remains."""
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    letters = x.run_properties("body", g.BODY)
    letters.append(x.element("lang", val="en-US", eastAsia="zh-CN"))
    styles.append(x.element("docDefaults", x.element("rPrDefault", letters), x.element("pPrDefault")))
    styles.append(
        _style(
            "Normal",
            "body",
            g.BODY,
            # The grid says where a page ends; and nothing is pushed in between Chinese and Latin letters or digits.
            *(x.element(off, val=0) for off in ("widowControl", "autoSpaceDE", "autoSpaceDN")),
            x.element("spacing", before=0, after=0, line=240, lineRule="auto"),
            x.element("jc", val="both"),
        )
    )
    styles.append(
        _style(
            "Title",
            "title",
            g.TITLE,
            x.element("snapToGrid", val=0),
            x.element("spacing", line=x.twips(g.LINE), lineRule="exact"),
            x.element("jc", val="center"),
        )
    )
    styles.append(_style("Normal Indent", "body", g.BODY, _two_characters()))
    for level, role in enumerate(_HEADING_FACES, start=1):
        outline = x.element("outlineLvl", val=level - 1)
        styles.append(_style(f"heading {level}", role, g.BODY, x.element("keepNext"), _two_characters(), outline))


def _two_characters() -> Any:
    return x.element("ind", firstLineChars=200, firstLine=x.twips(2 * g.CHARACTER))


def _style(name: str, role: str, size: float, *paragraph: Any) -> Any:
    made = x.element("style", type="paragraph", styleId=name.title().replace(" ", ""))
    letters = x.run_properties(role, size, grid=name != "Title")
    made.append(x.element("name", val=name))
    if name == "Normal":
        made.set(x.qn("w:default"), "1")
    else:
        made.extend([x.element("basedOn", val="Normal"), x.element("next", val="Normal")])
    made.extend([x.element("qFormat"), x.element("pPr", *paragraph), letters])
    return made


def set_settings(document: Any) -> None:
    """Lay out as a current Chinese Word does; drop what the library's template brings along from elsewhere."""
    settings = document.settings.element
    settings.find(x.qn("w:themeFontLang")).set(x.qn("w:eastAsia"), "zh-CN")
    settings.find(x.qn("w:characterSpacingControl")).set(x.qn("w:val"), "compressPunctuation")
    for setting in settings.iter(x.qn("w:compatSetting")):
        if setting.get(x.qn("w:name")) == "compatibilityMode":
            setting.set(x.qn("w:val"), "15")
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNWANTED)]:
            relations.pop(key)


def same_bytes(package: bytes, day: datetime.date) -> bytes:
    """Pack a docx anew: the paper's day on every part, and the other names under which Word may find the faces."""
    packed = BytesIO()
    # A zip knows no year before 1980.
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    own = {"word/fontTable.xml": _font_table(), "docProps/app.xml": _application()}
    with ZipFile(BytesIO(package)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, stamp), own.get(name) or old.read(name), ZIP_DEFLATED)
    return packed.getvalue()


def _font_table() -> bytes:
    fonts = x.element("fonts")
    for face in FACES.values():
        # The character set 86 is GB 2312: whoever lacks the face gets another Chinese one.
        parts = (x.element("altName", val=face.alternate), x.element("charset", val="86"))
        fonts.append(x.element("font", *parts, name=face.office))
    return _xml(fonts)


def _application() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _xml(etree.Element(f"{{{namespace}}}Properties", nsmap={None: namespace}))


def _xml(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
