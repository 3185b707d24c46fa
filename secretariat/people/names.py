"""Reads the units that running text names: by the grammar of unit names; the table only resolves what was read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from secretariat.patterns import regex
from secretariat.people.name_words import BEFORE, FIELD, GROUP, SUFFIX, UNSURE


@dataclass(frozen=True)
class Unit:
    """A unit of the table: what it is called, its other names, its kind, its place in the organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    order: int = 0


@dataclass(frozen=True)
class UnitMention:
    """Words of a text that name a unit, at `start` to `end`.

    `unit` is the row of the table, None for a unit that is not in it. `kind` is set where the words address all units
    of a kind (各处室); `is_group` also where they address many that the table does not list (有关单位).
    """

    start: int
    end: int
    words: str
    unit: Unit | None = None
    kind: str = ""
    is_group: bool = False

    @property
    def name(self) -> str:
        """What the unit is called: by the table, by the full name of its kind, else as written."""
        if self.unit:
            return self.unit.name
        return f"各{FULL_KINDS.get(self.kind, self.kind)}" if self.kind else self.words


# The short word for a kind and the one that is written out.
FULL_KINDS = {"专委会": "专门委员会"}

# A name may tell in brackets which places it means: 各乡镇（街道）政协委员联络组.
_IN_BRACKETS = regex(r"各?[市县区旗州盟乡镇街道]{1,4}\([市县区旗州盟乡镇街道开发园新自治社村、]{1,12}\)$")
# A name may hold a conjunction of its own; it is taken for one where the words before it are no unit.
_JOINED = regex(r"[\u4e00-\u9fff]{2,8}[和与]")
_PEOPLE = regex(r"[长员席任者人导志家记众派团属民友]$|企业$")
_OF_A_PLACE = regex(r"[市省区县州旗](?!领导|政协|政府|直|长|主席|人大|委(?:、|$|领导|市政府|书记|政府))")
# Before a unit of another house the same word means another unit: 市委办公厅, 市财政局办公室.
_OTHER_HOUSE = regex(r"(?:[市区县省州旗府局厅院会大校团司协央国]|[^\W\d]委|[^\W\d]部)$")
# 市委党史/研究室: behind another house its part may have a word of its own.
_PART_OF = regex(r"[\u4e00-\u9fff]{0,4}?(?:[市区县省州旗国]委|政府|人大)[\u4e00-\u9fff]{0,4}$")
_OWN_HOUSE = ("机关", "政协", "政协机关", "本会", "我会")
_CONJUNCTIONS = ("和", "与")
# Without one of these words no group is addressed.
_ADDRESSED = ("各", "有关", "相关", "其他", "其它", "市级")
LONGEST = 24


def read_units(text: str, units: Sequence[Unit]) -> list[UnitMention]:
    """Every unit that `text` names, in order. A unit that is not in the table is kept as written."""
    table = _table(tuple(units))
    mentions: list[UnitMention] = []
    groups = list(_groups(text, table))
    # Nobody gives the whole house a task, and before its own group (市政协/各部门) a house is not named for itself.
    names = [found for found in _names(text, table) if found.words not in table.houses]
    if groups:
        taken = {place for group in groups for place in range(group.start, group.end)}
        names = [found for found in names if not taken & {found.start, found.end - 1, found.end}]
    for mention in sorted([*groups, *names], key=lambda found: (found.start, -found.end)):
        if not mentions or mention.start >= mentions[-1].end:
            mentions.append(mention)
    return mentions


