"""Reads one decision: who leads, who takes part, until when or how often, and whether anything is to be done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from planning.consultations.reading import read_unit_list
from planning.meetings.asking import needs_handling
from planning.meetings.lines import LONGEST_TITLE, breaks
from planning.meetings.roles import Cast, read_cast
from planning.meetings.tables import HELPS, LEADS, Row
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH
from secretariat.workdays.phrases import TimePhrase


@dataclass(frozen=True)
class Span:
    """Where in a decision's own text a field was read from."""

    start: int
    end: int
    role: Literal["lead", "co", "due", "cycle", "unread"]


@dataclass(frozen=True)
class ReadDecision:
    """One decision as read, to be confirmed by a person; what could not be read is empty.

    `label` is its number as written (一), `ordinal` its place (1 is the first). Several `leads` mean that the words
    give the task to all of them, side by side or clause by clause, or, in a group such as 各处室, to every unit of a
    kind. `unread` are words that set a limit of which nobody can tell the day (适时): nothing is supplied for
    them, a person must say.
    """

    label: str
    ordinal: int
    text: str
    title: str
    needs_handling: bool
    leads: list[UnitMention]
    co_units: list[UnitMention]
    due: date | None
    due_words: str
    cycle: str
    cycle_words: str
    is_provisional: bool
    unread: list[str]
    spans: list[Span]

    @property
    def lead(self) -> UnitMention | None:
        """The first of the leads."""
        return self.leads[0] if self.leads else None


HEADING = re.compile(r"^(?:关于|对于)(?P<topic>[^。;,::\n]{1,60}?)(?:[。;,::\n]|(?=(?<!申)请|由(?!于)|责成))")
Place = tuple[int, int]


@dataclass(frozen=True)
class _Reading:
    """What was found in the words of a decision, by its places."""

    cast: Cast
    due: TimePhrase | None = None
    cycle: TimePhrase | None = None
    unread: Sequence[Place] = ()

    def decision(self, text: str, *, label: str, ordinal: int, title: str, needs: bool = True) -> ReadDecision:
        due, cycle = self.due, self.cycle
        return ReadDecision(
            label=label,
            ordinal=ordinal,
            text=text,
            title=title,
            needs_handling=needs,
            leads=_as_written(self.cast.leads, text),
            co_units=_as_written(self.cast.co_units, text),
            due=due.last if due else None,
            due_words=due.words if due else "",
            cycle=cycle.cycle if cycle else "",
            cycle_words=cycle.words if cycle else "",
            is_provisional=bool(due and due.provisional),
            unread=[text[start:end] for start, end in self.unread],
            spans=self._spans(),
        )

    def _spans(self) -> list[Span]:
        spans = [Span(found.start, found.end, "lead") for found in self.cast.leads]
        spans += [Span(found.start, found.end, "co") for found in self.cast.co_units]
        spans += [Span(self.due.start, self.due.end, "due")] if self.due else []
        spans += [Span(self.cycle.start, self.cycle.end, "cycle")] if self.cycle else []
        spans += [Span(start, end, "unread") for start, end in self.unread]
        return sorted(spans, key=lambda span: span.start)


def _as_written(mentions: Sequence[UnitMention], text: str) -> list[UnitMention]:
    return [UnitMention(m.start, m.end, text[m.start : m.end], m.unit, m.kind, m.is_group) for m in mentions]


# 听取了甲委员会的汇报，要求该委…: who was named before.
_REFERENCE = re.compile(r"该(?:委员会|委|处室?|办公室|办|室|局|单位|部门|中心)(?![员长主])")


def _references(text: str, mentions: Sequence[UnitMention]) -> dict[UnitMention, UnitMention]:
    """Words that speak of a unit named before them, each with the mention that names it: the last before them."""
    found: dict[UnitMention, UnitMention] = {}
    for match in _REFERENCE.finditer(text):
        before = [mention for mention in mentions if mention.end <= match.start() and not mention.is_group]
        if before:
            found[replace(before[-1], start=match.start(), end=match.end())] = before[-1]
    return found


def _named(mentions: Sequence[UnitMention], references: Mapping[UnitMention, UnitMention]) -> list[UnitMention]:
    return [references.get(mention, mention) for mention in mentions]


