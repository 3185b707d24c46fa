"""Which of the units that act in a decision lead it: the chief, or all that act equally."""

from collections.abc import Sequence

from planning.meetings.acts import SINGLED
from planning.meetings.clauses import ACTING, SIDE, Clause, Group
from planning.meetings.equals import Chief
from secretariat.patterns import regex
from secretariat.people.names import UnitMention

_ENTRUSTED = regex(r"委托$")
_PROPOSED = regex(r"(?:提出|关于|起草|拟定|拟订|制定|编制|提交|报送|申报)[^，,。;；]{0,30}")
_EACH_OTHER = regex(
    r"(?:要|应当?|须)(?:认真|积极|全力|主动)|(?:要|应当?|须)?(?:密切|加强|相互|互相|通力)|(?:要|应当?|须)?按(?:照)?(?:各自)?职责"
)
_TOGETHER = regex(r"(?:(?!加强|保持|密切)[^，,。]){0,6}?(?:共同|共建|共办|合办|联合|一道|一起|协同|合作|携手)")
# 甲与乙、丙加强合作: behind the preposition stand those with whom 甲 does it.
_WITH = regex(r"\s*(?:与|同|跟)\s*")


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
    equals = Chief(chief, home, clauses, limits).equals()
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
