"""Who acts as the chief of a decision does, in a clause or sentence of its own, and leads beside it (decision 0017)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planning.meetings.acts import ACCESSORY, ADVERBS, LEADING_WORDS, MODAL
from planning.meetings.clauses import ACTING, REACH, SIDE, Clause, Group
from secretariat.patterns import regex

_ACT = regex(rf"{ADVERBS}(?P<verb>[\u4e00-\u9fff]{{2}})(?P<object>.*)")
# One character that says what several do alike: 甲包东片，乙包西片.
_BROAD = "包抓管写编查审"
# Who is charged with the whole of it: 甲负责组织，乙负责授课.
_WHOLE = regex(r"(?:组织|实施|牵头|统筹|总体|落实|承办|筹备|办理|协调|推进|工作|具体)+")
_ROW = 3
_CHARGED = regex(rf"{ADVERBS}(?:负责|承担)")
_DO_WELL = regex(rf"{ADVERBS}做好")
# Who watches over the others takes part only, even with a part of its own.
_WATCHES = regex(r"监督|督办|督查|督促|督导|跟踪|验收|审核|汇总|统稿|配合|协助|支持")
_ADDS = regex(rf"{ADVERBS}(?:{ACCESSORY.pattern})")
# 栏目策划：甲；技术制作：乙.
_LABELLED = regex(r"[\u4e00-\u9fff]{2,12}(?:[:：]|—{1,2})$")
_ITEM = regex(r"\s*(?:[一二三四五六七八九十][是要]|首先|其次|再次|最后|第[一二三四五六七八九十])")
_STOPS = tuple("。！!？?\n")
_BOTH = regex(
    r"\s*(?:[二两三四]者|[两三四]家(?:单位)?|双方|[各上以][述上]?单位|[二两三四五]项(?:工作|任务)?|以上各?项|上述各?项|各项|各方)?\s*(?:均|都|皆|各自|分别|分头)"
)
_PASSIVE = regex(r"(?P<topic>.*[^，,:：\s])(?:由(?:所在|属地|当地|本级)?|归|请|委托|交(?:由|给)?|[落压分派]到|落实到)$")


@dataclass(frozen=True)
class Chief:
    """The group that leads before all others, its clause, and all clauses of the decision.

    `limits` are the places of words of time, in order.
    """

    group: Group
    home: Clause
    clauses: Sequence[Clause]
    limits: Sequence[int]

    def equals(self) -> Iterator[Group]:
        """The groups that act in clauses of their own as the chief does in its."""
        for clause in self.clauses:
            for group in clause.groups if clause is not self.home else ():
                if group.role == "lead" and self._has_equal(group, clause):
                    yield group

    def _has_equal(self, group: Group, clause: Clause) -> bool:
        if any(group is one for one in self._row) and not _WATCHES.search(group.right):
            return True
        if self._is_told_apart(group, clause) and (self._is_item(clause) or self._has_own_matter(group, clause)):
            return True
        if group.rank != self.group.rank or self._only_helps(group, clause):
            return False
        return self._does_as(group, clause) or (self.group.rank == ACTING and self._is_alike(group, clause))

    # ── Of several in a row ──────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def _row(self) -> list[Group]:
        """甲负责联络，乙负责招商，丙负责支教: of many that are charged, none only helps."""
        groups = (group for clause in self.clauses for group in clause.groups if group.role == "lead")
        alike = [group for group in groups if _says_the_same(group, self.group)]
        is_charged = self.group.rank == ACTING and _CHARGED.match(self.group.right) is not None
        is_charged = is_charged and _has_part(self.group, self.home)
        return alike if is_charged and len(alike) >= _ROW else []

    def _is_alike(self, group: Group, clause: Clause) -> bool:
        # 均 sums both up, or semicolons set them in a row; in 甲负责开发；乙做好推广 the second only helps.
        if clause.sentence == self.home.sentence:
            return clause.sentence in self._shared
        return self._listed.get(clause.sentence) is clause and not _DO_WELL.match(group.right)

    @cached_property
    def _shared(self) -> set[int]:
        bare = (clause for clause in self.clauses if not clause.groups)
        return {clause.sentence for clause in bare if _BOTH.match(clause.text, clause.start)}

    @cached_property
    def _listed(self) -> dict[int, Clause]:
        """The sentences that semicolons set in a row with that of the chief, each with a limit, and who opens each."""
        opening: dict[int, Clause] = {}
        for clause in self.clauses:
            if clause.groups:
                opening.setdefault(clause.sentence, clause)
        stops = (clause for clause in self.clauses if clause.text[clause.end : clause.end + 1] in _STOPS)
        home, end = self.home.sentence, self.clauses[-1].sentence
        last = min((clause.sentence for clause in stops if clause.sentence >= home), default=end)
        return {n: opening[n] for n in range(home + 1, last + 1) if n in opening and {n, home} <= self._timed}

    @cached_property
    def _timed(self) -> set[int]:
        return {
            clause.sentence
            for clause in self.clauses
            if bisect_left(self.limits, clause.start) < bisect_left(self.limits, clause.end)
        }

    # ── In a sentence of its own ─────────────────────────────────────────────────────────────────────────────────────
    def _is_told_apart(self, group: Group, clause: Clause) -> bool:
        """Whether a group is told in another sentence than the chief to do more than add to what others do."""
        # 甲牵头…；行程由甲、乙商定: who is named with the chief takes part in what is the chief's.
        names = {mention.name for mention in self.group.mentions}
        is_apart = clause.sentence != self.home.sentence and group is clause.groups[0]
        is_apart = is_apart and names.isdisjoint(mention.name for mention in group.mentions)
        return is_apart and group.rank != SIDE and _ADDS.match(group.right) is None

    def _is_item(self, clause: Clause) -> bool:
        # 一是由甲牵头…；二是由乙负责…
        return {clause.sentence, self.home.sentence} <= self._items

    @cached_property
    def _items(self) -> set[int]:
        return {clause.sentence for clause in self.clauses if _ITEM.match(clause.text, clause.start)}

    def _has_own_matter(self, group: Group, clause: Clause) -> bool:
        """Whether a sentence gives a group a matter of its own: a topic, a limit, or an act that it must do."""
        if group.mentions[0].is_group:
            # 甲要制定方案；各支部要组织学习: they carry out what it plans.
            return False
        is_told = not self.group.is_bare or MODAL.match(self.group.right) is not None
        is_told = is_told and (MODAL.match(group.right) is not None or (not group.is_bare and _has_part(group, clause)))
        if self.group.rank == ACTING and is_told:
            return True
        is_timed = {clause.sentence, self.home.sentence} <= self._timed or self.group.rank == ACTING
        is_charged = _CHARGED.match(group.right) is not None and _has_part(group, clause)
        return (bool(_topic(group.left)) or (is_timed and is_charged)) and not ACCESSORY.search(group.right)

    # ── As the chief ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _only_helps(self, group: Group, clause: Clause) -> bool:
        """Whether a group does no more than add to what the chief does."""
        if _has_topic(group, clause) and _has_topic(self.group, self.home):
            return _WATCHES.search(group.right) is not None
        if _says_the_same(group, self.group) and ACCESSORY.search(self.group.right):
            return False
        return ACCESSORY.search(group.right) is not None

    def _does_as(self, group: Group, clause: Clause) -> bool:
        """Whether a group does its part as the chief does its own."""
        if _has_topic(group, clause) and _has_topic(self.group, self.home) and not group.mentions[0].is_group:
            return True
        have_parts = _has_part(group, clause) and _has_part(self.group, self.home)
        if not (have_parts or clause.sentence != self.home.sentence) or not _says_the_same(group, self.group):
            return False
        # 甲要做好接待，乙做好报道: of all that are told to do well what is theirs, the first has the matter.
        return not (self.group.is_bare and _DO_WELL.match(self.group.right))


def _topic(left: str) -> str:
    """What is given to a group by the words before it (文稿由), without words that name nothing."""
    passive = _PASSIVE.search(left[-REACH:])
    return LEADING_WORDS.sub("", passive["topic"]) if passive else ""


def _has_topic(group: Group, clause: Clause) -> bool:
    # 文稿由甲起草，会务（一）归乙: each has a part of its own.
    is_behind_bracket = clause.text[clause.start - 1 : clause.start] in (")", "）") and group is clause.groups[0]
    left = f"（）{group.left}" if is_behind_bracket else group.left
    if _LABELLED.search(left) and not group.right:
        return True
    return (group.left == "由" and group is not clause.groups[0]) or bool(_topic(left))


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


def _says_the_same(group: Group, chief: Group) -> bool:
    one, other = _ACT.match(group.right), _ACT.match(chief.right)
    if one is None or other is None:
        return False
    return one["verb"] == other["verb"] or (one["verb"][0] == other["verb"][0] and one["verb"][0] in _BROAD)
