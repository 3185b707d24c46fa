"""Reads the values of a programme's fields: the topic, the window of time, the units, the leader."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.consultations.roles import FORM
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.phrases import TimePhrase

Place = tuple[int, int]
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "《": "》", "‘": "’"}
_EDGE = " \t\n\u3000,，。;；:：、．.*"


@dataclass(frozen=True)
class Window:
    """When it is to take place, as far as the words say: a day, a stretch, or only words (待定, 每季度).

    `first` is empty where the words set an end only (9月底前); both days are empty where they name none.
    """

    words: str
    first: date | None = None
    last: date | None = None
    is_provisional: bool = False


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def trimmed(text: str, start: int, end: int) -> Place:
    """The place without blanks and closing marks at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def joined(text: str) -> str:
    """The words without the breaks of the lines in which they were pasted."""
    return re.sub(r"[ \t]*\n[ \t\u3000]*", "", text).strip(_EDGE)


# ── Topic ────────────────────────────────────────────────────────────────────────────────────────────────────────────
_ACT = r"(?:开展|举行|召开|举办|进行|组织|实施|专题协商|协商议政|协商|建言|资政|议政|深入|分别)"
_TOPICS = [
    re.compile(
        rf"(?:围绕|聚焦|(?:^|[,，。日旬月])就)(?P<topic>“[^”]+”|\"[^\"]+\")(?:问题|议题|主题|课题)?(?=[,，。;；]|{_ACT}|$)"
    ),
    re.compile(rf"(?:围绕|聚焦)(?P<topic>.+?)(?:问题|工作|课题|议题|主题)?[,，]?(?={_ACT}|[。;；]|$)"),
    re.compile(rf"(?:^|[,，。日旬月])就(?P<topic>.+?)(?:问题|议题)?[,，]?(?={_ACT}|[。;；]|$)"),
    re.compile(r"以(?P<topic>[“\"].+?[”\"])为(?:主|议|课)题"),
    re.compile(r"对(?P<topic>.+?)(?:情况)?(?:开展|进行|实施|组织)(?=.*(?:监督|评议|视察|考察|调研))"),
    re.compile(
        r"^关于(?P<topic>.+?)的?(?=(?:专题|重点|专项|界别|对口|提案办理|委员|监督性)?(?:协商|调研|视察|考察|民主监督|监督|通报|评议)(?:会|活动|座谈会)?[。;；(（]?$)"
    ),
    re.compile(r"^(?:听取|通报)(?P<topic>.+?)(?:的?通报)?[。;；]?$"),
    re.compile(r"^(?:组织)?(?:[^,，。]{0,10}委员)?(?:赴[^,，。]{1,12}?)?(?:视察|考察|调研)(?P<topic>.{4,})$"),
    re.compile(
        r"^(?P<topic>[“\"《].+[”\"》])(?=(?:专题|重点|专项|界别|对口|提案办理|月度|网络)?[^,，。“”]{0,10}(?:协商|调研|视察|考察|监督|通报|座谈)[^,，。]{0,6}$)"
    ),
    re.compile(r"^(?P<topic>.{4,}?(?:情况|工作|问题))(?=(?:调研|视察|考察|民主监督|监督)(?:活动)?$)"),
    re.compile(
        r"^(?P<topic>.{4,}?)(?=(?:专题|重点|专项|界别|对口|提案办理|月度专题|监督性)(?:协商|调研|视察|考察|民主监督|监督|座谈|通报)[会议活动座谈]{0,4}$)"
    ),
]
# A paragraph that opens like this is an activity of its own, and a heading that has such words names one.
OPENS = re.compile(r"(?:围绕|聚焦|就)\s*[“\"《「]")
NAMES_TOPIC = re.compile(r"围绕|聚焦|就[“\"]|^关于|以[“\"]")
_DETAILS = re.compile(r"[(（][^()（）]*[)）]\s*$")


def topic_place(text: str, start: int, end: int) -> tuple[Place, bool]:
    """Where the topic stands in a heading, and whether the words say that it is one (围绕…开展)."""
    start, end = trimmed(text, start, end)
    details = _DETAILS.search(text[start:end])
    if details and details.start() > 3 and re.search(r"[,，、;；月季年委]", details[0]):
        start, end = trimmed(text, start, start + details.start())
    for pattern in _TOPICS:
        match = pattern.search(text[start:end].replace("\n", " "))
        if match:
            return unquoted(text, start + match.start("topic"), start + match.end("topic")), True
    return unquoted(text, start, end), False


