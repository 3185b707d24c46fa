"""The lines of a programme: their numbers, the fields named in them, the members of a list each for itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planning.consultations.roles import FoundName, field_names
from planning.consultations.topics import Place
from secretariat.patterns import regex

# A point before digits makes a decimal, but for the number of a line that opens with a date (1.3月下旬).
_NO_DECIMAL = r"(?!\d(?!\d?月|\d{3}年))"
_WORDS, _NO_COUNT = r"[\u4e00-\u9fff“《]", r"(?!\s*[月日年号个次万亿%])"
_LABELS: list[tuple[int, re.Pattern[str]]] = [
    (1, regex(r"(?:第)?(?P<label>[一二三四五六七八九十]{1,4})\s*(?:[、.]|部分[:、\s])\s*")),
    (2, regex(r"\(\s*(?P<label>[一二三四五六七八九十]{1,3})\s*\)\s*[、.]?\s*")),
    (3, regex(rf"(?P<label>\d{{1,3}})\s*(?:[、)]|[.]{_NO_DECIMAL})\s*")),
    (4, regex(rf"(?P<label>\d{{1,2}}(?:[.]\d{{1,2}}){{1,2}})(?:[、.]|(?=[ \t]|{_WORDS}){_NO_COUNT})\s*")),
    (3, regex(rf"(?P<label>\d{{1,2}})[ \t]+(?={_WORDS}){_NO_COUNT}")),
    (4, regex(r"\(\s*(?P<label>\d{1,3})\s*\)\s*[、.]?\s*")),
    (3, regex(r"[【\[〔]\s*(?P<label>\d{1,3})\s*[】\]〕]\s*")),
    (5, regex(r"(?P<label>[①-⑳])\s*[、.]?\s*")),
    (5, regex(r"(?P<label>[一二三四五六七八九十]{1,2})是")),
]
_BULLET = regex(r"[\s\u3000*•·●○◆◇■□▪‣※・★☆◎▲△▶►➢✓√#>\-–—]*")
_LISTED = regex(
    rf"(?:(?<=[。;:])|(?<=\s))\s*(?:(?P<number>\d{{1,2}})[.、]{_NO_DECIMAL}|\((?P<bracketed>\d{{1,2}})\)|(?P<circled>[①-⑳])"
    r"|\((?P<numeral>[一二三四五六七八九十])\)|(?P<spoken>[一二三四五六七八九十])是)"
)
_ORDER = "一二三四五六七八九十"
# What stands below a programme: its seal and date, whom it goes to, whom to ask.
_BELOW = regex(
    r"(?:附件|附|抄送|主送|分送|印发|联系人|联系电话|共印|校对|打印)\s*\d*\s*[:：]|[(（](?:此件|联系人)|(?:二[〇零○O]|20\d\d)[^\s,，。;；]{0,9}年[^\s,，。;；]{1,6}月[^\s,，。;；]{1,4}日(?:印发)?$"
)
_SEAL = regex(r"[^,，。;；:：\d]{0,24}(?:委员会|办公厅|办公室|政协|秘书处|党组)")
_NOTE = regex(r"(?:注|备注|说明|附注|注释)\s*\d?\s*[:：]")


@dataclass(frozen=True)
class Line:
    """A line with its number, if it has one, from `start` to `end`; its words begin at `begin`."""

    label: str
    level: int
    start: int
    begin: int
    end: int
    names: list[FoundName]
    is_after_gap: bool

    @property
    def head(self) -> Place:
        """Where the words before the first field stand."""
        return self.begin, self.names[0][2] if self.names else self.end


def lines_of(flat: str) -> list[Line]:
    """The lines of a text that are not blank, without what stands below the programme."""
    found: list[Line] = []
    gap = False
    for start, end in _without_end(flat, [match.span() for match in re.finditer(r"^[^\n]*", flat, re.MULTILINE)]):
        if flat[start:end].strip():
            found += [_line(flat, *piece, gap=gap and piece[0] == start) for piece in _pieces(flat, start, end)]
            gap = False
        else:
            gap = True
    return found


def _without_end(flat: str, places: list[Place]) -> list[Place]:
    kept = [place for place in places if not _NOTE.match(flat[slice(*place)].strip())]
    while kept and _is_below(flat, kept):
        kept.pop()
    return kept


def _is_below(flat: str, places: list[Place]) -> bool:
    words = flat[slice(*places[-1])].strip()
    return not words or _BELOW.match(words) is not None or _SEAL.fullmatch(words) is not None


def _line(flat: str, start: int, end: int, *, gap: bool) -> Line:
    begin = _BULLET.match(flat, start, end).end()  # type: ignore[union-attr]
    label, level, begin = label_at(flat, begin, end)
    return Line(label, level, start, begin, end, field_names(flat, begin, end), gap)


def label_at(flat: str, begin: int, end: int) -> tuple[str, int, int]:
    """The number at `begin`, how deep its kind stands, and where the words behind it begin."""
    for level, pattern in _LABELS:
        match = pattern.match(flat, begin, min(end, begin + 14))
        if match and match.end() < end:
            return match["label"], level, match.end()
    return "", 0, begin


# ── Lists within a line ──────────────────────────────────────────────────────────────────────────────────────────────
def _pieces(flat: str, start: int, end: int) -> Iterator[Place]:
    """The line cut before the members of a list in it (1.…；2.…), unless that is the value of a field."""
    cuts = _cuts(flat, start, end)
    yield from zip([start, *cuts], [*cuts, end], strict=True)


def _cuts(flat: str, start: int, end: int) -> list[int]:
    matches = list(_LISTED.finditer(flat, start, end))
    if not matches:
        return []
    names = field_names(flat, start, end)
    matches = [one for one in matches if _splits(one.end(), names)]
    own = _LISTED.match(" " + flat[_BULLET.match(flat, start, end).end() :][:8], 1)  # type: ignore[union-attr]
    for kind in ("number", "bracketed", "circled", "numeral", "spoken"):
        cuts = list(_in_order([one for one in matches if one[kind]], kind, own[kind] if own else None))
        if cuts:
            return cuts
    return []


def _splits(place: int, names: list[FoundName]) -> bool:
    before = [role for role, _name, begin, _value in names if begin < place]
    is_field = any(begin == place for _role, _name, begin, _value in names)
    return not is_field and (not before or before[-1] == "topic")


def _in_order(matches: Iterable[re.Match[str]], kind: str, own: str | None) -> Iterator[int]:
    """The places of those that are numbered one after another; the line's own number may be the first."""
    awaited = 2 if own and _value(own) == 1 else 1
    cuts = []
    for match in matches:
        if _value(match[kind]) == awaited:
            cuts.append(match.start(kind) - (kind in ("bracketed", "numeral")))
            awaited += 1
    if awaited > 2:
        yield from cuts


def _value(label: str) -> int:
    if label in _ORDER:
        return _ORDER.index(label) + 1
    return int(label) if label.isdecimal() else ord(label[0]) - ord("①") + 1
