"""The one reader of time: which days "11月底前", "会后N个工作日内", "每月N日前" or "+Nwd" mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from secretariat.patterns import regex
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.moments import Context, Reader, TimePhrase
from secretariat.workdays.numerals import HALF_WIDTH
from secretariat.workdays.timewords import NEEDED, READERS, TYPED, VAGUE, readers_of


def read(text: str, *, on: date, calendar: Calendar) -> list[TimePhrase]:
    """Every time phrase in `text`, in order, as it is meant on the day `on`.

    A month and day that have passed mean next year. Words of the past (去年, 上月, …以来) are not returned, nor is a
    date that does not exist. Named days stay as named; counted periods roll forward (rules 4, 5).
    """
    found = [phrase for phrase, _start, _end in _scan(text, on, calendar) if phrase]
    return _carried_on(sorted(found, key=lambda phrase: phrase.start), text, calendar)


def unread(text: str, *, on: date, calendar: Calendar) -> list[tuple[int, int]]:
    """Where words stand that set a limit of which nobody can tell the day (适时, 全会召开前, a 30th of February)."""
    nowhere = [(start, end) for phrase, start, end in _scan(text, on, calendar) if not phrase]
    flat, places = _flat(text)
    vague = [_placed(match, places) for match in VAGUE.finditer(flat)]
    found = sorted({*vague, *nowhere}, key=lambda place: (place[0], -place[1]))
    return [place for n, place in enumerate(found) if not n or place[0] >= found[n - 1][1]]


def _carried_on(phrases: list[TimePhrase], text: str, calendar: Calendar) -> list[TimePhrase]:
    """The phrases; one without a month goes on from the limit before it in its sentence (12月8日前自查，18日前整改)."""
    found: list[TimePhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        if before and before.last and _goes_on(phrase, before, text):
            again = read_one(phrase.words, on=before.last, calendar=calendar)
            phrase = replace(again, start=phrase.start, end=phrase.end) if again else phrase
        found.append(phrase)
    return found


def _goes_on(phrase: TimePhrase, before: TimePhrase, text: str) -> bool:
    is_earlier = phrase.last is not None and before.last is not None and phrase.last < before.last
    is_bare = is_earlier and phrase.is_limit and _BARE.match(_flat(phrase.words)[0]) is not None
    return is_bare and before.is_limit and not before.cycle and not _STOP.search(text, before.end, phrase.start)


def _scan(text: str, on: date, calendar: Calendar) -> Iterator[tuple[TimePhrase | None, int, int]]:
    """What the readers recognise and where; None for what means no day that there is. The past is left out."""
    flat, places = _flat(text)
    context = Context(on, calendar)
    taken = bytearray(len(flat))
    for pattern, reader in readers_of(NEEDED.intersection(flat)):
        for match in pattern.finditer(flat):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            # Words that some reader recognised are spent, even when they mean nothing: "2月30日前" is not "30日前".
            taken[start:end] = b"\1" * (end - start)
            if not _is_past(flat, start, end):
                reading = _try(reader, match, context)
                start, end = _placed(match, places)
                yield reading and _phrase(reading, start, end, text, calendar, on), start, end


def read_one(text: str, *, on: date, calendar: Calendar) -> TimePhrase | None:
    """What the whole of `text` means, as typed into a field ("12-15", "下周五", "+10wd"); None if no phrase is."""
    words = text.strip()
    flat, _places = _flat(words)
    context = Context(on, calendar)
    for pattern, reader in (*TYPED, *((pattern, reader) for _needed, pattern, reader in READERS)):
        match = pattern.fullmatch(flat)
        reading = _try(reader, match, context) if match else None
        if reading:
            return _phrase(reading, 0, len(words), words, calendar, on)
    return None


def _flat(text: str) -> tuple[str, Sequence[int]]:
    """The words as the readers know them, and the place in `text` of each of their characters."""
    # Same length: January is also called by a name of its own.
    flat = _JANUARY.sub("1月", text.translate(HALF_WIDTH))
    blanks = {place for match in _BLANKS.finditer(flat) for place in range(*match.span())}
    places = [place for place in range(len(flat)) if place not in blanks] if blanks else range(len(flat))
    return "".join(flat[place] for place in places) if blanks else flat, places


def _placed(match: re.Match[str], places: Sequence[int]) -> tuple[int, int]:
    """Where in the text the words stand that a pattern has found."""
    return places[match.start()], places[match.end() - 1] + 1


def _try(reader: Reader, match: re.Match[str], context: Context) -> TimePhrase | None:
    try:
        return reader(match, context)
    except (ValueError, OverflowError):  # a day that no calendar has
        return None


def _phrase(reading: TimePhrase, start: int, end: int, text: str, calendar: Calendar, on: date) -> TimePhrase:
    provisional = reading.provisional and reading.last is not None and calendar.is_provisional(on, reading.last)
    kind, first, last, cycle, is_limit = reading.kind, reading.first, reading.last, reading.cycle, reading.is_limit
    return TimePhrase(start, end, text[start:end], kind, first, last, cycle, is_limit, provisional)


_JANUARY = regex(r"(?<![\d一二三四五六七八九十百千万亿两几美欧日])元月")
# Some write 12 月 20 日前, and some files come so out of a PDF.
_BLANKS = regex(
    r"(?<=[\d一二三四五六七八九十〇])[ \u2002-\u200a]+(?=[年月日号个周天工])"
    r"|(?<=[年月后])[ \u2002-\u200a]+(?=[\d一二三四五六七八九十底末上中下])"
    r"|(?<=[日号天底末旬])[ \u2002-\u200a]+(?=之?前(?!期|后|述)|以前|之?内)"
)
# A day whose month, or a month whose year, is that of what stands before it.
_BARE = regex(r"(?:\d{1,2}|[一二三十]{1,3})[日号]|[月年][底末]")
_STOP = regex(r"[。\n]")
# Words of the past, before and behind a phrase.
_PAST = regex(r"(?:去年|上年|前年|上年度|去年度|提前|(?P<until>(?<![期时]限)(?<!时间)截[至止]到?))的?$|(?<!原则)上$")
_SINCE = regex(r"份?(?:以来|以后|之后|起|至今)")
_SINCE_THEN = regex(r"自从?[^,。;]{2,24}以来")
_MARKS = (",", "。", ";", ":", "(", "\n", "")


def _is_past(flat: str, start: int, end: int) -> bool:
    near = max(0, start - 6)
    before = _PAST.search(flat[near:start])
    is_end = before is not None and before["until"] is not None and _is_end(flat, near + before.start(), end)
    # 自2024年创建以来: the words between belong to what has been since.
    is_since = _SINCE_THEN.match(flat, start - 1) if flat[start - 1 : start] == "自" else _SINCE.match(flat, end)
    return bool((before and not is_end) or is_since or _SINCE.match(flat, end))


def _is_end(flat: str, start: int, end: int) -> bool:
    # 意见征集截至11月30日。 sets an end; 截至10月底执行率为78% and 截至10月底,执行率为78% tell of the past.
    behind = flat[end : end + 1]
    return behind in "。;)" or (behind == "," and flat[max(0, start - 1) : start] not in _MARKS)
