"""Cuts a paragraph that counts up what was decided (会议议定：（一）…；（二）…) into a paragraph for each decision."""

import re
from itertools import pairwise

from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH, number

_COUNTED = "[一二三四五六七八九十]"
# (一) counts up decisions wherever it stands; other marks do behind 会议议定: only, elsewhere they may count anything.
_DECIDES = r"会议[^,。;:]{0,8}(?:议定|决定|明确|要求|同意|确定|商定)[^,。;:]{0,10}:\s*"
_MARKS = (
    (
        regex(r"(?:^|[:。;]|会议[^,。;:]{0,8}(?:议定|决定|明确|要求|同意|确定|商定),)\s*(?=\(\s*一\s*\))"),
        regex(rf"(?:^|[:。;,、])\s*(?=\(\s*(?P<n>{_COUNTED}{{1,3}})\s*\))"),
    ),
    (regex(rf"{_DECIDES}(?=\(\s*1\s*\))"), regex(r"[:。;,、]\s*(?=\(\s*(?P<n>\d{1,2})\s*\))")),
    (regex(rf"{_DECIDES}(?=1(?:、|[.](?!\d)))"), regex(r"[:。;,、]\s*(?=(?P<n>\d{1,2})(?:、|[.](?!\d)))")),
    (regex(rf"{_DECIDES}(?=①)"), regex(r"[:。;,、]\s*(?=(?P<n>[①-⑳]))")),
)
_RUNS = (
    (regex(rf"(?P<n>{_COUNTED}{{1,3}})、"), regex(rf"[。;]\s*(?=(?P<n>{_COUNTED}{{1,3}})、)")),
    (regex(r"(?P<n>\d{1,2})(?:、|[.](?!\d))"), regex(r"[。;]\s*(?=(?P<n>\d{1,2})(?:、|[.](?!\d)))")),
)
# A shorter piece, its mark among it, is no decision.
SHORTEST = 8
_GIVEN = regex(r"[由请]|责成|牵头|负责|(?<!会议)(?<![重主需首纪摘概简])要(?![求点素])|应|须|必须|务必")
# 会议议定:由甲… below a title: one decision, which needs no mark.
_ONE = regex(r"会议(?:研究|讨论)?(?:议定|决定|商定|确定|明确)\s*:\s*(?=\S)")
_LEAD_IN = regex(r"[^。;\n]*(?::|(?:以下|如下|下列)[^。;:\n]*[。;:])\s*$")


def cut(paragraph: str) -> list[str]:
    """The paragraph up to the first mark, and one for each mark with its words; the whole where nothing is counted."""
    flat = paragraph.translate(HALF_WIDTH)
    for opening, mark in _MARKS:
        first = opening.search(flat)
        places = _places(flat, first.end(), mark) if first else []
        is_counted = len(places) > 1 or (places and first and first[0].strip().endswith(":"))
        if is_counted and _are_decisions(flat, places):
            return _pieces(paragraph, places)
    return _pieces(paragraph, _run(flat))


def _places(flat: str, begin: int, mark: re.Pattern[str], value: int = 1) -> list[int]:
    """Where the marks `value`, 2, 3 … stand from `begin` on; one out of turn refers to something else."""
    places: list[int] = []
    for match in mark.finditer(flat, max(0, begin - 1)):
        if match.end() >= begin and _value(match["n"]) == len(places) + value:
            places.append(match.end())
    return places


def _are_decisions(flat: str, places: list[int]) -> bool:
    """Whether what is counted are decisions: not words of one that is given to somebody (由甲做好：（一）…)."""
    lead_in = re.split("[。;\n]", flat[: places[0]].rstrip())[-1]
    if lead_in.endswith(":") and _GIVEN.search(lead_in):
        return False
    return all(len(piece) >= SHORTEST for piece in _pieces(flat, places)[1:])


def _run(flat: str) -> list[int]:
    """Where paragraphs with the next numbers go on in the line of a numbered one: 1、…。2、…."""
    for opening, mark in _RUNS:
        if first := opening.match(flat):
            return _places(flat, first.end(), mark, _value(first["n"]) + 1)
    return []


def _pieces(text: str, places: list[int]) -> list[str]:
    return [text[start:end].rstrip() for start, end in pairwise([0, *places, len(text)])]


def _value(mark: str) -> int:
    return ord(mark) - ord("①") + 1 if mark >= "①" and mark <= "⑳" else number(mark)


def only_one(paragraph: str) -> int:
    """Where behind 会议议定: the one decision of a paragraph begins; 0 where it does not open with these words."""
    match = _ONE.match(paragraph.translate(HALF_WIDTH))
    return match.end() if match else 0


def own_words(text: str) -> str:
    """What a paragraph above counted decisions says besides its title and 会议明确:; empty where that is all.

    These words stay with it unless they have a line of their own.
    """
    flat = text.translate(HALF_WIDTH)
    match = _LEAD_IN.search(flat)
    said = flat[: match.start()] if match else flat
    if len([one for one in re.split(r"[。;\n]", said) if one.strip()]) < 2:
        return ""
    return text[: len(said.rstrip())] if said.endswith("\n") else text