class _Table:
    """The units by every name under which they may be written."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_name: dict[str, Unit] = {}
        self.kinds: set[str] = set()
        for unit in units:
            self.kinds.add(unit.kind)
            for name in (unit.name, *unit.aliases):
                self.by_name.setdefault(name, unit)
        names = sorted(self.by_name, key=len, reverse=True)
        # A name that the grammar does not know as a unit (an office with a name of its own).
        own = [name for name in names if not SUFFIX.search(name[-3:])]
        self.own = regex("|".join(map(re.escape, own))) if own else None
        houses = {found[1] for name in names if (found := re.match(r"([^\W\d]{1,4}政协)(?=.)", name))}
        # Without a hint in the table the house may be of any level.
        self.houses = {*_OWN_HOUSE, *(houses or {"市政协", "省政协", "区政协", "县政协"})}
        offices = {name for name in names if name.endswith("办公厅")}
        self.prefixes = sorted(self.houses | offices, key=len, reverse=True)

    def resolve(self, words: str) -> Unit | None:
        if words in self.by_name:
            return self.by_name[words]
        for prefix in self.prefixes:
            if words.startswith(prefix) and len(words) > len(prefix):
                return self.resolve(words[len(prefix) :])
        return None

    def resolve_end(self, words: str) -> tuple[int, Unit] | None:
        """The unit of the table at the end of `words` and where it starts, unless another house stands before it."""
        for start in range(1, len(words) - 1):
            unit = self.by_name.get(words[start:])
            if unit:
                # 成都/市政协办公厅 is not the house of the table.
                before = words[:start]
                is_other = words[start] in "市省区县州" or _OTHER_HOUSE.search(before) or _PART_OF.match(before)
                return None if is_other else (start, unit)
        return None


@lru_cache(maxsize=4)
def _table(units: tuple[Unit, ...]) -> _Table:
    return _Table(units)


def _groups(text: str, table: _Table) -> Iterable[UnitMention]:
    if not any(word in text for word in _ADDRESSED):
        return
    for match in GROUP.finditer(text):
        if not (
            match["all"] or match["some"] or match[0].startswith("市级") or "有关" in match[0] or "相关" in match[0]
        ):
            continue
        short = {full: kind for kind, full in FULL_KINDS.items()}.get(match["what"], match["what"])
        is_kind = bool(match["all"] and not match["some"] and not match["office"] and short in table.kinds)
        yield UnitMention(match.start(), match.end(), match[0], kind=short if is_kind else "", is_group=True)


def _names(text: str, table: _Table) -> Iterable[UnitMention]:
    begins = [0, *(match.end() for match in BEFORE.finditer(text))]
    place = 0
    for match in SUFFIX.finditer(text):
        while place + 1 < len(begins) and begins[place + 1] <= match.start():
            place += 1
        mention = _name(text, begins[max(0, place - 1)], begins[place], match, table)
        if mention:
            yield mention
    if table.own:
        opening = set(begins)
        for match in table.own.finditer(text):
            if match.start() in opening:
                yield UnitMention(match.start(), match.end(), match[0], table.by_name[match[0]])


def _name(text: str, earlier: int, begin: int, suffix: re.Match[str], table: _Table) -> UnitMention | None:
    begin, end = max(begin, suffix.end() - LONGEST), suffix.end()
    if text[begin - 1 : begin] == ")" and (places := _IN_BRACKETS.search(text, max(0, begin - LONGEST), begin)):
        begin = places.start()
    joined = _JOINED.fullmatch(text, earlier, begin)
    is_one = joined is not None and _holds_conjunction(joined[0][:-1], suffix[0])
    for start in [joined.start(), *([] if is_one else [begin])] if joined else [begin]:
        if unit := table.resolve(text[start:end]):
            return UnitMention(start, end, text[start:end], unit)
    if joined and is_one:
        return UnitMention(joined.start(), end, text[joined.start() : end])
    begin = _behind_an_act(text, begin, end)
    known = table.resolve_end(text[begin:end])
    if known:
        return UnitMention(begin + known[0], end, text[begin + known[0] : end], known[1])
    if (
        UNSURE.match(text, suffix.start())
        or FIELD.fullmatch(text, begin, end + 1)
        or not _is_name(text[begin:end], suffix)
    ):
        return None
    return UnitMention(begin, end, text[begin:end])


# 办公厅/致函/市财政局: between a whole name and one that says of which place it is, stands what the first does.
_TWO = regex(
    "(?:"
    + re.sub(r"\?P<\w+>", "", SUFFIX.pattern)
    + r")[\u4e00-\u9fff]{1,4}?(?=(?:[市省县]|国家|全国)[\u4e00-\u9fff]{2})"
)


def _behind_an_act(text: str, begin: int, end: int) -> int:
    two = _TWO.search(text, begin, end)
    return two.end() if two else begin


# Offices of one character and 办; of most others that says what is done (主办).
_OFFICES = ("外办", "台办", "侨办", "编办")
# Bodies that are called by nothing but what they are.
_WHOLE = (
    "办公室",
    "办公厅",
    "工会",
    "人民团体",
    "工商联",
    "妇联",
    "妇委会",
    "残联",
    "侨联",
    "台联",
    "文联",
    "科协",
    "贸促会",
    "海关",
)


# What is called by two subjects: 市文化和旅游局, 市委党史和地方志研究室.
_SHARED = ("局", "厅", "办", "部", "室", "中心", "办公室")


def _holds_conjunction(before: str, suffix: str) -> bool:
    """Whether 和 joins two subjects of one unit (市文化和旅游局), not two that act."""
    ends = (found for found in SUFFIX.finditer(before) if found.end() == len(before))
    if any(_is_name(before, found) for found in ends) or _PEOPLE.search(before) or _SOME.fullmatch(before):
        return False
    return suffix.startswith("委") or (suffix in _SHARED and _OF_A_PLACE.match(before) is not None)


# 部分处室 and its like are no names.
_SOME = regex(
    r"(?:部分|个别|少数|(?:大)?多数|所在|本|该|此|某|每个|一些|这些|我方|对方|双方)(?:处室|[处委室办局科]|委室|办公室)"
)


def _is_name(words: str, suffix: re.Match[str]) -> bool:
    if _SOME.fullmatch(words):
        return False
    core = len(words) - len(suffix[0])
    if suffix["long"]:
        return core >= 1 or suffix[0] in _WHOLE
    return core >= (1 if suffix[0] in "委局" or words in _OFFICES else 2)


# A plan names its leaders by their posts as often as by their names.
_POST = regex(r"(?:市政协|政协|办公厅)?(?P<deputy>(?:分管|联系)(?:的)?副)?秘书长")


def leading_post(words: str) -> str:
    """The kind of post that these words name and nothing else: "secretary_general", "deputy" (of a unit), or none."""
    match = _POST.fullmatch("".join(words.split()))
    return ("deputy" if match["deputy"] else "secretary_general") if match else ""
