"""Cuts a decision into clauses, and finds in each the units that stand side by side, with the words around them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from secretariat.patterns import regex
from secretariat.people.names import UnitMention

Role = Literal["lead", "co", ""]

# How far from a unit the words can stand that give it its part.
REACH = 40
# Where a group stands among those that might lead: words like 牵头 outrank the order in the text.
CHIEF, ACTING = 3, 1
# Who only pays for it, or adds something to it, leads only if nobody else acts.
SIDE = 0


@dataclass
class Group:
    """Units listed side by side (甲、乙和丙), with the words of the clause before and after them."""

    mentions: list[UnitMention]
    left: str
    right: str
    role: Role = ""
    rank: int = 0
    # A unit that only assists has no deadlines of its own in its clause.
    assists: bool = False
    # The task falls to it where nobody else is said to act.
    is_spare: bool = False
    # 请甲协助: the words turn to it, although it only assists.
    is_asked: bool = False
    # It acts because it opens its clause, not because anybody asks it to.
    is_bare: bool = False
    # The words after it go on to another unit: 甲要指导/乙.
    is_cut: bool = False

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


@dataclass
class Clause:
    """A stretch of the decision between two marks of punctuation, and the groups in it."""

    text: str
    start: int
    end: int
    sentence: int
    groups: list[Group] = field(default_factory=list)

    @cached_property
    def is_a_persons(self) -> bool:
        """Whether it tells what a person does, such as 分管副主席."""
        return _PERSON_ACTS.match(self.text[self.start : self.end].lstrip()[:REACH]) is not None

    @property
    def subjects(self) -> list[Group]:
        """The units of which the clause tells what they do by themselves."""
        return [group for group in self.groups if group.role and not group.assists]


# A comma in a list (、) ends a clause behind words that give a unit its part: 由甲牵头、乙配合.
_CLAUSE_END = regex(
    r"[，,。；;！!？?\n\t（）()①-⑳]"
    r"|(?<=牵头|负责|指导|主办|承办|抓总|配合|协助|协办|参与|参加|落实|起草|实施|组织|审核|汇总|监督|主责|协同|拟定|拟订|编辑|供稿|管理"
    r"|把关|审定|统筹|执行|办理|跟踪|督办|支持|保障|会办|撰写|执笔|联络|统稿|主抓|制定|把总|承担|协调|提供|会签)、"
)
_OWN_WORDS = regex(
    r"(?!走访|调研|视察|考察|慰问|联系|邀请|抽查|检查|报|抄|送|发|征求|督促|支持|服务|对接|等|的|负责人|主要|有关|领导)"
    r"(?:协同|共同|校对|核对|[^，,。；;、：:与和同跟对向从听商请邀的]){1,8}"
)
# The same of the unit behind 、, of which everything but its people may be said.
_ITS_WORDS = regex(
    r"(?!等|的|负责人|主要|有关|领导|支持|服务|对接)(?:协同|共同|校对|核对|[^，,。；;、：:与和同跟对向从听商请邀的]){1,8}"
)
_LONGEST = 8
_SENTENCE_ENDS = tuple("。；;！!？?\n")
_LISTED = regex(r"^\s*(?:等\s*)?(?:、|和|与|及|以及|暨|/|\s)\s*$")
_QUOTED = regex(r"《[^》]{0,80}》|“[^”]{0,80}”")
# 甲与乙联系: who is only spoken to takes no part.
_SPOKEN_TO = regex(
    r"(?:技术团队|有关方面|主管部门)?(?:做好|加强|密切|主动|积极|抓紧|及时|保持|直接|充分|提前)*(?:联系|对接|沟通|衔接|洽谈|接洽|谈判|交涉|签订|签署|签约)"
)
_TALKS = regex(r"^\s*(?:与|同|跟)\s*$")
# Those with whom one only confers are not listed beside who does it.
_CONFERS = regex(r"(?:抓紧|尽快|充分|认真|共同)*(?:会商|协商|商议|磋商|商量|洽商)")
# The house of a group belongs to its name: 办公厅/各处室.
_ITS_HOUSE = regex(r"(?:[市省区县州]?政协|[市省区县州]?(?:政协)?办公厅|[市厅]?机关|全[市省区县州]|本[市省区县州])+$")
_PERSON_ACTS = regex(
    r"(?:由|请)?(?:分管|联系|有关|各|主要|带队|包联)?(?:某位?|[^\W向报送对经给](?=副秘书长|副主席))?(?:市政协|机关)?(?:党组)?"
    r"(?:副?秘书长|副?主席|副?主任|领导|副?书记|局长|处长|成员|[承主协]办单位|责任单位|办理单位)(?!办公会|会议|联席|[::])"
    # A body of leaders that only hears of it or meets over it.
    r"|(?:市政协|机关)?(?:主席会议|党组(?:理论学习中心组)?|(?:党组|常委会|秘书长办公|主席办公|办公厅)会议?|秘书长办公会)(?:成员)?[^，,。;；]{0,8}?"
    r"(?:听取|研究|调度|过问|督促|督查|督导|调研|检查|视察|审议|约谈|点评)"
)


def clauses_of(text: str, mentions: Sequence[UnitMention], spent: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses of `text`, in order; `spent` are stretches of which no words count."""
    shown = _blank(text, spent)
    clauses: list[Clause] = []
    sentence, first = 0, 0
    for start, end in _bounds(text, mentions):
        clause = Clause(shown, start, end, sentence)
        last = first
        while last < len(mentions) and mentions[last].start < end:
            last += 1
        if last > first:
            _group(clause, mentions[first:last])
        first = last
        clauses.append(clause)
        sentence += text[end : end + 1] in _SENTENCE_ENDS
    return clauses


