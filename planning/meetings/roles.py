"""Reads who does what in one decision: who leads, and who takes part."""

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest

from planning.meetings import acts
from planning.meetings.cast import Cast
from planning.meetings.clauses import ACTING, CHIEF, REACH, SIDE, Clause, Group, Role, clauses_of, is_aside
from planning.meetings.leading import leads_of
from planning.meetings.told import drop_what_is_told, look_ahead, tells, uses
from secretariat.people.names import UnitMention
from secretariat.workdays.phrases import TimePhrase


def read_cast(
    text: str, mentions: Sequence[UnitMention], heading: Sequence[tuple[int, int]], times: Sequence[TimePhrase]
) -> Cast:
    """Who leads and who takes part in the decision `text`.

    `heading` and `times` are the stretches that say nothing about roles: the topic, and the words of time. Exactly the
    units that the sentence makes act are taken; those it reports to, speaks about or asks are not.
    """
    clauses = clauses_of(text, mentions, [*heading, *((found.start, found.end) for found in times)])
    limits = sorted(found.start for found in times)
    for clause, following in zip_longest(clauses, clauses[1:]):
        if clause.groups and following:
            look_ahead(clause, following)
        if not is_aside(clause, mentions):
            _judge_each(clause)
    _spare_what_is_spoken_about(clauses)
    drop_what_is_told(clauses, [found.start for found in times if found.is_limit or found.cycle])
    groups = [group for clause in clauses for group in clause.groups]
    leads = _once(leads_of(clauses, limits, is_sent_back=acts.SENT_BACK.search(text) is not None))
    names = {mention.name for mention in leads}
    others = [mention for group in groups if group.role for mention in group.mentions]
    return Cast(leads, _once(others, but=names), clauses)


def _judge_each(clause: Clause) -> None:
    for group, before in zip(clause.groups, [None, *clause.groups], strict=False):
        # 会务组（由甲负责）: what is spoken about stands before the bracket.
        if not clause.text.startswith(("(由", "（由"), group.end):
            _judge(group, before)


def _judge(group: Group, before: Group | None) -> None:
    """Set the role of `group` from the words around it; `before` is the group before it in the same clause."""
    group.right = acts.HEAD.sub("", group.right, count=1) if acts.HEAD.match(group.right) else group.right
    left, right = group.left[-REACH:], group.right
    is_named = left.endswith("联合") and group.mentions[0].words.endswith("组")
    if is_named or _is_called(group, left, right) or acts.FORMERLY.search(left):
        return
    if _is_drawn_in(group, before, left, right):
        return
    if _is_asked(left, right):
        _acting(group, asked=True)
    elif acts.WITH.search(left) and acts.TOGETHER.match(right):
        _make(group, "co", assists=True)
    elif before is None and not acts.LEADING_WORDS.sub("", re.split(r"[:：]|—+", group.left)[-1]).strip():
        _acting(group, asked=False)
    elif acts.ALLOTTED.search(left) and not acts.HANDED_IN.search(left):
        group.is_spare = not right or acts.ITS_HANDS.match(right) is not None
    elif not acts.NOT_ACTING.search(left) and not acts.ATTRIBUTE.match(right):
        _acting_anywhere(group)


def _is_drawn_in(group: Group, before: Group | None, left: str, right: str) -> bool:
    """Whether somebody else's act draws it in (要求甲, 支持甲, 邀请甲参加, 在甲配合下); then what follows is set."""
    if before is not None and left.strip() == "要求":
        # 甲要求乙报送: who only asks does nothing.
        before.role = ""
        _acting(group, asked=True)
    elif before is None and (told := acts.ENCOURAGED.search(left)) and acts.VERB.match(right):
        group.is_spare = told["let"] is not None
        if not group.is_spare:
            _acting(group, asked=True)
    elif acts.HELPS.search(left):
        _helped(group, before)
    elif (along := acts.ALONG.search(left)) and (acts.CO_ACT if along["told"] else acts.CO_ALONG).match(right):
        _make(group, "co", assists=True)
        group.is_asked = bool(along["told"])
    elif (before is not None and left.endswith("协调") and not group.mentions[0].is_group) or (
        left.endswith("在") and acts.ASSISTED.match(right)
    ):
        _make(group, "co", assists=True)
    else:
        return False
    return True


