"""Word documents, sound and as nobody should send them, made by hand."""

from tests.secretariat.workbooks.specimens import TYPES, package, sent

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def part(name, inner):
    """The XML of a part of a document."""
    return f"<w:{name} {SPACE}>{inner}</w:{name}>"


def paragraph(words, *, of=None, level=0, style=""):
    """A paragraph, of a list where `of` names one."""
    kept = f'<w:pStyle w:val="{style}"/>' if style else ""
    if of is not None:
        kept += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of}"/></w:numPr>'
    return f"<w:p><w:pPr>{kept}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def level(place, text, form="chineseCountingThousand", start=1, style=""):
    """A level of a kind of list."""
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{bound}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{inner}</w:lvl>'


def numbering(kinds, lists):
    """The part of the lists: levels by kind, and the inside of each list by its number."""
    inner = "".join(f'<w:abstractNum w:abstractNumId="{one}">{levels}</w:abstractNum>' for one, levels in kinds.items())
    inner += "".join(f'<w:num w:numId="{one}">{inside}</w:num>' for one, inside in lists.items())
    return part("numbering", inner)


def kind(number):
    """What a list says of its kind."""
    return f'<w:abstractNumId w:val="{number}"/>'


def row(*cells):
    """A row of a table; a cell is its XML, or the words of its only paragraph."""
    return "<w:tr>" + "".join(f"<w:tc>{one if '<' in one else paragraph(one)}</w:tc>" for one in cells) + "</w:tr>"


def document(body, *, main=MAIN, **more):
    """The bytes of a document; `more` are further parts, named without folder and ending."""
    parts = {
        "[Content_Types].xml": TYPES.format(part="word/document.xml", kind=main),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    return package(parts | {f"word/{name}.xml": content for name, content in more.items()})


def uploaded(content, name="纪要.docx"):
    """As it is sent in."""
    return sent(content, name=name)
