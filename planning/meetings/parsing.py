"""Reads pasted minutes into decisions to confirm: by rules of grammar, the same words always giving the same answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal

from django.utils.translation import gettext as _

from planning.meetings.roles import Cast, read_cast
from secretariat.errors import Refused
from secretariat.people.names import Unit, UnitMention, read_units
from secretariat.workdays import phrases
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.numerals import HALF_WIDTH, number
from secretariat.workdays.phrases import TimePhrase

MAX_CHARACTERS = 200_000
LONGEST_TITLE = 40


@dataclass(frozen=True)
class Span:
    """Where in a decision's own text a field was read from."""

    start: int
    end: int
    role: Literal["lead", "co", "due", "cycle"]


@dataclass(frozen=True)
class ReadDecision:
    """One decision as read, to be confirmed by a person; what could not be read is empty.

    `label` is its number as written (一), `ordinal` its place (1 is the first). Several `leads` mean that the words
    give the task to each of them (分别), or, in a group such as 各处室, to every unit of a kind.
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
    spans: list[Span]

    @property
    def lead(self) -> UnitMention | None:
        """The first of the leads."""
        return self.leads[0] if self.leads else None


@dataclass(frozen=True)
class Minutes:
    """Pasted minutes: the facts of the heading as far as they were found, and the decisions."""

    number: int | None
    year: int | None
    held_on: date | None
    lines: list[ReadDecision]


@dataclass
class _Line:
    label: str
    level: int
    text: str
    heading: str = ""


_LABELS: list[tuple[int, re.Pattern[str]]] = [
    (1, re.compile(r"(?P<label>[一二三四五六七八九十百]{1,4})\s*[、.,]\s*")),
    (2, re.compile(r"\(\s*(?P<label>[一二三四五六七八九十]{1,3})\s*\)\s*[、.]?\s*")),
    (2, re.compile(r"第(?P<label>[一二三四五六七八九十]{1,3})(?:项|条)?\s*[,、::]\s*")),
    (3, re.compile(r"(?P<label>\d{1,3})\s*(?:[、)]|[.](?!\d))\s*")),
    (4, re.compile(r"\(\s*(?P<label>\d{1,3})\s*\)\s*[、.]?\s*")),
    (5, re.compile(r"(?P<label>[①-⑳])\s*")),
]
_BULLET = re.compile(r"^[\s\u3000\ufeff•·●○◆◇■□▪‣※*\-–—]+")
_HEADER = re.compile(
    r"(?:会议)?(?:时间|地点|主持人?|出席人?员?|列席人?员?|参加人?员?|参会人?员?|缺席|请假|记录人?|整理人?|签发人?|主送|抄送|报送?|分送|发|送|印发)\s*[::]"
)
_NUMBER = re.compile(
    r"(?:[〔\[(](?P<year>\d{4})[〕\])]\s*)?第\s*(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[次号期]"
)
_HELD = re.compile(r"(?:^|\n)\s*(?:会议)?时\s*间\s*[::](?P<held>[^\n]{1,40})")
_HEADING = re.compile(r"^(?:关于|对于)(?P<topic>[^。;,::\n]{1,60}?)(?:[。;,::\n]|(?=(?<!申)请|由(?!于)|责成))")
_FIELD = re.compile(r"(?P<name>\S{2,6}(?:单位|部门|处室|时限|时间))[::]")
_OPENING = re.compile(
    r"会议(?:研究|书面|集体|专题|认真|一致|原则|组织|还)*(?:议定|决定|明确|要求|同意|强调|指出|认为|听取|学习|传达|传阅|通报|审议|讨论)"
)

_INFORMS = re.compile(
    r"(?:会议|与会人?员|大家|会上)?(?:还|书面|集体|专题|认真|首先|一致|组织)*"
    r"(?:传达|学习|听取|通报|观看|交流|指出|强调|认为|肯定|总结|回顾|审阅|传阅|讨论了|研究了|分析了|对[^,。]{0,20}(?:给予|予以|表示))"
)
_APPROVES = re.compile(r"(?:会议|一致|原则|研究|讨论|审议)*(?:同意|通过|原则通过|审定)")
_PRAISES = re.compile(
    r"(?:予以|给予|表示)(?:充分|高度)?(?:肯定|满意|赞同|感谢|好评)|已(?:于|经)?[^,。]{0,20}(?:到位|完成|结束|落实|办结|拨付|印发)"
)
_VIEWS = re.compile(r"(?:会议)?(?:还|组织|书面|集体|专题|认真)*(?:指出|强调|认为|听取|传达|传阅|学习|通报)")
_ASKS = re.compile(
    r"(?<![申邀])请(?!示|假)|要(?:求|抓|进|加|在|于|认|切|严|继|尽)|应当?|必须|务必|抓紧|落实|做好|推进|加快|加强|修改|完善|报批|印发|组织实施|制定|办理|执行|督促|完成|确保|抓好"
)
_DONE_BEFORE = re.compile(r"(?:已经?|均已|业已)(?:于|在)?$")
_AT = re.compile(r"(?:^|[,。;\n]|于|在|至|到|力争|争取|拟|计划|确保|期限|时限|时间|完成时间)[::为]?$")
_ACT_AFTER = re.compile(
    r"\s*(?:$|[,。;)]|完成|召开|举办|举行|开展|组织|建成|投入|提交|提出|报|上报|印发|形成|推出|实现|答复|进行|启动|结题|结束|验收|上线|开工|竣工|定稿|由|就|对|将|赴"
    r"|发放|交付|送|开通|拿出|制定|出台|落实|到位|走访|调研|视察|协商|做好|集中|全面|全部|正式|汇总|反馈)"
)
_NAMED_AFTER = re.compile(r"的|[^,。;]{0,8}(?:会议精神|印发的)")
_WITHIN_TASK = re.compile(r"(?:负责|做好|抓好|筹备|保障|落实|安排)$")
_AT_ONCE = ("立即", "立刻", "即刻", "马上")
# Words of time that say nothing about an end.
_NO_AIM = (*_AT_ONCE, "全年", "今天", "今日", "当天", "当日")


def read_minutes(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> Minutes:
    """The decisions in `text`, as minutes of a meeting held on `on` mean them; an empty list if there are none.

    Raises Refused for a text of more than MAX_CHARACTERS or with control characters that no paper has.
    """
    if len(text) > MAX_CHARACTERS:
        words = _("The text has %(length)d characters; at most %(limit)d can be read at once. Paste the minutes only.")
        raise Refused(words % {"length": len(text), "limit": MAX_CHARACTERS}, field="text")
    if "\0" in text:
        raise Refused(_("The text contains characters that cannot be stored. Paste it as plain text."), field="text")
    text = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    lines = _numbered(text) or _unnumbered(text, on=on, units=units, calendar=calendar)
    read = [
        read_decision(
            line.text, on=on, units=units, calendar=calendar, label=line.label, ordinal=n, heading=line.heading
        )
        for n, line in enumerate(lines, start=1)
    ]
    head = _NUMBER.search(text[:500])
    return Minutes(
        number=number(head["number"]) if head else None,
        year=int(head["year"]) if head and head["year"] else None,
        held_on=_held_on(text, on=on, calendar=calendar),
        lines=read,
    )


def _held_on(text: str, *, on: date, calendar: Calendar) -> date | None:
    held = _HELD.search(text[:2000])
    days = [found.last for found in phrases.read(held["held"], on=on, calendar=calendar) if found.last] if held else []
    return days[0] if days else None


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _numbered(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for raw in text.split("\n"):
        bare = _BULLET.sub("", raw).rstrip()
        label = _label(bare)
        if label:
            lines.append(label)
        elif lines and bare and not _HEADER.match(bare.translate(HALF_WIDTH)):
            lines[-1].text += "\n" + bare
    return _with_headings(lines)


def _label(bare: str) -> _Line | None:
    flat = bare[:12].translate(HALF_WIDTH)
    for level, pattern in _LABELS:
        match = pattern.match(flat)
        if match and len(bare) > match.end():
            return _Line(match["label"], level, bare[match.end() :])
    return None


def _with_headings(lines: list[_Line]) -> list[_Line]:
    """The lines that are decisions: one that only heads finer lines gives them its words instead."""
    kept: list[_Line] = []
    heads: list[_Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        heads = [head for head in heads if head.level < line.level]
        line.heading = heads[-1].text if heads else ""
        if following is not None and following.level > line.level and len(line.text) <= LONGEST_TITLE * 2:
            heads.append(line)
        else:
            kept.append(line)
    return kept


def _unnumbered(text: str, *, on: date, units: Sequence[Unit], calendar: Calendar) -> list[_Line]:
    lines: list[_Line] = []
    for raw in text.split("\n"):
        bare = _BULLET.sub("", raw).rstrip()
        flat = bare.translate(HALF_WIDTH)
        if not bare or (_HEADER.match(flat)):
            continue
        read = read_decision(bare, on=on, units=units, calendar=calendar)
        field = _FIELD.match(flat)
        if field and lines and field["name"] not in lines[-1].text:
            lines[-1].text += "\n" + bare
            continue
        is_new = read.leads or _OPENING.match(flat) or _HEADING.match(flat)
        if is_new or (not lines and (read.co_units or read.due or read.cycle)):
            lines.append(_Line("", 1, bare))
        elif lines:
            lines[-1].text += "\n" + bare
    return lines


# ── One decision ─────────────────────────────────────────────────────────────────────────────────────────────────────
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
    flat = text.translate(HALF_WIDTH)
    topic = _HEADING.match(flat)
    times = phrases.read(text, on=on, calendar=calendar)
    spent = [(topic.start(), topic.end())] if topic and topic.end() < len(flat) else []
    times = [found for found in times if not any(start <= found.start < end for start, end in spent)]
    mentions = [found for found in read_units(flat, units) if not any(s <= found.start < e for s, e in spent)]
    cast = read_cast(flat, mentions, [*spent, *((found.start, found.end) for found in times)])
    due, cycle = _due(flat, times, cast, on), _cycle(times, cast)
    needs = _needs_handling(flat[topic.end() if spent and topic else 0 :], cast, due, cycle)
    if not needs:
        cast, due, cycle = Cast([], [], []), None, None
    return ReadDecision(
        label=label,
        ordinal=ordinal,
        text=text,
        title=_title(text, topic, heading),
        needs_handling=needs,
        leads=_as_written(cast.leads, text),
        co_units=_as_written(cast.co_units, text),
        due=due.last if due else None,
        due_words=due.words if due else "",
        cycle=cycle.cycle if cycle else "",
        cycle_words=cycle.words if cycle else "",
        is_provisional=bool(due and due.provisional),
        spans=_spans(cast, due, cycle),
    )


def _as_written(mentions: Sequence[UnitMention], text: str) -> list[UnitMention]:
    return [UnitMention(m.start, m.end, text[m.start : m.end], m.unit, m.kind, m.is_group) for m in mentions]


def _spans(cast: Cast, due: TimePhrase | None, cycle: TimePhrase | None) -> list[Span]:
    spans = [Span(found.start, found.end, "lead") for found in cast.leads]
    spans += [Span(found.start, found.end, "co") for found in cast.co_units]
    spans += [Span(due.start, due.end, "due")] if due else []
    spans += [Span(cycle.start, cycle.end, "cycle")] if cycle else []
    return sorted(spans, key=lambda span: span.start)


def _due(flat: str, times: Sequence[TimePhrase], cast: Cast, on: date) -> TimePhrase | None:
    """The day by which the lead is to be done: the latest limit set to it, else a day it acts on, else at once."""
    days = [found for found in times if found.last and not _DONE_BEFORE.search(_before(found, flat))]
    own = [found for found in days if not cast.is_anothers(found.start)]
    for candidates in (own, days):
        limits = [found for found in candidates if found.is_limit]
        main = [found for found in limits if not _is_within_task(found, flat)]
        soft = [found for found in candidates if _is_aim(found, flat, on)]
        chosen = main or soft or limits
        if chosen:
            return max(chosen, key=lambda found: found.last or on)
    return next((found for found in own if found.words in _AT_ONCE), None)


def _before(found: TimePhrase, flat: str) -> str:
    return flat[max(0, found.start - 12) : found.start]


def _is_within_task(found: TimePhrase, flat: str) -> bool:
    # "负责国庆节前安全检查": the day belongs to the name of the task.
    return bool(_WITHIN_TASK.search(_before(found, flat))) and not _ACT_AFTER.match(flat, found.end)


def _is_aim(found: TimePhrase, flat: str, on: date) -> bool:
    if found.is_limit or found.last is None or found.last < on or found.words.endswith(_NO_AIM):
        return False
    if _NAMED_AFTER.match(flat, found.end):
        return False
    return bool(_AT.search(_before(found, flat)) or _ACT_AFTER.match(flat, found.end))


def _cycle(times: Sequence[TimePhrase], cast: Cast) -> TimePhrase | None:
    own = [found for found in times if found.cycle and not cast.is_anothers(found.start)]
    return next((found for found in own if ":" in found.cycle), own[0] if own else None)


def _needs_handling(flat: str, cast: Cast, due: TimePhrase | None, cycle: TimePhrase | None) -> bool:
    if cast.leads or cycle:
        return True
    words = re.sub(r"《[^》]*》|“[^”]*”", "", flat)
    if due and due.is_limit and not _PRAISES.search(words):
        return True
    if _PRAISES.search(words) or _VIEWS.match(words):
        return False
    if _INFORMS.match(words) or _APPROVES.match(words):
        return _ASKS.search(words) is not None
    return True


def _title(text: str, topic: re.Match[str] | None, heading: str) -> str:
    if topic:
        title = text[topic.start("topic") : topic.end("topic")]
    elif heading:
        title = re.sub(r"^关于|[。:：;；]$", "", heading.strip())
    else:
        title = re.split(r"[。；;\n]", text, maxsplit=1)[0]
    title = title.strip(" ,，。:：、")
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