def unquoted(text: str, start: int, end: int) -> Place:
    """Without the marks of quotation that enclose the whole."""
    start, end = trimmed(text, start, end)
    closing = _QUOTES.get(text[start : start + 1])
    if closing and end - start > 2 and text[end - 1] == closing and closing not in text[start + 1 : end - 1]:
        return trimmed(text, start + 1, end - 1)
    return start, end


def form_place(text: str, start: int, end: int) -> Place | None:
    """Where a heading names the form after its topic: 围绕…开展(界别协商)."""
    verb = re.compile(r"(?:开展|举行|召开|举办|进行|组织|实施)(?:一次|一场|好)?")
    for act in verb.finditer(text, start, end):
        match = FORM.match(text, act.end(), end)
        if match:
            return trimmed(text, match.start(), match.end())
    start, end = trimmed(text, start + text.startswith(("”", "》", "’"), start, end), end)
    return whole_form(text, start, end)


def whole_form(text: str, start: int, end: int) -> Place | None:
    """The place if its words are the name of a form and nothing else."""
    start += text.startswith("的", start, end)
    return (start, end) if FORM.fullmatch(text[start:end]) else None


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
_TO = re.compile(r"\s*(?:至|到|—+|-+|–|~|～|－)\s*")
_LIST = re.compile(r"\s*(?:、|和|及|,|，|或)\s*")
_HELD = re.compile(r"[^,，。;；]{0,12}?(?:召开|举行|举办|协商会|会议|协商)")


def read_window(text: str, start: int, end: int, *, on: date, calendar: Calendar) -> tuple[Window, Place] | None:
    """The window that a part of `text` names, and where: several phrases that belong together are one window."""
    found = [one for one in phrases.read(text[start:end], on=on, calendar=calendar) if one.last]
    runs = _runs(text[start:end], found)
    if not runs:
        return None
    held = [run for run in runs if _HELD.match(text[start:end], run[-1].end)]
    run = held[-1] if held and len(runs) > 1 else runs[0]
    first, last = run[0], max(run, key=lambda one: one.last or on)
    is_end = len(run) == 1 and first.is_limit and first.kind == "date"
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
_PART = re.compile(r"[^、,，;；。/\s]+(?:\n[^、,，;；。/\s]+)*")
_AND = re.compile(r"以及|和|及|与|会同")
_REST = re.compile(
    r"^(?:由|请|会同|以及|和|及|与|等)|(?:等|[(（][^()（）]*[)）]|共同|牵头|负责|承办|配合|参与|协办|协助|组织实施)+$"
)
_NOT_A_UNIT = re.compile(r"^(?:无|/|—+|-+|暂无|待定|另行确定|按.{1,12}确定)$")
_LEAD_VERB = re.compile(r"牵头|负责|承办|主办|组织实施|具体实施|主责")
_CO_VERB = re.compile(r"配合|协办|参与|协同|协助|参加|会办|支持")
LEADER = re.compile(
    r"(?P<leader>[^,，。;；:：、()（）由\s]{0,14}?(?:副主席|主席|副秘书长|秘书长|领导|党组书记|党组成员|副主任|主任委员)"
    r"(?:[\u4e00-\u9fff]{2,3}(?=同志|牵头|带队|领衔|主持|负责))?)(?:同志)?(?:牵头|带队|领衔|主持|负责|任组长)"
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


def read_parts(text: str, start: int, end: int, units: Sequence[Unit]) -> Parts:
    """The parts that running text gives to units, clause by clause."""
    found = LEADER.search(text, start, end)
    leads: list[UnitMention] = []
    co_units: list[UnitMention] = []
    for clause in re.compile(r"[^,，。;；()（）\n]+").finditer(text, start, end):
        for mentions, verb in _shares(clause, units):
            (leads if _LEAD_VERB.match(verb) else co_units).extend(mentions)
    return Parts((found.start("leader"), found.end("leader")) if found else None, leads, co_units)


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
        if mentions and not re.search(r"(?:负责人|主席|领导)$", clause[0][begin : verb.start()]):
            yield mentions, verb[0]
            begin = verb.end()


def _shifted(one: UnitMention, by: int) -> UnitMention:
    return UnitMention(one.start + by, one.end + by, one.words, one.unit, one.kind, one.is_group)
