"""The name of a decision's matter: its own words without who, until when, and what a meeting says before them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planning.meetings.lines import LONGEST_TITLE
from secretariat.patterns import regex
from secretariat.people.names import UnitMention
from secretariat.workdays.phrases import TimePhrase

Place = tuple[int, int]

# Signs for stretches of a text: who leads, who takes part, another unit, a limit of time, a quoted title, brackets.
LEAD, CO, UNIT, TIME, QUOTE, BRACKET = (chr(code) for code in range(0xE000, 0xE006))
_ANY = f"[{LEAD}{CO}{UNIT}]"
# A matter is named by four characters at least; what is shorter only says that something is to be done.
NAMED = 4
# How far from its beginning a decision names its matter.
FAR = 600


@dataclass(frozen=True)
class _Clause:
    """Words, and the same length of signs that tell what they are."""

    signs: str
    words: str

    def without(self, pattern: re.Pattern[str]) -> "_Clause":
        """The clause without the first stretch that the signs of `pattern` match."""
        match = pattern.search(self.signs)
        if not match or match.start() == match.end():
            return self
        start, end = match.span()
        return _Clause(self.signs[:start] + self.signs[end:], self.words[:start] + self.words[end:])


def title_of(
    text: str,
    flat: str,
    *,
    leads: Sequence[UnitMention],
    co_units: Sequence[UnitMention],
    units: Sequence[UnitMention],
    times: Iterable[Place],
    heading: str,
) -> str:
    """How the matter of a decision is called: the first clause that names it, else its heading, else its first words.

    Words are only left out: who leads and takes part, the limits (`times`), 会议决定 and 抓紧 before the matter.
    """
    text, flat = text[:FAR], flat[:FAR]
    signs = _signs(flat, leads, co_units, units, times)
    clauses = [_Clause(signs[start:end], text[start:end]) for start, end in _clauses(signs)]
    named = list(filter(None, map(_matter, clauses)))
    full = [words for words in named if len(words) > NAMED]
    informs = (clause.words for clause in clauses if _INFORMS.search(clause.signs))
    first = re.split(r"[。；;\n]", text, maxsplit=1)[0]
    return shortened(next(filter(None, (*full, *named, matter_of(heading), *informs)), first))


def shortened(title: str) -> str:
    """A title of at most LONGEST_TITLE characters."""
    title = title.strip(" ,，。:：、")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


_ACT = regex(r"^(?:传达|学习|听取|审议|审定|研究|讨论|通报|部署|安排|总结|观看|集体|书面)")
_OF_A_PAPER = regex(r"^关于(?P<matter>.{4,}?)(?:情况)?的(?:请示|汇报|报告|通报|说明|建议)$")


def names_an_act(title: str) -> bool:
    """Whether a title says what a meeting does (听取……的汇报)."""
    return _ACT.match(title) is not None


def opens_itself(decision: str) -> bool:
    """Whether a decision says by itself that the meeting decides (会议决定……)."""
    return _OPENING.match(decision) is not None and decision.startswith(("会议", "本次会议", "会上", "与会"))


def matter_of(title: str) -> str:
    """The matter that the title of a topic or a heading names: 机关办公用房调整 of 关于机关办公用房调整的请示."""
    bare = re.sub(r"[。:：;；]$", "", title.strip())
    found = _OF_A_PAPER.match(bare)
    return found["matter"] if found else bare.removeprefix("关于")


def limits_in(times: Iterable[TimePhrase], chosen: Iterable[TimePhrase | None]) -> list[Place]:
    """Where words stand that set a limit or a rhythm: other times are part of the matter (2027年部门预算)."""
    return [(one.start, one.end) for one in times if one.is_limit or one.cycle or one in chosen]


# ── Signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────
_QUOTED = regex(r"《[^》]*》|“[^”]*”")
_BRACKETS = regex(r"\([^()]*\)")
_MARKS = regex(r"[,。;!?\n:]")
_LABEL = regex(r"^\s*(?:\(?[一二三四五六七八九十\d]{1,2}[).、]|[一二三四五六七八九十]是)\s*")


def _signs(
    flat: str,
    leads: Sequence[UnitMention],
    co_units: Sequence[UnitMention],
    units: Sequence[UnitMention],
    times: Iterable[Place],
) -> str:
    signs = list(flat)
    named = [(UNIT, units), (CO, co_units), (LEAD, leads)]
    places = [(sign, (one.start, one.end)) for sign, mentions in named for one in mentions]
    places += [(TIME, place) for place in times]
    places += [(QUOTE, match.span()) for match in _QUOTED.finditer(flat)]
    for sign, (start, end) in places:
        signs[start:end] = sign * len(signs[start:end])
    return _BRACKETS.sub(lambda match: BRACKET * len(match[0]), "".join(signs))


def _clauses(signs: str) -> Iterator[Place]:
    place = 0
    for match in _MARKS.finditer(signs):
        yield place, match.start()
        place = match.end()
    yield place, len(signs)


# ── What is left out of a clause ─────────────────────────────────────────────────────────────────────────────────────
_HOW = (
    r"(?:共同|分别|具体|各自|联合|分头|各(?=完成|组织|开展|报送)|统一|一起|轮流|统筹|总(?=牵头|负责|协调|抓)|全面|主动|积极|认真|抓紧|尽快|立即|及时|切实|务必|进一步|全力|加紧|严格|按(?:照)?(?:职责|分工|程序|会议意见)+"
    r"|提前(?!\d)|继续|即刻|马上|密切|迅速|着手|据此|现(?=由|请|就)|再(?!次)|于?会后|自行|负责同志|(?:主要)?负责人|主任(?!会议)|两家|三家|(?:两|三|四|五)个(?:委员会|单位|部门|处室))"
)
_PART = (
    r"(?:牵头|负责|承办|主办|抓总|牵总|主抓|配合|协办|协助|协同|协调(?!会|机制)|参与|参加|承担|主责|会办|会签|支持|汇总(?!表)|统稿|把关|指导(?!思想|意见)|跟踪督办|督办|抓落实|抓好落实|组织实施"
    r"|做好(?:协调|配合|保障)?|抓好|搞好|单位|部门|处室)"
)
_MUST = r"(?:要(?![点素闻])|应当|应(?![急用对])|须|需(?!求)|必须|可(?![行持])|务必)"
_AND = r"(?:、|和|与|及|以及|同|暨|要?会同|商|协同|联合|配合|协助|牵头|/|\s)"
_OTHERS = r"(?:等(?:有关|相关)?(?:单位|部门|处室|委室)*)?"
_UNITS = rf"(?>{_ANY}++{BRACKET}*+(?:{_AND}{{1,2}}{_ANY}++{BRACKET}*+)*{_OTHERS}{BRACKET}*+)"
_TURNS = r"(?:请|由|责成|责令|要求|明确|督促|委托|安排|指定|交由|交|同意|建议|可|拟|继续|先|再|并|现|其中|下一步|会上)"
# 行政处提出的方案, 值班室由甲管理: here the unit belongs to the matter.
_OWN = rf"(?![^,{QUOTE}]{{0,4}}(?:的|关于)|由|交|[^,]{{0,3}}情况)"
# 会议研究决定, 原则同意: what a meeting says before the matter.
_OPENING = regex(
    r"^(?:经)?(?:本次|此次|这次)?(?:会议|主席会议|党组会?议?|与会人员)?(?:经|研究|书面|集体|专题|认真|一致|原则上?|讨论|审议|后|并|还|了)*"
    r"(?:决定|议定|明确|要求|同意|确定|强调|提出|建议|商定|提醒|责成|通过)(?:了)?(?!的)"
)
_INFORMS = regex(
    r"^(?:会议|与会|会上|大家)|^(?:认为|指出)|^(?:集体|书面|专题|认真)*(?:听取|传达|学习|通报|传阅|审阅|收看|观看)|(?:肯定|满意|表扬|感谢)$"
)
_WHEN = regex(
    r"(?:于|在|自|至|到|争取|力争|确保|务必|计划|预计|拟|定于|定在|原则上|最迟|最晚|不迟于|不超过|赶在|须|需|应|要|每月|时限|时间|安排|初定|为|是)*"
    rf"{TIME}+{BRACKET}*(?:之前|以前|之内|以内|前|内|起|开始)?"
)
_ONLY_FIELD = regex(
    r"(?:牵头|责任|配合|协办|承办|主办|参与|协同|成员|组长|副组长|支持|办理|完成|办结|报送)?(?:单位|部门|处室|时限|时间|期限|人)"
)
# 起草、乙审核: what each of several does to it.
_EACH = rf"[^,、{LEAD}{CO}{UNIT}{QUOTE}{TIME}]{{2,4}}(?=、{_ANY})|(?:审核|审定|审批|供稿|校对)$"
_DOES = rf"(?:{_HOW}|{_MUST}|{_PART}|{_EACH})*+(?!的)"
_HEAD = regex(rf"^(?:{_TURNS}|\s)*(?P<who>{_UNITS}){_OWN}{_DOES}(?:、{_UNITS}{_DOES})*")
_PERSON = regex(
    rf"^(?:由|请)[^{LEAD}{CO}{UNIT}]{{0,14}}(?:秘书长|主席|领导|主任|同志|书记|专班|负责人|各位委员)(?:{_HOW}|{_MUST}|{_PART}|召集)*"
    rf"|^[^,]{{2,8}}(?:秘书长|主席|领导)(?:{_HOW}|{_MUST}|{_PART}|召集)+"
)
_BY = regex(
    rf"(?<=.)(?:具体|统一|主要|分别)*(?:由|交由|交|委托|(?<!划)归)(?:{_UNITS}|[^,]{{0,8}}(?:秘书长|主席|领导)){_DOES}"
)
_BEHIND = regex(rf"(?:[,、]|{BRACKET}|{_MUST})+$")
_EAGER = regex(rf"^(?:{_HOW}|{_MUST}|、)+")
_DONE = regex(r"^(?:组织)?(?:做好|抓好|搞好|完成好?|统筹好)(?![了的\d一两三])")
_ABOUT = regex(
    r"^(?:对于|对|就|针对|围绕|关于|研究)(?![^,]*(?:进行|开展|予以|给予|实行|提出(?!的)|作出|做出|抓好))(?!照|口|接|外)"
)
_PREFACE = regex(
    r"^(?:为|按照?|根据|依据|鉴于|考虑到|结合|本着|待|如|若|因|自|从|随着|除|经|据|参照|对照|以|通过|确保|力争|争取|做到|不得|逾期|并|同时|凡|紧扣|聚焦)|^在.*(?:中|下|时|后|上|期间)$|(?:期间|以来|目前)$"
)
# What stands behind a unit without naming the matter: whom it asks, for what it is made, how it goes about it.
_ASIDE = regex(
    r"^(?:为|会同|邀请|抽调|倒排|挂图|与.*(?:衔接|沟通|对接|联系)$|在.*(?:基础上|前提下)$|按照.*(?:要求|部署|安排|程序|职责|精神|原则|分工)$|对照.*(?<!报告)$)"
    r"|(?:配合|协助|参与|参加|支持|协办)$|^.{0,6}修改.{0,4}后|^(?:提请|提交|报|按程序).*(?:审议|审定|研究|审批|审阅|批准)$"
)
_PASSED = regex(r"(?:经(?:讨论|审议|研究))?(?:原则上?)?(?:通过|同意)$")
_WEAK = regex(
    rf"(?:{_HOW}|{_MUST}|{_PART}|{_ANY}|以上|上述|议定|各项|有关|相关|事项|任务|工作|落实|完成|办理|办结|执行|实施|报告|报送|报批|提交|反馈|上报|书面|答复|汇总|完善|整改|审核"
    r"|跟踪|到位|全部|全面|组织|情况|结果|进展|意见|保障|服务|筹备|修改|印发|并|按程序|按要求|按期|研究|提出|拿出|形成|方案|开展|报|送|审|审定|年内|会|力|合|推进|好|、|一并|加强|协作|合作|工期|联动|三方|精干|力量|功能|本项目|会务|材料)+"
)


def _matter(clause: _Clause) -> str:
    """The matter that a clause names; empty where it names none, or where it is about somebody who only takes part."""
    clause = clause.without(_LABEL).without(_OPENING)
    if _INFORMS.search(clause.signs) or _PREFACE.match(clause.signs):
        return ""
    clause = _trimmed(clause.without(_WHEN))
    if TIME in clause.signs:
        return ""
    head = _HEAD.match(clause.signs)
    if head and CO in head["who"] and LEAD not in head["who"]:
        return ""
    clause = _trimmed(clause.without(_HEAD).without(_PERSON))
    clause = _trimmed(_passive(clause).without(_BEHIND))
    clause = _bare(clause.without(_EAGER).without(_ABOUT).without(_PASSED))
    return clause.words if _names(clause) and not _ASIDE.search(clause.signs) else ""


def _passive(clause: _Clause) -> _Clause:
    """全会选举办法由甲起草: the matter, and in two characters what becomes of it."""
    by = _BY.search(clause.signs)
    if not by:
        return clause
    rest = clause.signs[by.end() :]
    if by.start() < NAMED or (len(rest) == 2 and not _WEAK.fullmatch(rest)):
        return clause.without(_BY)
    return _Clause(clause.signs[: by.start()], clause.words[: by.start()])


def _bare(clause: _Clause) -> _Clause:
    """Without 做好 and 完成 where enough is left."""
    bare = clause.without(_DONE)
    return bare if _names(bare) else clause


def _names(clause: _Clause) -> bool:
    letters = re.sub(r"[^\w\ue000-\ue005]", "", clause.signs)
    return len(letters) >= NAMED and not _WEAK.fullmatch(clause.signs) and not _ONLY_FIELD.fullmatch(clause.signs)


def _trimmed(clause: _Clause) -> _Clause:
    left = len(clause.signs) - len(clause.signs.lstrip(" ,、"))
    right = len(clause.signs.rstrip(" ,、"))
    return _Clause(clause.signs[left:right], clause.words[left:right])
