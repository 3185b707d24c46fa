"""The cast of a decision: who leads and who takes part, and of whom each of its clauses tells."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from planning.meetings.clauses import Clause
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
        at = bisect_right(self._starts, place) - 1
        clause = self.clauses[at]
        # 甲初审（11月30日前）: what stands alone in brackets belongs to the words before them.
        is_bracketed = at > 0 and not clause.groups and clause.text[clause.start - 1] in "(（"
        return at - 1 if is_bracketed else at

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