def _is_called(group: Group, left: str, right: str) -> bool:
    """Whether the words call it by its part (牵头单位：甲，甲为配合单位); then the part is set."""
    # 商请市公安局牵头: whoever is asked to lead does not help.
    is_asked_to_lead = left.endswith("商请") and acts.CHIEF_ACT.match(right) is not None
    helps = acts.CO_BEFORE.search(left) and not is_asked_to_lead
    if acts.CO_LABEL.search(left) or helps or acts.CALLED_CO.match(right):
        _make(group, "co", assists=True)
    elif label := acts.LEAD_LABEL.search(left):
        _make(group, "lead", CHIEF if label["chief"] or label["head"] else ACTING)
    elif acts.MEMBER.match(right):
        _make(group, "lead", SIDE)
    elif acts.CALLED_LEAD.match(right) and not acts.ATTRIBUTE.match(right):
        _make(group, "lead", CHIEF)
    return bool(group.role)


def _is_asked(left: str, right: str) -> bool:
    if acts.LEAD_BEFORE.search(left):
        return True
    if acts.AGREED.search(left) and (acts.ACTS.match(right) or acts.PLAN.match(right)):
        return True
    return bool(acts.GIVEN_TO.search(left) and acts.TAKES.match(right))


def _acting_anywhere(group: Group) -> None:
    """Let it act by the words that follow alone: 会议议程甲来定，乙配合."""
    if acts.CO_ANYWHERE.match(group.right):
        _make(group, "co", assists=True)
    elif acts.STRONG_ACT.match(group.right):
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
    if acts.CHARGED.match(right):
        group.is_spare = True
        return
    # 会务组由甲负责: what is spoken about stands first.
    if (
        right.endswith("由")
        or acts.ATTRIBUTE.match(right)
        or (not asked and (tells(group) or acts.OBJECT.match(right)))
    ):
        return
    if acts.CHIEF_ACT.match(right):
        _make(group, "lead", CHIEF)
    elif acts.CO_ACT.match(right) and not (group.is_cut and acts.GUIDES.match(right)):
        _make(group, "co", assists=True)
        group.is_asked = asked
    elif (not asked and (_is_spoken_about(right) or uses(group))) or _is_forbidden(group):
        group.is_spare = True
    elif acts.FUNDS.search(group.left) or _is_side(right, asked=asked):
        _make(group, "lead", SIDE)
    else:
        _make(group, "lead")
        group.is_bare = not asked


def _is_forbidden(group: Group) -> bool:
    return group.mentions[0].is_group and acts.FORBIDDEN.match(group.right) is not None


def _spare_what_is_spoken_about(clauses: Sequence[Clause]) -> None:
    """Take their parts from names that open a sentence but act in no word of it, where somebody else is told to act."""
    told: set[int] = set()
    for clause in reversed(clauses):
        for group in clause.groups:
            if group.is_bare and clause.sentence in told and acts.is_no_act(group.right):
                group.role, group.is_spare = "", True
        if any(group.role == "lead" and (not group.is_bare or group.rank == CHIEF) for group in clause.groups):
            told.add(clause.sentence)


def _is_side(right: str, *, asked: bool) -> bool:
    """Whether an act only adds to another's; of whom the words demand it, it is an act of its own."""
    if asked:
        return acts.HELD_OUT.match(right) is not None
    return acts.SIDE_ACT.match(right) is not None and acts.MODAL.match(right) is None


def _is_spoken_about(right: str) -> bool:
    """Whether the words say what becomes of something that bears the name of a unit, not what the unit does."""
    return any(words.match(right) for words in (acts.WORKS, acts.SET_FOR, acts.STATE))


def _once(mentions: Sequence[UnitMention], *, but: Collection[str] = ()) -> list[UnitMention]:
    found: dict[str, UnitMention] = {}
    for mention in mentions:
        if mention.name not in but:
            found.setdefault(mention.name, mention)
    return list(found.values())
