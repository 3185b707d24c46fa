"""Which of the units that act in a decision lead it: the chief, or all that act equally."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from planning.meetings.acts import ACCESSORY, ADVERBS, LEADING_WORDS, MODAL, SINGLED
from planning.meetings.clauses import REACH, Clause, Group
from secretariat.people.names import UnitMention

# Where a group stands among those that might lead: words like 牵头 outrank the order in the text.
CHIEF, ACTING = 3, 1
# Who only pays for it, or adds something to it, leads only if nobody else acts.
SIDE = 0

_ENTRUSTED = re.compile(r"委托$")
_PROPOSED = re.compile(r"(?:提出|关于|起草|拟定|拟订|制定|编制|提交|报送|申报)[^，,。;；]{0,30}")
_EACH_OTHER = re.compile(
    r"(?:要|应当?|须)(?:认真|积极|全力|主动)|(?:要|应当?|须)?(?:密切|加强|相互|互相|通力)|(?:要|应当?|须)?按(?:照)?(?:各自)?职责"
)
_TOGETHER = re.compile(r"(?:(?!加强|保持|密切)[^，,。]){0,6}?(?:共同|共建|共办|合办|联合|一道|一起|协同|合作|携手)")
# 甲与乙、丙加强合作: behind the preposition stand those with whom 甲 does it.
_WITH = re.compile(r"\s*(?:与|同|跟)\s*")
_ACT = re.compile(rf"{ADVERBS}(?P<verb>[\u4e00-\u9fff]{{2}})(?P<object>.*)")
# One character that says what several do alike: 甲包东片，乙包西片.
# Who is charged with the whole of it: 甲负责组织，乙负责授课.
_WHOLE = re.compile(r"(?:组织|实施|牵头|统筹|总体|落实|承办|筹备|办理|协调|推进|工作|具体)+")
_ROW = 3
_CHARGED = re.compile(rf"{ADVERBS}(?:负责|承担)")
_DO_WELL = re.compile(rf"{ADVERBS}[做抓]好")
# Who watches over the others takes part only, even with a part of its own.
_WATCHES = re.compile(r"监督|督办|督查|督促|督导|跟踪|验收|审核|汇总|统稿|配合|协助|支持")
# 栏目策划：甲；技术制作：乙.
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[:：]|—{1,2})$")
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|[一二三四五六七八九十]要|首先|其次|再次|最后|第[一二三四五六七八九十])"
)
_ADDS = re.compile(rf"{ADVERBS}(?:{ACCESSORY.pattern})")
_BROAD = "包抓管写编查审"
_STOPS = tuple("。！!？?\n")
_BOTH = re.compile(
    r"\s*(?:[二两三四]者|[两三四]家(?:单位)?|双方|[各上以][述上]?单位|[二两三四五]项(?:工作|任务)?|以上各?项|上述各?项|各项|各方)?\s*(?:均|都|皆|各自|分别|分头)"
)
_PASSIVE = re.compile(
    r"(?P<topic>.*[^，,:：\s])(?:由(?:所在|属地|当地|本级)?|归|请|委托|交(?:由|给)?|[落压分派]到|落实到)$"
)


def leads_of(clauses: Sequence[Clause], limits: Sequence[int], *, is_sent_back: bool) -> list[UnitMention]:
    """The leads among the groups of `clauses` that have their parts, in the order of the text.

    `limits` are the places of words of time. Units side by side lead together, and so do those whose clauses say the
    same of each, as long as no chief is named.
    """
    groups = [group for clause in clauses for group in clause.groups]
    leading = [group for group in groups if group.role == "lead"]
    if all(group.rank == SIDE for group in leading):
        leading = _spare(groups, is_proposer_bound=is_sent_back or any(group.role for group in groups)) or leading
    # 甲、乙要密切配合: with nobody else in charge they help each other.
    leading = leading or [group for group in groups if group.role == "co" and _EACH_OTHER.match(group.right)][:1]
    leading = leading or [group for group in groups if group.is_asked]
    if not leading:
        return []
    chief = max(leading, key=lambda group: group.rank)
    if _ENTRUSTED.search(chief.left):
        # Who is asked from outside answers only where no unit is named that sees to it.
        chief = next((group for group in leading if group.left.endswith("由")), chief)
    chief = _singled(chief, leading) or chief
    home = next(clause for clause in clauses if any(group is chief for group in clause.groups))
    equals = _equals(chief, home, clauses, limits)
    return [*_members(chief, home.text), *(one for group in equals for one in _members(group, home.text))]


def _singled(chief: Group, leading: Sequence[Group]) -> Group | None:
    names = {mention.name for mention in chief.mentions}
    if len(names) < 2:
        return None
    alone = (one for one in leading if len(one.mentions) == 1 and one.mentions[0].name in names)
    return next((one for one in alone if SINGLED.match(one.right)), None)


def _spare(groups: Sequence[Group], *, is_proposer_bound: bool) -> list[Group]:
    """Who leads where nobody is said to act: whom the task falls to, else who proposed what is agreed to."""
    spare = [group for group in groups if group.is_spare]
    if spare or not is_proposer_bound:
        for group in spare:
            group.role, group.rank = "lead", ACTING
        return spare
    # 同意甲提出的方案，经费由乙解决: who proposed it does it.
    return [group for group in groups if not group.role and _PROPOSED.match(group.right)][:1]


def _members(group: Group, text: str) -> list[UnitMention]:
    if len(group.mentions) > 2 and not _TOGETHER.match(group.right):
        first, second = group.mentions[:2]
        if _WITH.fullmatch(text, first.end, second.start):
            return [first]
    return group.mentions


def _equals(chief: Group, home: Clause, clauses: Sequence[Clause], limits: Sequence[int]) -> Iterator[Group]:
    """The groups that act in clauses of their own as the chief does in its."""
    timed = {clause.sentence for clause in clauses if _is_timed(clause, limits)}
    items = {clause.sentence for clause in clauses if _is_item(clause)}
    shared = {clause.sentence for clause in clauses if not clause.groups and _BOTH.match(clause.text, clause.start)}
    listed = _listed(home, clauses, limits)
    alike = [one for clause in clauses for one in clause.groups if one.role == "lead" and _says_the_same(one, chief)]
    # 甲负责联络，乙负责招商，丙负责支教: of many that are charged, none only helps.
    is_row = len(alike) >= _ROW and chief.rank == ACTING and _CHARGED.match(chief.right) is not None
    for clause in clauses:
        for group in clause.groups if clause is not home and clause.groups else ():
            if group.role != "lead":
                continue
            if is_row and any(group is one for one in alike) and not _WATCHES.search(group.right):
                yield group
            elif {clause.sentence, home.sentence} <= items and _is_told_apart(group, clause, home):
                yield group
            elif _is_told_apart(group, clause, home) and _has_own_matter(group, clause, chief, home, timed):
                yield group
            elif group.rank == chief.rank and not _only_helps(group, clause, chief, home):
                is_shared = clause.sentence == home.sentence and clause.sentence in shared
                is_listed = listed.get(clause.sentence) is clause
                if _does_as(group, clause, chief, home) or (chief.rank == ACTING and (is_shared or is_listed)):
                    yield group


def _is_item(clause: Clause) -> bool:
    return _ITEM.match(clause.text, clause.start) is not None


def _is_told_apart(group: Group, clause: Clause, home: Clause) -> bool:
    """Whether a group is told in another sentence than the chief to do more than add to what others do."""
    is_apart = clause.sentence != home.sentence and group is clause.groups[0]
    return is_apart and group.rank != SIDE and _ADDS.match(group.right) is None


def _has_own_matter(group: Group, clause: Clause, chief: Group, home: Clause, timed: Collection[int]) -> bool:
    """Whether another sentence than the chief's gives it a matter of its own: a topic, a limit, an act it must do.

    `timed` are the sentences with a limit.
    """
    if ACCESSORY.search(group.right) or group.mentions[0].is_group:
        return False
    passive = _PASSIVE.search(group.left[-REACH:])
    if passive and LEADING_WORDS.sub("", passive["topic"]):
        return True
    if {clause.sentence, home.sentence} <= timed and _has_part(group, clause):
        return _CHARGED.match(group.right) is not None
    return chief.rank == ACTING and all(MODAL.match(one.right) for one in (chief, group))


def _is_timed(clause: Clause, limits: Sequence[int]) -> bool:
    return bisect_left(limits, clause.start) < bisect_left(limits, clause.end)


def _only_helps(group: Group, clause: Clause, chief: Group, home: Clause) -> bool:
    """Whether a group does no more than add to what the chief does."""
    if _has_topic(group, clause) and _has_topic(chief, home):
        return _WATCHES.search(group.right) is not None
    if _says_the_same(group, chief) and ACCESSORY.search(chief.right):
        return False
    return ACCESSORY.search(group.right) is not None


def _does_as(group: Group, clause: Clause, chief: Group, home: Clause) -> bool:
    """Whether a group does its part as the chief does its own."""
    if _has_topic(group, clause) and _has_topic(chief, home) and not group.mentions[0].is_group:
        return True
    is_apart = clause.sentence != home.sentence or (_has_part(group, clause) and _has_part(chief, home))
    # 甲要做好接待，乙做好报道: of all that are told to do well what is theirs, the first has the matter.
    return is_apart and _says_the_same(group, chief) and not (chief.is_bare and _DO_WELL.match(chief.right))


def _has_topic(group: Group, clause: Clause) -> bool:
    # 文稿由甲起草，会务（一）归乙: each has a part of its own.
    is_behind_bracket = clause.text[clause.start - 1 : clause.start] in (")", "）") and group is clause.groups[0]
    left = f"（）{group.left}" if is_behind_bracket else group.left
    if _LABELLED.search(left) and not group.right:
        return True
    if group.left == "由" and group is not clause.groups[0]:
        return True
    passive = _PASSIVE.search(left[-REACH:])
    return passive is not None and bool(LEADING_WORDS.sub("", passive["topic"]))


def _says_the_same(group: Group, chief: Group) -> bool:
    one, other = _ACT.match(group.right), _ACT.match(chief.right)
    if one is None or other is None:
        return False
    return one["verb"] == other["verb"] or (one["verb"][0] == other["verb"][0] and one["verb"][0] in _BROAD)


def _has_part(group: Group, clause: Clause) -> bool:
    # 由甲负责，乙负责保障: who has the whole is not the equal of who has a part.
    act = _ACT.match(group.right)
    is_bracketed = clause.text[clause.start - 1 : clause.start] in ("(", "（")
    is_passive = group.left.endswith("由") and (is_bracketed or group is not clause.groups[0])
    return (
        is_passive
        or bool(act and act["object"] and not _WHOLE.fullmatch(act["object"]))
        or _PASSIVE.search(group.left[-REACH:]) is not None
    )


def _listed(home: Clause, clauses: Sequence[Clause], limits: Sequence[int]) -> dict[int, Clause]:
    """The sentences that semicolons set in a row with that of `home`, each with a limit, and who opens each."""
    opening: dict[int, Clause] = {}
    timed, unlisted = set[int](), set[int]()
    for clause in clauses:
        if clause.groups:
            opening.setdefault(clause.sentence, clause)
        if _is_timed(clause, limits):
            timed.add(clause.sentence)
        if clause.text[clause.end : clause.end + 1] in _STOPS:
            unlisted.add(clause.sentence)
    last = min((sentence for sentence in unlisted if sentence >= home.sentence), default=clauses[-1].sentence)
    return {n: opening[n] for n in range(home.sentence + 1, last + 1) if n in opening and {n, home.sentence} <= timed}