_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
# A first line or sentence that only says what the rest is about: 国庆节前安全工作。
_TITLE = re.compile(
    r"^(?P<topic>(?![^。\n]*(?:牵头|负责|配合|承办|主办|由|请|要|须|应|完成|会议|同意|责成|会同|报送|汇总|落实|抓紧|做好|印发|召开|制定))"
    r"[^。;,::\n]{2,30})(?:\n|。(?=.))"
)
_DONE_BEFORE = re.compile(r"(?:已经?|均已|业已)(?:于|在)?$")
_REASON = re.compile(r"\s*(?:鉴于|由于|因(?![此地])|随着|考虑到|按照|根据|依据|对照)")
_AT = re.compile(
    r"(?:^|[,。;\n]|[最至]迟|最晚|于|在|至|到|力争|争取|拟|计划|确保|截至|截止到?|期限|时限|时间|完成时间)[::为]?$"
)
_ACT_AFTER = re.compile(
    r"\s*(?:$|[,。;)]|完成|召开|举办|举行|开展|组织|建成|投入|提交|提出|报|上报|印发|形成|推出|实现|答复|进行|启动|结题|结束|验收|上线|开工|竣工|定稿|由|就|对|将|赴"
    r"|发放|交付|送|开通|拿出|制定|出台|落实|到位|走访|调研|视察|协商|做好|集中|全面|全部|正式|汇总|反馈|合并|碰头|试运行|交|缴|演练|公示|公布|发布|审议|上会|移交|投用|开放|亮相|付印|挂牌|签订|签约|启用|入驻|揭牌|出版|出刊|定版|封存)"
)
_CHANGED = re.compile(r"[^,。;]{0,6}(?:改为|改成|调整为|变更为)")
_TELLS = re.compile(r"[^,。;、]{0,6}(?:报告|报送|上报|通报|汇报|公布)")
_MEASURED = re.compile(r"[^,。;]{1,12}(?:不低于|不少于|不超过|不高于|同比|占比)")
_NAMED_AFTER = re.compile(r"的|[^,。;]{0,8}(?:会议精神|印发的)")
_TAKES_PLACE = re.compile(r"的[^,。;]{2,14}(?:召开|举行|举办|开展)")
_WITHIN_TASK = re.compile(r"(?:负责|做好|抓好|筹备|保障|落实|安排)$")
_AT_ONCE = ("立即", "立刻", "即刻", "马上")
# Words of time that say nothing about an end.
_NO_AIM = (*_AT_ONCE, "全年", "今天", "今日", "当天", "当日")


def read_decision(
    text: str,
    *,
    on: date,
    units: Sequence[Unit],
    calendar: Calendar,
    label: str = "",
    ordinal: int = 1,
    heading: str = "",
) -> ReadDecision:
    """What the words of one decision say; `heading` is the line above it that it belongs to."""
    removed = breaks(text)
    if removed:
        whole = "".join(text[start + 1 : end] for start, end in pairwise([-1, *removed, len(text)]))
        read = read_decision(
            whole, on=on, units=units, calendar=calendar, label=label, ordinal=ordinal, heading=heading
        )
        return replace(read, text=text, spans=[_widened(span, removed) for span in read.spans])
    flat = text.translate(HALF_WIDTH)
    topic = HEADING.match(flat) or _TITLE.match(flat)
    times = phrases.read(text, on=on, calendar=calendar)
    spent = [(topic.start(), topic.end())] if topic and topic.end() < len(flat) else []
    times = [found for found in times if not any(start <= found.start < end for start, end in spent)]
    mentions = [found for found in read_units(flat, units) if not any(s <= found.start < e for s, e in spent)]
    references = _references(flat, mentions)
    named = sorted([*mentions, *references], key=lambda mention: mention.start)
    cast = read_cast(flat, named, spent, [(found.start, found.end) for found in times])
    cast = Cast(_named(cast.leads, references), _named(cast.co_units, references), cast.clauses)
    due, cycle = _of_rhythm(_due(flat, times, cast, on), _cycle(flat, times, cast))
    rest = flat[topic.end() if spent and topic else 0 :]
    needs = bool(cast.leads or cycle) or needs_handling(rest, has_limit=bool(due and due.is_limit))
    if not needs:
        cast, due, cycle = Cast([], [], []), None, None
    unread = _unread(text, spent, on, calendar) if needs and not due and not cycle else []
    reading = _Reading(cast, due, cycle, unread)
    return reading.decision(text, label=label, ordinal=ordinal, title=_title(text, topic, heading), needs=needs)


def _widened(span: Span, removed: Sequence[int]) -> Span:
    """The span in the text as it was pasted, with its breaks of lines."""
    start, end = span.start, span.end
    for place in removed:
        start, end = start + (place <= start), end + (place < end)
    return Span(start, end, span.role)


def _unread(text: str, spent: Sequence[Place], on: date, calendar: Calendar) -> list[Place]:
    places = [*spent, *(match.span() for match in _QUOTED.finditer(text))]
    found = phrases.unread(text, on=on, calendar=calendar)
    return [place for place in found if not any(start <= place[0] and place[1] <= end for start, end in places)]


def _due(flat: str, times: Sequence[TimePhrase], cast: Cast, on: date) -> TimePhrase | None:
    """The day by which the lead is to be done: the latest limit set to it, else a day it acts on, else at once."""
    days = [found for found in times if found.last and not _is_set_elsewhere(found, flat)]
    own = [found for found in days if not cast.is_anothers(found.start)]
    if any(found.is_limit and cast.is_the_leads(found.start) for found in own):
        own = [found for found in own if not cast.follows_another(found.start)]
    # With a rhythm of its own the lead needs no limit of another's.
    for candidates in (own,) if _cycle(flat, times, cast) else (own, days):
        limits = [found for found in candidates if found.is_limit]
        main = [found for found in limits if not _is_within_task(found, flat)]
        main += [found for found in candidates if main and not found.is_limit and _is_bracketed(found, flat, on)]
        soft = [found for found in candidates if _is_aim(found, flat, on)]
        chosen = main or soft or limits
        if chosen:
            return max(chosen, key=lambda found: found.last or on)
    return next((found for found in own if found.words in _AT_ONCE), None)


