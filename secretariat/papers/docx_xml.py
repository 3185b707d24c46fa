"""Small parts of WordprocessingML for which python-docx has no words: East Asian faces, grid, borders, fields."""

from copy import deepcopy
from typing import Any

from secretariat.late import late
from secretariat.papers.fonts import FACES

docx = late("docx")


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element of the `w:` namespace with its attributes and children."""
    made = docx.oxml.OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(children)
    return made


def qn(name: str) -> str:
    """Return a name such as w:val as it stands in the tree, with its whole namespace."""
    return str(docx.oxml.ns.qn(name))


def twips(points: float) -> int:
    """Return twentieths of a point, the unit of most measures in a docx."""
    return round(points * 20)


def run_properties(role: str, size: float, *, color: str = "", spacing: float = 0, grid: bool = True) -> Any:
    """Return `rPr` with the office's face for all four scripts, so that digits stand in the same letters.

    The hint makes Word set quotation marks and dashes in the Chinese face, as wide as a character.
    """
    face = FACES[role].office
    children = [element("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")]
    if not grid:
        children.append(element("snapToGrid", val=0))
    if color:
        children.append(element("color", val=color))
    if spacing:
        children.append(element("spacing", val=twips(spacing)))
    children += [element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))]
    return element("rPr", *children)


def run(text: str, properties: Any = None) -> Any:
    """Return a run; line breaks in the text become breaks. Without properties it has those of its paragraph's style."""
    made = element("r", element("rPr", element("rFonts", hint="eastAsia")) if properties is None else properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def tab() -> Any:
    """Return a run with nothing but a tab."""
    return element("r", element("tab"))


def field(code: str, properties: Any) -> list[Any]:
    """Return the runs of a field such as the page number."""

    def part(child: Any) -> Any:
        return element("r", deepcopy(properties), child)

    instruction = element("instrText")
    instruction.text = f" {code} "
    begin, middle, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    return [part(begin), part(instruction), part(middle), run("1", deepcopy(properties)), part(end)]


def paragraph(
    *runs: Any,
    style: str = "",
    align: str = "",
    line: float = 0,
    before: float = 0,
    after: float = 0,
    indent: dict[str, int] | None = None,
    keep: bool = False,
    bottom: Any = None,
    tabs: tuple[tuple[str, float], ...] = (),
    grid: bool = True,
) -> Any:
    """Return a paragraph. `line` is an exact height in points; without one the style and the grid decide.

    The children stand in the order of the schema, on which Word insists.
    """
    properties = element("pPr")
    if style:
        properties.append(element("pStyle", val=style))
    if keep:
        properties.append(element("keepNext"))
    if bottom is not None:
        properties.append(element("pBdr", bottom))
    if tabs:
        properties.append(element("tabs", *(element("tab", val=side, pos=twips(at)) for side, at in tabs)))
    if not grid:
        properties.append(element("snapToGrid", val=0))
    if line or before or after:
        exact = {"line": twips(line), "lineRule": "exact"} if line else {}
        properties.append(element("spacing", before=twips(before), after=twips(after), **exact))
    if indent is not None:
        properties.append(element("ind", **indent))
    if align:
        properties.append(element("jc", val=align))
    return element("p", properties, *runs)


def border(side: str, points: float, *, color: str = "000000", space: int = 0) -> Any:
    """Return one border line; its thickness goes in eighths of a point."""
    # The smallest line Word draws is two eighths.
    return element(side, val="single", sz=max(2, round(points * 8)), space=space, color=color)
