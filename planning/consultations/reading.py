"""Reads the values of a programme's fields: the window of time, the units, the leader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.consultations.topics import Place, is_detail, joined, trimmed
from secretariat.patterns import regex
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.phrases import TimePhrase


@dataclass(frozen=True)
class Window:
    """When it is to take place, as far as the words say: a day, a stretch, or only words (待定, 每季度).

    `first` is empty where the words set an end only (9月底前); both days are empty where they name none.
    """

    words: str
    first: date | None = None
    last: date | None = None
    is_provisional: bool = False


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
_TO = regex(r"\s*(?:至|到|—+|-+|–|~|～|－)\s*")
_LIST = regex(r"\s*(?:、|和|及|,|，|或)\s*")
_CLAUSE = regex(r"[^,，。;；()（）\n]+")
_HELD = regex(r"[^,，。;；]{0,12}?(?:召开|举行|举办|协商会|会议|协商)")


def read_window(text: str, start: int, end: int, *, on: date, calendar: Calendar) -> tuple[Window, Place] | None:
    """The window that a part of `text` names, and where: several phrases that belong together are one window."""
    found = [one for one in phrases.read(text[start:end], on=on, calendar=calendar) if one.last]
    runs = _runs(text[start:end], found)
    if not runs:
        return None
    held = [run for run in runs if _HELD.match(text[start:end], run[-1].end)]
    run = held[-1] if held and len(runs) > 1 else runs[0]
    first, last = run[0], max(run, key=lambda one: one.last or on)
    is_end = len(run) == 1 and first.is_limit and (first.kind == "date" or first.words.endswith("前"))
    place = start + first.start, start + run[-1].end
    days = (None if is_end else min(one.first for one in run if one.first), last.last)
    return Window(joined(text[slice(*place)]), *days, is_provisional=any(one.provisional for one in run)), place


def _runs(text: str, found: Sequence[TimePhrase]) -> list[list[TimePhrase]]:
    runs: list[list[TimePhrase]] = []
    for one in found:
        between = text[runs[-1][-1].end : one.start] if runs else ""
        if runs and (_TO.fullmatch(between) or _LIST.fullmatch(between)):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


# ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────
_PART = regex(r"[^、,，;；。/\s]+(?:\n[^、,，;；。/\s]+)*")
_AND = regex(r"以及|和|及|与|会同")
_REST = regex(
    r"^(?:由|请|会同|以及|和|及|与|等)"
    r"|(?:等(?:有关|相关|职能|市级)*(?:部门|单位)?|[(（][^()（）]*[)）]|共同|牵头|负责|承办|主办|配合|参与|协办|协助|组织实施)+$"
)
_NOT_A_UNIT = regex(r"^(?:无|/|—+|-+|暂无|待定|另行确定|按.{1,12}确定)$")
_LEAD_VERB = regex(r"牵头|负责|承办|主办|组织实施|具体实施|主责")
_CO_VERB = regex(r"配合|协办|参与|协同|协助|参加|会办|支持")
LEADER = regex(
    r"(?P<leader>[^,，。;；:：、()（）由\s]{0,14}?"
    r"(?:主席会议成员|副主席|主席(?!会议)|副秘书长|秘书长|领导|党组书记|党组成员|副主任|主任委员)"
    r"(?:[\u4e00-\u9fff]{2,3}(?=同志|牵头|带队|领衔|主持|负责))?)(?:同志)?(?:牵头|带队|领衔|主持|负责|任组长)"
)


# The same without a verb: 牵头领导某某副主席.
NAMED_LEADER = regex(
    r"(?:牵头|分管|带队|领衔|责任)领导(?:为|是)?(?P<leader>[\u4e00-\u9fff]{2,4}?(?:副?主席|副?秘书长)|副?主席[\u4e00-\u9fff]{2,3})"
)


def read_unit_list(text: str, start: int, end: int, units: Sequence[Unit]) -> list[UnitMention]:
    """The units of a list as the table knows them, else as written."""
    found: list[UnitMention] = []
    for match in _PART.finditer(text, start, end):
        for place in _halves(text, match.start(), match.end(), units):
            mention = _unit(text, *place, units)
            if mention and mention.name not in {one.name for one in found}:
                found.append(mention)
    return found


def _halves(text: str, start: int, end: int, units: Sequence[Unit]) -> Iterable[Place]:
    """A和B are two units where both halves are units by themselves, else one whose name has 和 in it."""
    whole = read_units(text[start:end], units)
    if any(one.unit and one.start == 0 and one.end == end - start for one in whole):
        return [(start, end)]
    for match in _AND.finditer(text, start, end):
        if _is_unit(text[start : match.start()], units) and _is_unit(text[match.end() : end], units):
            return [(start, match.start()), *_halves(text, match.end(), end, units)]
    return [(start, end)]


def _is_unit(words: str, units: Sequence[Unit]) -> bool:
    return any(one.start == 0 and one.end >= len(words.rstrip("等")) for one in read_units(words, units))


def _unit(text: str, start: int, end: int, units: Sequence[Unit]) -> UnitMention | None:
    while match := _REST.search(text[start:end]):
        start, end = (start + match.end(), end) if match.start() == 0 else (start, start + match.start())
    start, end = trimmed(text, start, end)
    words = joined(text[start:end])
    if not words or _NOT_A_UNIT.match(words):
        return None
    known = [one for one in read_units(words, units) if one.start == 0 and one.end == len(words)]
    mention = known[0] if known else UnitMention(0, 0, words)
    return UnitMention(start, end, words, mention.unit, mention.kind, mention.is_group)


@dataclass(frozen=True)
class Parts:
    """Who leads and who takes part, as sentences say it (由…牵头，…配合)."""

    leader: Place | None
    leads: list[UnitMention]
    co_units: list[UnitMention]


_SEGMENT = regex(r"[^,，;；。()（）\n:：]+")
_ONLY_LEADER = regex(
    r"(?:[市区县省]?政协)?(?:分管|联系|驻会|党组)?(?:副?主席|副?秘书长|领导|党组成员|副?书记)[\u4e00-\u9fff]{0,3}|[\u4e00-\u9fff]{2,4}(?:副?主席|副?秘书长)(?:同志)?"
)


def read_details(text: str, start: int, end: int, units: Sequence[Unit]) -> Parts:
    """The parts in details that only list what they are (专题协商会，7月，某委员会): the first unit leads."""
    leader, found = None, list[UnitMention]()
    for match in _SEGMENT.finditer(text, start, end):
        place = trimmed(text, *match.span())
        if _ONLY_LEADER.fullmatch(text[slice(*place)]):
            leader = leader or place
        elif place[0] < place[1] and not is_detail(text, *place):
            parts = re.split(r"[、/\s]|和", text[slice(*place)])
            found += read_unit_list(text, *place, units) if all(_is_unit(part, units) for part in parts if part) else []
    return Parts(leader, found[:1], found[1:])


def read_parts(text: str, start: int, end: int, units: Sequence[Unit]) -> Parts:
    """The parts that running text gives to units, clause by clause."""
    found = LEADER.search(text, start, end) or NAMED_LEADER.search(text, start, end)
    leads: list[UnitMention] = []
    co_units: list[UnitMention] = []
    for clause in _CLAUSE.finditer(text, start, end):
        for mentions, verb in _shares(clause, units):
            (leads if _LEAD_VERB.match(verb) else co_units).extend(mentions)
    return Parts((found.start("leader"), found.end("leader")) if found else None, leads, co_units)


# Behind its name stands a person of a unit, or a body of the house; neither is the unit.
_PERSON_OF = regex(r"(?:党组)?(?:副?主席|副?秘书长|党组|领导|常委会|常务委员会|机关党组)")


def _is_house(one: UnitMention, text: str, verb: str) -> bool:
    """Whether a mention is no unit that does the work: the house of a person, or the body that only convenes."""
    if _PERSON_OF.match(text, one.end):
        return True
    return verb == "组织实施" and one.words.endswith(("常委会", "常务委员会", "政协", "主席会议"))


def _shares(clause: re.Match[str], units: Sequence[Unit]) -> Iterable[tuple[list[UnitMention], str]]:
    verbs = sorted([*_LEAD_VERB.finditer(clause[0]), *_CO_VERB.finditer(clause[0])], key=lambda one: one.start())
    begin = 0
    for verb in verbs:
        mentions = [
            UnitMention(
                clause.start() + one.start, clause.start() + one.end, one.words, one.unit, one.kind, one.is_group
            )
            for one in read_units(clause[0][begin : verb.start()], units)
        ]
        mentions = [_shifted(one, begin) for one in mentions]
        mentions = [one for one in mentions if not _is_house(one, clause.string, verb[0])]
        if mentions and not re.search(r"(?:负责人|主席|领导)$", clause[0][begin : verb.start()]):
            yield mentions, verb[0]
            begin = verb.end()


def _shifted(one: UnitMention, by: int) -> UnitMention:
    return UnitMention(one.start + by, one.end + by, one.words, one.unit, one.kind, one.is_group)


_MEETING = regex(r"会议?$")


def is_meeting(form: str) -> bool:
    """Whether a form of consultation is a meeting to be held (专题协商会), not work to be carried out (对口协商)."""
    return _MEETING.search(form) is not None