def _is_set_elsewhere(found: TimePhrase, flat: str) -> bool:
    # 已于5日办结, 鉴于系统年底停用: no limit of the task.
    near = max(0, found.start - LONGEST_TITLE)
    begin = max(near, *(flat.rfind(mark, near, found.start) + 1 for mark in ",。;\n"))
    return bool(_DONE_BEFORE.search(_before(found, flat)) or _REASON.match(flat, begin, found.start))


def _before(found: TimePhrase, flat: str) -> str:
    return flat[max(0, found.start - 12) : found.start]


def _is_bracketed(found: TimePhrase, flat: str, on: date) -> bool:
    # 起草（11月底前）、审议（明年1月）: among limits a day alone in its brackets is one.
    return f"{flat[found.start - 1]}{flat[found.end : found.end + 1]}" == "()" and (found.last or on) > on


def _is_within_task(found: TimePhrase, flat: str) -> bool:
    # "负责国庆节前安全检查": the day belongs to the name of the task.
    return bool(_WITHIN_TASK.search(_before(found, flat))) and not _ACT_AFTER.match(flat, found.end)


def _is_aim(found: TimePhrase, flat: str, on: date) -> bool:
    if found.is_limit or found.last is None or found.last < on or found.words.endswith(_NO_AIM):
        return False
    if _NAMED_AFTER.match(flat, found.end):
        return _before(found, flat).endswith("确保") and _TAKES_PLACE.match(flat, found.end) is not None
    if _ACT_AFTER.match(flat, found.end):
        return True
    # 第三季度支出进度不低于七成: the words belong to what is measured.
    return _AT.search(_before(found, flat)) is not None and not _MEASURED.match(flat, found.end)


def _cycle(flat: str, times: Sequence[TimePhrase], cast: Cast) -> TimePhrase | None:
    """The rhythm of the lead: the one with a day, else that in which it reports, else the first."""
    own = [found for found in times if found.cycle and not cast.is_anothers(found.start)]
    own = [found for found in own if not _CHANGED.match(flat, found.end)]
    named = [found for found in own if ":" in found.cycle]
    told = [found for found in own if _TELLS.match(flat, found.end)]
    return next(iter([*named, *told, *own]), None)


def _of_rhythm(due: TimePhrase | None, cycle: TimePhrase | None) -> tuple[TimePhrase | None, TimePhrase | None]:
    """Limit and rhythm; a day that only says when in the rhythm is none for the whole."""
    if due is None or cycle is None:
        return due, cycle
    if cycle.cycle == "monthly" and due.last and due.words.startswith("次月"):
        # 每月汇总，次月5日前公布: the day belongs to the rhythm.
        return None, replace(due, cycle=f"monthly:{due.last.day}")
    if cycle.cycle.startswith(("weekly", "biweekly")) and due.words.startswith(("周", "星期")):
        return None, cycle
    return due, cycle


def _title(text: str, topic: re.Match[str] | None, heading: str) -> str:
    if topic:
        title = text[topic.start("topic") : topic.end("topic")]
    elif heading:
        title = re.sub(r"^关于|[。:：;；]$", "", heading.strip())
    else:
        title = re.split(r"[。；;\n]", text, maxsplit=1)[0]
    return _shortened(title)


def _shortened(title: str) -> str:
    title = title.strip(" ,，。:：、")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


# ── One row of a table ───────────────────────────────────────────────────────────────────────────────────────────────
def read_row(row: Row, *, on: date, units: Sequence[Unit], calendar: Calendar, ordinal: int) -> ReadDecision:
    """What a row of a table says: its cells name the parts, whatever their words."""
    leading = next((found for role in LEADS if (found := _units_in(row, role, units))), [])
    others = [found for role in (*LEADS, *HELPS) for found in _units_in(row, role, units)]
    taken = {found.name for found in leading}
    co_units = list({found.name: found for found in others if found.name not in taken}.values())
    start, end = row.cells.get("time", (0, 0))
    times = [_moved(found, start) for found in phrases.read(row.text[start:end], on=on, calendar=calendar)]
    due = max((found for found in times if found.last), key=lambda found: found.last or on, default=None)
    cycle = next((found for found in times if found.cycle), None)
    is_unread = re.search(r"\w", row.text[start:end]) and not due and not cycle
    read = _Reading(Cast(leading, co_units, []), due, cycle, [(start, end)] if is_unread else [])
    title = _shortened(row.text[slice(*row.cells["task"])])
    return read.decision(row.text, label=row.label, ordinal=ordinal, title=title)


def _units_in(row: Row, role: str, units: Sequence[Unit]) -> list[UnitMention]:
    place = row.cells.get(role)
    return read_unit_list(row.text, *place, units) if place else []


def _moved(found: TimePhrase, by: int) -> TimePhrase:
    return replace(found, start=found.start + by, end=found.end + by)
