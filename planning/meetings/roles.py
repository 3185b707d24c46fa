"""Reads who does what in one decision: the lead, the co-units, and whose each clause is."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from planning.meetings.clauses import REACH, Clause, Group, Role, clauses_of, is_aside
from planning.meetings.leading import ACTING, CHIEF, PAYING, leads_of
from secretariat.people.names import UnitMention


@dataclass(frozen=True)
class Cast:
    """Who leads and who takes part, each in the order of the text, and the clauses they were read from."""

    leads: list[UnitMention]
    co_units: list[UnitMention]
    clauses: list[Clause]

    def is_anothers(self, place: int) -> bool:
        """Whether the clause at `place` tells what somebody else than the lead does: a co-unit, or a person."""
        clause = self.clauses[self._at(place)]
        if any(group.role for group in clause.groups):
            return not _has_one_of(self._lead_names, [clause])
        return clause.is_a_persons or clause.sentence in self._others_sentences

    def is_the_leads(self, place: int) -> bool:
        """Whether the clause at `place` itself names the lead."""
        return _has_one_of(self._lead_names, [self.clauses[self._at(place)]])

    def follows_another(self, place: int) -> bool:
        """Whether what is said at `place` without a subject is still about another unit.

        甲12月1日前报需求，乙汇总，12月5日前报批: the second limit is that of 乙.
        """
        at = self._at(place)
        if self.clauses[at].subjects:
            return False
        for clause in map(self.clauses.__getitem__, range(at - 1, -1, -1)):
            if clause.sentence != self.clauses[at].sentence:
                return False
            if clause.subjects:
                return not _has_one_of(self._lead_names, [clause])
        return False

    def _at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _lead_names(self) -> set[str]:
        return {mention.name for mention in self.leads}

    @cached_property
    def _others_sentences(self) -> set[int]:
        # 甲负责起草；乙负责报销，一周内办结: the second sentence is about 乙, unless it only assists.
        acting = [clause for clause in self.clauses if clause.groups]
        leads = {clause.sentence for clause in acting if _has_one_of(self._lead_names, [clause])}
        return {clause.sentence for clause in acting if clause.subjects} - leads


def _has_one_of(names: set[str], clauses: Sequence[Clause]) -> bool:
    acting = [group for clause in clauses for group in clause.groups if group.role]
    return any(mention.name in names for group in acting for mention in group.mentions)


_UNIT_WORD = r"(?:单位|部门|处室|委室|科室|责任单位)?"
_LEAD_LABEL = re.compile(
    rf"(?P<chief>牵头|主办|主责|总牵头)?(?:责任|承办|负责|落实|实施|办理|执行|承担)?(?<=[头办责任实施理行担]){_UNIT_WORD}(?:[::]|为|是)\s*$"
)
_CO_LABEL = re.compile(rf"(?:配合|协办|参与|参加|协助|会办|协同|支持|协作){_UNIT_WORD}(?:[::]|为|是)\s*$")
_CO_BEFORE = re.compile(r"(?:会同|(?<!组成|成立|开展)联合|(?<!协)商请?|会商|协同|携手)$")
_HELPS = re.compile(r"(?:配合|协助|协同|支持|辅助)(?:好|做好)?$")
_LEAD_BEFORE = re.compile(
    r"(?:由|(?:责任|任务|职责|工作)[^，,]{0,4}(?:落实|分解|明确|压实)到|责成|委托|责令|授权|指定|(?:^|会议|决定|原则上?|现)明确由?|交由|(?<![提报申邀聘])请|(?:^|会议[^，]{0,4}|,|，)(?:要求|安排))$"
)
# What follows makes the name a part of the thing that is spoken about: 甲站建设要…, 甲与乙续签合同事宜.
_OBJECT = re.compile(
    r"(?!负责|处理|办理|解决|做好|研究|协调|承办|要|应|须|抓|落实|统筹|组织|牵头|会同)[^，,。;；]{0,14}(?:事宜|一事)$|"
    r"(?:建设|改造|扩建|修缮|装修|维修|换届|选址|搬迁|布展|展陈|规划|工程|项目|事宜|问题)[^，,。;；]{0,6}(?:要|须|应|由|已|暂|仍|不再|[，,]|$)"
)
_AGREED = re.compile(r"同意$")
_ACTS = re.compile(r"(?:与|同|会同|联合|牵头|组织|开展|举办|成立|设立|承办|赴|购置|采购|启动|实施|对|共建|共同|合作)")
# What a unit is called after: 以甲为主，甲为责任单位，乙为配合单位.
_CALLED_LEAD = re.compile(
    r"(?:[作要应]|担任?)?(?:为|是|任)(?:[^，,。;；]{0,10}(?:牵头|主办|主责|责任|承办|组长)(?:单位|部门|处室|主体|方)|主(?!任|席|办|责)|牵头|总牵头)"
)
_CALLED_CO = re.compile(
    r"(?:[作要应]|担任?)?(?:为|是|任)(?:[^，,。;；]{0,10}(?:配合|协办|协助|协同|参与|参加|支持|会办|副组长)(?:单位|部门|处室|方)|辅(?!导))"
)
# 交甲办理: who is given something only acts if told what to do with it.
_GIVEN_TO = re.compile(r"(?:[交归](?:口|给|付|办)?|转|落实到|落到|委派|指派|安排|确定|明确|商定|退回)$")
_TAKES = re.compile(
    r"(?:重新|补充|具体|统一|统筹|统|负|一并|归口|归|抓紧|尽快|牵头|按[^，,按]{0,8}?(?:要求|规定|分工|职责))*(?:承办|办理|负责|牵头|主办|主抓|起草|执笔|落实|实施|执行|统筹|完成|组织|处理|承担|操办|筹办|筹备"
    r"|跟进|管理|经办|拟定|拟订|制定|修改|修订|完善|编印|编制|编写|认领|承接|承建|研究(?!室)|抓好|抓|办结|维护|运维|答复|整改|整理|安排|征集|推进|调研|论证|核实)"
)
_SENT_BACK = re.compile(r"退回.{0,4}(?:修改|完善|补充|重新)|(?:修改|完善|补充)后(?:再议|再行研究|再提交)")
_WITH = re.compile(r"(?:^|[^强化步极主动])(?:与|同|和|跟)$")
_TOGETHER = re.compile(r"(?:共同|联合|一道|一起|协同|合作|携手)")
_CHIEF = re.compile(
    r"(?:按照?[^，,]{0,8}?)?(?:要|应|须|统一|总|具体|分别|共同|联合|等)*(?:牵头(?!单位提)|主办|抓总|总牵头|主责|主抓|负总责)"
)
_CO_AFTER = re.compile(
    r"(?:等(?:有关|相关)?(?:单位|部门)?)?(?:[二两三四五六七八九十\d]+(?:家|个)?(?:单位|部门|处室|专?委员?会)?)?(?:按[^，,]{0,14}?)?(?:给予|予以|积极|密切|全力|主动|共同|协同|各自|分别|要|应|须|负责|做好|抓好|认真|具体|协调|同步|大力)*"
    r"(?:配合|协助|协办|参与|参加|协同|支持|会办|协作|列席|联办|按(?:照)?(?:各自)?职责|(?:指导|监督)(?=$|[、,，]))"
)
_FUNDS = re.compile(r"(?:经费|资金|费用)[^，,]{0,4}由$")
_ATTRIBUTE = re.compile(
    r"(?:的|关于|设在|设于|下设|内设|分设|来[^，,]{0,3}(?:调研|考察|视察|访)|有关负责人(?:列席|参加)|负责人[、,，]|(?:提出|起草|拟定|拟订|制定|报送|提交|汇报|编制|形成|申报|反映|牵头制定|牵头起草|上报)的"
    r"|(?:在[^，,。]{1,10}?[中时])?(?:反馈|指出|交办|转办|移交|发现|通报|下达|下发|印发|转来|转交|推荐|申请|建议|提请|梳理|收集|查出|点名|批转|部署)的)"
)
_REPORTED = re.compile(
    r"(?:就|对|围绕|关于)?[^，,。]{0,24}?(?:汇报|通报|报告|介绍|传达|交流|作|完成|开展|拨付)了|已(?!经?明确)|(?:就|围绕)[^，,。]{0,30}作了?"
)
_ASSISTED = re.compile(r"(?:的)?(?:配合|协助|支持|参与)下")
_LEADING_WORDS = re.compile(
    r"(?:\s|[一二三四五六七八九十]是|[一二三四五六七八九十\d]{1,2}[、.]|(?:[市省区县]?政协)?机关|[市省区县]政协|全体|首先|其次|同时|并且|并|另外|此外|其中|具体|原则上|统一|今后|会后|下一步|要|确保|为此|对此|特别是|必要时|随后|然后|最后|由此|相关工作"
    r"|必须|此项工作|该项工作|具体工作|会议(?:研究|讨论)?(?:要求|决定|明确|议定|同意|确定|商定)?[::,，]?|[::\"“”'、·•●\-—*])+"
)


def read_cast(
    text: str, mentions: Sequence[UnitMention], heading: Sequence[tuple[int, int]], times: Sequence[tuple[int, int]]
) -> Cast:
    """Who leads and who takes part in the decision `text`.

    `heading` and `times` are the stretches that say nothing about roles: the topic, and the words of time. Exactly the
    units that the sentence makes act are taken; those it reports to, speaks about or asks are not.
    """
    clauses = clauses_of(text, mentions, [*heading, *times])
    limits = sorted(start for start, _end in times)
    for clause in clauses:
        if clause.groups and not is_aside(clause, mentions):
            for place, group in enumerate(clause.groups):
                # 会务组（由甲负责）: what is spoken about stands before the bracket.
                if not text.startswith(("(由", "（由"), group.end):
                    _judge(group, clause.groups[place - 1] if place else None)
    groups = [group for clause in clauses for group in clause.groups]
    leads = _once(leads_of(clauses, limits, is_sent_back=_SENT_BACK.search(text) is not None))
    names = {mention.name for mention in leads}
    others = [mention for group in groups if group.role for mention in group.mentions]
    return Cast(leads, _once(others, but=names), clauses)


def _judge(group: Group, before: Group | None) -> None:
    """Set the role of `group` from the words around it; `before` is the group before it in the same clause."""
    left, right = group.left[-REACH:], group.right
    if left.endswith("联合") and group.mentions[0].words.endswith("组"):
        return
    if label := _LEAD_LABEL.search(left):
        _make(group, "lead", CHIEF if label["chief"] else ACTING)
    elif _CO_LABEL.search(left) or _CO_BEFORE.search(left) or _CALLED_CO.match(right):
        _make(group, "co", assists=True)
    elif _CALLED_LEAD.match(right) and not _ATTRIBUTE.match(right):
        _make(group, "lead", CHIEF)
    elif _HELPS.search(left):
        _helped(group, before)
    elif (
        _LEAD_BEFORE.search(left)
        or (_AGREED.search(left) and _ACTS.match(right))
        or (_GIVEN_TO.search(left) and _TAKES.match(right))
    ):
        _acting(group, asked=True)
    elif (_WITH.search(left) and _TOGETHER.match(right)) or (left.endswith("在") and _ASSISTED.match(right)):
        _make(group, "co", assists=True)
    elif before is None and not _LEADING_WORDS.sub("", re.split(r"[:：]", group.left)[-1]).strip():
        _acting(group, asked=False)


def _make(group: Group, role: Role, rank: int = ACTING, *, assists: bool = False) -> None:
    group.role, group.rank, group.assists = role, rank, assists


def _helped(group: Group, before: Group | None) -> None:
    # 甲配合乙: the one who is helped is in charge, whoever is named first.
    if before is not None:
        _make(group, "lead", CHIEF)
        if before.role == "lead":
            _make(before, "co", assists=True)


def _acting(group: Group, *, asked: bool) -> None:
    right = group.right
    # 会务组由甲负责: what is spoken about stands first.
    if (
        right.endswith("由")
        or _ATTRIBUTE.match(right)
        or (not asked and (_REPORTED.match(right) or _OBJECT.match(right)))
    ):
        return
    if _CHIEF.match(right):
        _make(group, "lead", CHIEF)
    elif _FUNDS.search(group.left):
        _make(group, "lead", PAYING)
    elif _CO_AFTER.match(right):
        _make(group, "co", assists=True)
    else:
        _make(group, "lead")


def _once(mentions: Sequence[UnitMention], *, but: Collection[str] = ()) -> list[UnitMention]:
    found: dict[str, UnitMention] = {}
    for mention in mentions:
        if mention.name not in but:
            found.setdefault(mention.name, mention)
    return list(found.values())