def _blank(text: str, spent: Sequence[tuple[int, int]]) -> str:
    # Same length, so that places stay valid; quoted titles and the words of time become spaces.
    pieces, place = [], 0
    for start, end in sorted([*spent, *(match.span() for match in _QUOTED.finditer(text))]):
        pieces += [text[place:start], " " * (end - max(start, place))]
        place = max(place, end)
    return "".join([*pieces, text[place:]])


def _bounds(text: str, mentions: Sequence[UnitMention]) -> list[tuple[int, int]]:
    named = [(mention.start, mention.end) for mention in mentions]
    ends = [place for place in (match.start() for match in _CLAUSE_END.finditer(text)) if not _is_within(place, named)]
    if between := list(_ends_between(text, mentions)):
        ends = sorted({*ends, *between})
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _is_within(place: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether `place` lies within a name, as the marks of 各县（市、区）政协 do."""
    before = bisect_right(places, (place, place)) - 1
    return before >= 0 and place < places[before][1]


def _ends_between(text: str, mentions: Sequence[UnitMention]) -> Iterator[int]:
    """Where 、 stands between two units that each have words of their own: 由甲主管、乙运维."""
    for one, other in pairwise(mentions):
        place = other.start - 1
        is_near = text[place] == "、" and place - one.end <= _LONGEST
        if is_near and _OWN_WORDS.fullmatch(text, one.end, place) and _ITS_WORDS.match(text, other.end):
            yield place


def _group(clause: Clause, mentions: Sequence[UnitMention]) -> None:
    """Put the mentions that are listed side by side into groups of the clause."""
    text = clause.text
    listed: list[list[UnitMention]] = []
    for mention in mentions:
        if not text[mention.start : mention.end].strip():
            continue
        between = text[listed[-1][-1].end : mention.start] if listed else ""
        if listed and _TALKS.match(between) and _SPOKEN_TO.match(text, mention.end):
            continue
        if mention.is_group and between.strip() == "等":
            continue
        is_apart = _TALKS.match(between) and _CONFERS.match(text, mention.end)
        if listed and _LISTED.match(between) and not is_apart:
            listed[-1].append(mention)
        else:
            listed.append([mention])
    for place, members in enumerate(listed):
        left = text[listed[place - 1][-1].end if place else clause.start : members[0].start]
        right = text[members[-1].end : listed[place + 1][0].start if place + 1 < len(listed) else clause.end]
        if members[0].is_group:
            left = _ITS_HOUSE.sub("", left)
        is_cut = place + 1 < len(listed)
        clause.groups.append(Group(members, left.rstrip(), right.strip()[:REACH], is_cut=is_cut))


def is_aside(clause: Clause, mentions: Sequence[UnitMention]) -> bool:
    """Whether a clause is the name of a part of the unit before it: 甲处（乙科）."""
    bare = clause.text[clause.start : clause.end].strip()
    if clause.text[clause.start - 1 : clause.start] not in ("(", "（") or len(clause.groups) != 1:
        return False
    group = clause.groups[0]
    return len(bare) == group.end - group.start and any(one.end == clause.start - 1 for one in mentions)
