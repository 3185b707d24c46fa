"""The lines of a published week and the pieces of a line that are activities of their own."""

from dataclasses import dataclass
from itertools import pairwise

from planning.arrangements.marks import ALL_DAY, is_marked, ordinal_at, read_marks
from secretariat.patterns import regex
from secretariat.workdays.numerals import HALF_WIDTH

# Commas divide where a half of the day or a full date follows: …会议,下午,….
_OPENS = regex(
    r"\s*(?:(?:同日|当日|当天)?(?:上午|下午|晚上|晚间)|当晚|同日|次日|\d{1,2}月\d{1,2}日\s*(?:\(|上午|下午|晚上|全天|,))"
)
_TOKENS = regex(r"[“”\"《》()\[\];。,①-⑳]|[ \t]+")
_RINGS = frozenset(map(chr, range(ord("①"), ord("⑳") + 1)))
_OPENING, _CLOSING = "“《(", "”》)"


# Signs that only look like those of the patterns; one for one, so that places in the line stay valid.
_FLAT = HALF_WIDTH | str.maketrans("∶﹕﹔〜∼‐‑‒−─━﹣", "::;~~-------")


@dataclass(frozen=True)
class Piece:
    """An activity with its marks, from `start` to `end` of a line; `is_first` in its line."""

    start: int
    end: int
    is_first: bool


def flattened(line: str) -> str:
    """The line in half width with plain colons and dashes, character for character."""
    return line.translate(_FLAT)


def pieces(flat: str, start: int = 0) -> list[Piece]:
    """The pieces of a line in half width: divided at ; and before the next number, and where a new time begins.

    What stands in quotation marks or brackets is one; a bracket that is never closed holds nothing.
    """
    cuts = _cuts(flat, start, nested=True)
    if cuts is None:
        cuts = _cuts(flat, start, nested=False) or []
    edges = [start, *cuts, len(flat)]
    spans = [(a, b) for a, b in pairwise(edges) if flat[a:b].strip(" \t;。,")]
    return [Piece(a, b, n == 0) for n, (a, b) in enumerate(spans)]


def _cuts(flat: str, start: int, *, nested: bool) -> list[int] | None:
    """Where the line is divided; None if a bracket stays open."""
    cuts: list[int] = []
    depth, is_quoted = 0, False
    is_halved, ordinal = _begins(flat[start : start + 60])
    for match in _TOKENS.finditer(flat, start):
        token, end = match[0], match.end()
        if token == '"':
            is_quoted = not is_quoted
        depth += nested * ((token in _OPENING) - (token in _CLOSING and depth > 0))
        if depth or (is_quoted and nested):
            continue
        begin = cuts[-1] if cuts else start
        # ① needs no sign before it.
        cut = match.start() if token in _RINGS else end
        if ordinal and ordinal_at(flat, cut)[0] == ordinal + 1:
            ordinal += 1
            cuts.append(cut)
        elif _divides(flat, token, end, is_halved=is_halved or bool(cuts)) and not _is_bare(flat, begin, end):
            cuts.append(end)
    return None if depth or (is_quoted and nested) else cuts


def _divides(flat: str, token: str, end: int, *, is_halved: bool) -> bool:
    if token in ";。":
        return token == ";" or is_marked(flat, end)
    return (token == "," or token.isspace()) and is_halved and _OPENS.match(flat, end) is not None


def _begins(flat: str) -> tuple[bool, int]:
    """Whether another half of the day begins something new (one is named, and not the whole, whose parts they are), and
    the number of the first of several activities."""
    try:
        marks = read_marks(flat)
    except ValueError:
        return False, 0
    return marks.half not in ("", ALL_DAY), marks.ordinal


def _is_bare(flat: str, begin: int, end: int) -> bool:
    """Whether nothing but marks stands there: 上午9:00—12:00,下午…, 11月26日 上午."""
    try:
        return end - begin < 60 and read_marks(flat[begin:end]).end >= end - begin
    except ValueError:
        return False


_ENDED = regex(r"[。;；!！.]\s*[)）”\"]?\s*$")
_UNENDED = regex(r"[,，、(（“《和与]\s*$")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
_FULL = 24


def is_open(words: str, rest: str, *, is_block: bool) -> bool:
    """Whether the words of a line go on in the next: they end in a comma or in the midst of a bracket.

    Long ones that lack the full stop which the next line has are taken for such too, but not where lines stand below
    the heading of a day.
    """
    if _ENDED.search(words):
        return False
    if _UNENDED.search(words) or any(words.count(a) > words.count(b) for a, b in _PAIRS):
        return True
    return not is_block and len(words) >= _FULL and len(words) + 10 >= len(rest) and _ENDED.search(rest) is not None
