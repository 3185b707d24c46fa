"""The one model of a paper: what it says, in the order in which it is printed."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from secretariat.papers.numerals import WORDING, chinese_date, heading_mark

Kind: TypeAlias = Literal["briefing", "minutes", "plain"]
Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1–4. Its mark is counted by the paper unless `numbered` is off."""

    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        assert 1 <= self.level <= 4, f"no heading of level {self.level}"


@dataclass(frozen=True)
class Paragraph:
    """Running text; the first line stands in by two characters unless `indent` is off."""

    text: str
    indent: bool = True


@dataclass(frozen=True)
class Roll:
    """A label in 黑体 with names in 仿宋, further lines under the first name: 出席、请假、列席 (GB/T 9704 §10.3)."""

    label: str
    names: str


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page.

    `widths` are relative; without them, and without `align`, both are taken from the contents. `groups` says how many
    rows stand together, one number after another: they share their first cell and are kept on one page where they fit.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    align: tuple[Align, ...] = ()
    note: str = ""
    groups: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.head)
        assert columns and all(len(row) == columns for row in self.rows), "a row is not as long as the head"
        assert len(self.widths) in (0, columns) and len(self.align) in (0, columns), "not one width and side per column"
        assert sum(self.groups) in (0, len(self.rows)), "the groups are not all the rows"


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class BlankLine:
    """One empty line of the grid."""


@dataclass(frozen=True)
class Signature:
    """Who signs and on which day, at the right: in by four characters when a seal comes over it, by two when not."""

    names: tuple[str, ...]
    date: datetime.date
    sealed: bool = False


Block: TypeAlias = Heading | Paragraph | Roll | Table | PageBreak | BlankLine | Signature


@dataclass(frozen=True)
class Distribution:
    """To whom a paper goes (报/送/发, 分送), who printed it and how often: the lines at the foot of the last page."""

    report_to: str = ""
    send_to: str = ""
    copy_to: str = ""
    share_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    copies: int | None = None

    def receivers(self) -> tuple[tuple[str, str], ...]:
        """Return the lines with somebody in them, as label and names."""
        wording = WORDING["distribution"]
        named = {"report": self.report_to, "send": self.send_to, "copy": self.copy_to, "share": self.share_to}
        return tuple((wording[kind], names) for kind, names in named.items() if names)

    def printed_line(self) -> str:
        """Return the words on the day of printing, empty without one."""
        if self.printed_on is None:
            return ""
        return WORDING["distribution"]["printed"].format(date=chinese_date(self.printed_on))

    def copies_line(self) -> str:
        """Return the words on the number of copies, empty without one."""
        return "" if self.copies is None else WORDING["distribution"]["copies"].format(copies=self.copies)


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Every string is finished and printed as it is; `title` may carry its own line breaks. Without a `masthead` the paper
    begins with its title. `date` is printed beside the issuer and is the time of making of both files, which is what
    makes a reprint the same bytes (rule 43). A `landscape` paper lies on its side with small margins: for wide tables.
    """

    kind: Kind
    title: str
    date: datetime.date
    blocks: tuple[Block, ...]
    masthead: str = ""
    issue_line: str = ""
    issuer: str = ""
    label: str = ""
    subtitle: str = ""
    distribution: Distribution | None = None
    landscape: bool = False


def laid_out(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks as printed: marks before headings, an empty line above rolls and signatures (§7.3.5, §10.3)."""
    counts = [0, 0, 0, 0]
    printed: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.numbered:
            # A heading starts the levels below it anew.
            counts[block.level - 1 :] = [counts[block.level - 1] + 1] + [0] * (4 - block.level)
            mark = heading_mark(block.level, counts[block.level - 1])
            block = replace(block, text=mark + block.text, numbered=False)
        follows_roll = bool(printed) and isinstance(printed[-1], Roll)
        if isinstance(block, Signature) or (isinstance(block, Roll) and not follows_roll):
            printed.append(BlankLine())
        printed.append(block)
    return tuple(printed)


def printable(text: str) -> str:
    """Return the text without control characters, which neither format can hold; line breaks stay."""
    return "".join(c for c in text if c == "\n" or (ord(c) >= 32 and not 0x7F <= ord(c) <= 0x9F))


def words_of(paper: Paper) -> Iterator[str]:
    """Yield every string that is printed, in order: what both renderings must hold."""
    yield from filter(None, (paper.label, paper.masthead, paper.issue_line))
    if paper.masthead:
        yield from filter(None, (paper.issuer, chinese_date(paper.date)))
    yield from filter(None, (paper.title, paper.subtitle))
    for block in laid_out(paper.blocks):
        yield from filter(None, _words_of_block(block))
    if paper.distribution:
        yield from _words_of_distribution(paper.distribution)


def _words_of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Roll():
            yield from (block.label, block.names)
        case Table():
            yield block.caption
            yield from block.head
            for row in block.rows:
                yield from row
            yield block.note
        case Signature():
            yield from (*block.names, chinese_date(block.date))


def _words_of_distribution(distribution: Distribution) -> Iterator[str]:
    for label, names in distribution.receivers():
        yield from (label, names)
    yield from filter(None, (distribution.printed_by, distribution.printed_line(), distribution.copies_line()))
