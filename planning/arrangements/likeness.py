"""Which entry says what a line of a pasted week says: same day, same time, the same words but for verb and number."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from planning.arrangements.lines import flattened
from planning.arrangements.models import half_of
from secretariat.patterns import regex
from secretariat.workdays.numerals import number

_N = r"[\d一二三四五六七八九十百零〇]{1,5}"
_VERB = regex(r"^(?:市政协|机关)?(?:组织)?(?:召开|举行|举办|开展)")
_NUMBER = regex(rf"\(?(?:{_N}届)?(?:第?(?P<number>{_N}))次\)?")
_SIGN = regex(r"\W+")
# Fewer characters stand in too many names: 会议, 座谈会.
_TELLING = 4


def same_entry(line: Any, entries: Iterable[Any]) -> Any | None:
    """The entry that `line` repeats, None if there is none; both say `on`, `day_words`, `starts_at`, `half_day` and
    `activity`.

    What names no time may be at any, and what names no number is any meeting of its series on that day. What has no day
    of its own repeats only what says the same words instead of one.
    """
    return next((entry for entry in entries if _when(entry) == _when(line) and _is_same(line, entry)), None)


def _when(one: Any) -> tuple[date, str]:
    return one.on, one.day_words


def _is_same(line: Any, entry: Any) -> bool:
    if line.starts_at and entry.starts_at:
        if line.starts_at != entry.starts_at:
            return False
    elif len({_half(line), _half(entry)} - {""}) > 1:
        return False
    return _says_same(line.activity, entry.activity)


def _half(one: Any) -> str:
    return one.half_day or (half_of(one.starts_at) if one.starts_at else "")


def _says_same(first: str, second: str) -> bool:
    (one, its), (other, others) = sorted(map(_core, (first, second)), key=lambda core: len(core[0]))
    if its is not None and others is not None and its != others:
        return False
    return one == other or (len(one) >= _TELLING and one in other)


def _core(words: str) -> tuple[str, int | None]:
    """The words without verb, number and signs, and the number."""
    flat = _VERB.sub("", "".join(flattened(words).split()))
    match = _NUMBER.search(flat)
    plain = flat[: match.start()] + flat[match.end() :] if match else flat
    return _SIGN.sub("", plain), number(match["number"]) if match else None
