"""The outline of minutes: which paragraphs are lines of their own, what belongs to each, and what stands above it."""

import re
from dataclasses import replace
from itertools import zip_longest

from planning.meetings.enumerated import cut, only_one, own_words
from planning.meetings.lines import LONGEST_TITLE, OPENING, Line, is_header, label_of, paragraphs_of, set_apart
from secretariat.patterns import regex

# How deep the numbers of titles stand at most, and where a decision without one belongs.
TITLES, DEEPEST = 2, 6
# Who was there and who gets it: behind them their names may go on over the line.
_NAMES = regex(r"(?:会议)?(?:出席|列席|请假|缺席|参加|参会|抄送|抄报|分送|主送|记录|签发)")
_SENTENCE = regex(r"[。；;](?=.)|[由请要报]|负责|牵头|配合|完成|会议")
# A last word on what was decided.
_LAST_WORDS = regex(r"会议(?:最后|还)?(?:强调|要求|指出)[,，]")


def numbered(text: str) -> list[Line]:
    """The numbered paragraphs, each with those that follow it; empty for a text without numbers."""
    found = _Found()
    for paragraph in paragraphs_of(text):
        first, *counted = cut(paragraph)
        if first:
            found.add(first, counted)
        for piece in counted:
            found.add(piece, [])
    return found.all() if any(line.label for line in found.lines) else []


class _Found:
    """The lines found so far, and the paragraphs that follow each."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.more: list[list[str]] = []
        # Names may go on over the line; paragraphs may count up decisions without a number of their own.
        self.is_among_names = False
        self.is_free = False

    def add(self, paragraph: str, counted: list[str]) -> None:
        """Take a paragraph, with the decisions that it counts up behind its first words."""
        label = label_of(paragraph)
        if label:
            self.is_free = self.is_free and label.level > 1
            self._open(label)
        elif is_header(paragraph):
            self.is_among_names = _NAMES.match(re.sub(r"\s", "", paragraph)) is not None
        elif paragraph and not (self.is_among_names and not _SENTENCE.search(paragraph)):
            self._go_on(paragraph, counted)

    def all(self) -> list[Line]:
        """The lines that may be decisions."""
        last = set_apart(self.more)
        for line, paragraphs in zip(self.lines, self.more, strict=True):
            line.text = "\n".join([line.text, *paragraphs])
        return _with_headings(self.lines) + last

    def _open(self, line: Line) -> None:
        self.is_among_names = False
        self.lines.append(line)
        self.more.append([])

    def _go_on(self, paragraph: str, counted: list[str]) -> None:
        begin = only_one(paragraph) if not counted and self._is_below_title() else 0
        if counted and not self._holds(counted[0]):
            self.is_free = True
            self._open(Line("", 1, paragraph))
        elif begin:
            self._open(Line(self.lines[-1].label, DEEPEST, paragraph[begin:]))
        elif self._is_said_of_all(paragraph):
            self._open(Line("", self.lines[-1].level, paragraph))
        elif self.lines and not (self.is_free and OPENING.match(paragraph)):
            self.more[-1].append(paragraph)
        elif OPENING.match(paragraph):
            self._open(Line("", 1, paragraph, is_above=not self.lines))

    def _holds(self, paragraph: str) -> bool:
        """Whether the decisions that a paragraph counts up belong to the line before it."""
        label = label_of(paragraph)
        return bool(self.lines and label and self.lines[-1].level < label.level and not self.is_free)

    def _is_said_of_all(self, paragraph: str) -> bool:
        """Whether a last word (会议强调) stands below a finer line that is a whole sentence: it is of its section."""
        last = self.lines[-1] if self.lines else Line("", 1, "")
        is_whole = last.level > 1 and last.text.endswith(("。", "；", ";")) and not self.more[-1]
        return is_whole and any(line.level < last.level for line in self.lines) and bool(_LAST_WORDS.match(paragraph))

    def _is_below_title(self) -> bool:
        last = self.lines[-1] if self.lines else Line("", DEEPEST - 1, "")
        return last.level == DEEPEST or (last.level <= TITLES and not re.search("[。；;]", last.text))


def _with_headings(lines: list[Line]) -> list[Line]:
    """The lines that may be decisions: one that heads finer lines gives them its title, and stays if it says more."""
    kept: list[Line] = []
    heads: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        heads = [head for head in heads if head.level < line.level]
        line.heading = _title_of(heads[-1].text) if heads else ""
        if following is not None and following.level > line.level:
            heads.append(replace(line))
            line.is_above = len(line.text) <= LONGEST_TITLE * 2
            line.text = own_words(line.text) if line.is_above else line.text
        if line.text:
            kept.append(line)
    return kept


def _title_of(text: str) -> str:
    title = re.split("[。；;\n]", text, maxsplit=1)[0]
    return "" if len(title) > LONGEST_TITLE * 2 or OPENING.match(title) else title
