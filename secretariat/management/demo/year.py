"""The demo year: plans, meetings, their minutes and decisions, what came of them, bulletins; all through services."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from planning.meetings import services as meetings
from planning.meetings.models import Decision, Meeting, Series
from secretariat.audit.models import Event
from secretariat.management.demo.absences import plan_absences
from secretariat.management.demo.arrangements import Arrangements
from secretariat.management.demo.attendance import Guests
from secretariat.management.demo.consultations import Consultations
from secretariat.management.demo.house import House, build_house
from secretariat.management.demo.instructions import Instructions
from secretariat.management.demo.minutes import Minutes
from secretariat.management.demo.plans import Plans
from secretariat.management.demo.reminding import prepare_morning
from secretariat.management.demo.stories import Days, deeds_of
from secretariat.management.demo.taking_up import Higher
from secretariat.management.demo.topics import Topics
from secretariat.numbering.models import NumberKind
from secretariat.outbox.models import Notice
from secretariat.outbox.reminders import send_reminders
from secretariat.papers.fonts import installed_families
from secretariat.workdays.calendar import Calendar
from secretariat.workdays.lateness import PRESETS
from secretariat.workdays.services import enter_rule
from supervision.bulletins import services as bulletins
from supervision.bulletins.models import BulletinKind, Issue
from supervision.items import services as items
from supervision.items.origins import open_from_decision

HERE = Path(__file__).parent
OPENED = 11  # the series were founded so many weeks ago, with the first matters
READING = "传达学习，阅知。"
NEXT = "各责任单位要对照时限倒排工期，逾期事项一周内报告原因和完成时间；督查处每周调度一次，结果纳入年度考评。"


def build_year(*, on: date, calendar: Calendar, font_dir: Path) -> House:
    """The whole year, in one transaction: an interrupted one leaves an empty database."""
    if Days(on, calendar).met(1) > on:
        # The holidays are so long that last week's meeting is still to come: nothing has happened since they began.
        on = calendar.roll_backward(on)
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        house = build_house()
        year = Year(house, Days(on, calendar), font_dir)
        Plans(house, year.days, year.plan, _moment).draw_up()
        Consultations(house, year.days, year.plan).draw_up()
        Instructions(house, year.days, year.plan).draw_up()
        year.found_series()
        Guests(house, year.days, year.plan, _moment).draw_up(year.days.monday - timedelta(weeks=OPENED))
        year.hold_meetings()
        Higher(house, year.days, year.plan, year.fonts).draw_up()
        Topics(house, year.days, year.plan, _moment).draw_up()
        Minutes(house, year.days, year.plan, _moment, year.fonts).draw_up()
        year.assign_matters()
        year.write_bulletins()
        plan_absences(house, year.days, year.plan)
        Arrangements(house, year.days, year.plan, _moment).draw_up()
        year.change_rule()
        year.play()
        send_reminders(on=on)
        prepare_morning(house, year.days)
        _settle_inbox(on)
    return house


class Year:
    """Deeds are gathered first, then done in the order of their days, so that numbers come in the order of time."""

    def __init__(self, house: House, days: Days, font_dir: Path) -> None:
        self.house, self.days, self.font_dir = house, days, font_dir
        # Without them papers are kept as Word only.
        self.fonts = font_dir if installed_families(font_dir) else None
        self.deeds: dict[date, list[Callable[[], Any]]] = defaultdict(list)
        self.matters = tomllib.loads((HERE / "matters.toml").read_text(encoding="utf-8"))

    def plan(self, on: date, deed: Callable[[], Any]) -> None:
        self.deeds[on].append(deed)

    def play(self) -> None:
        """Do everything; a deed may plan further ones for the same or a later day. Then date the log."""
        while self.deeds:
            day = min(self.deeds)
            done, last = self.deeds.pop(day), _last_event()
            for deed in done:
                deed()
            _date_events(after=last, day=day)

    # ── Meetings ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def found_series(self) -> None:
        monday = self.days.monday - timedelta(weeks=OPENED)
        common = {"place": "机关三楼会议室", "chair": "秘书长", "by": self.house.person("planner")}
        weekly = {"frequency": "weekly", "weekday": 1, "starts_at": time(9), "policy": "next"}
        # By the year's count of weeks less its holidays: number 42 falls on 2026-11-16.
        number = max(1, monday.isocalendar().week - 5)
        self.plan(monday, lambda: self._found("秘书长办公会", monday, number, {**weekly, **common}))
        monthly = {"frequency": "monthly_nth", "weekday": 3, "nth": 1, "starts_at": time(15), "policy": "next"}
        first = _first_wednesday(monday)
        self.plan(monday, lambda: self._found_joint(first, {**monthly, **common}))

    def _found(self, name: str, first_on: date, number: int, fields: dict[str, Any]) -> Series:
        people = "各副秘书长，各处室主要负责人"
        series = meetings.found_series(
            on=first_on,
            calendar=self.days.calendar,
            name=name,
            first_on=first_on,
            first_number=number,
            participants=people,
            **fields,
        )
        self.plan(self.days.today, lambda: meetings.keep_ahead(on=self.days.today, calendar=self.days.calendar))
        return series

    def _found_joint(self, first: date, fields: dict[str, Any]) -> None:
        series = self._found("秘书长联席会议", first, max(1, first.month - 2), fields)
        for meeting in series.meetings.filter(held_on__lt=self.days.today):
            self.plan(meeting.held_on, lambda meeting=meeting: self._hear(meeting))  # type: ignore[misc]

    def _hear(self, meeting: Meeting) -> None:
        """A meeting that only took note: minutes without anything to be handled."""
        self._minute(meeting, [], is_last=False)

    def hold_meetings(self) -> None:
        by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
        # After long holidays two weeks have one meeting.
        for matter in sorted(self.matters["matters"], key=lambda matter: -matter["weeks"]):
            by_day[self.days.met(matter["weeks"])].append(matter)
        for met, matters in by_day.items():
            self.plan(met, lambda matters=matters, met=met: self._hold(met, matters))  # type: ignore[misc]
        off = self.days.monday + timedelta(weeks=3)
        self.plan(self.days.today, lambda: self._cancel(off))

    def _hold(self, met: date, matters: list[dict[str, Any]]) -> None:
        meetings.keep_ahead(on=met, calendar=self.days.calendar)
        meeting = Meeting.objects.get(series__name="秘书长办公会", held_on=met)
        self._minute(meeting, matters, is_last=matters[-1]["weeks"] == 1)

    def _minute(self, meeting: Meeting, matters: list[dict[str, Any]], *, is_last: bool) -> None:
        planner, met = self.house.person("planner"), meeting.held_on
        meetings.paste_minutes(meeting.pk, text=self._minutes(meeting, matters, is_last), by=planner, on=met)
        by_title = {matter["title"]: matter for matter in matters}
        for decision in meeting.decisions.order_by("ordinal"):
            self._decide(decision, by_title.get(decision.title), met)
        if not is_last:
            published = self.days.after(met, 1)
            self.plan(published, lambda: self._publish(meeting, published))

    def _publish(self, meeting: Meeting, on: date) -> None:
        meetings.publish_minutes(meeting.pk, by=self.house.person("planner"), on=on, font_dir=self.fonts)

    def _decide(self, decision: Decision, matter: dict[str, Any] | None, met: date) -> None:
        planner = self.house.person("planner")
        if not decision.needs_handling:
            meetings.not_track_decision(decision.pk, reason=READING, by=planner)
        if matter is None:
            return
        meetings.confirm_decision(decision.pk, by=planner)
        if matter["story"] == "confirmed":
            return
        (item,) = open_from_decision(decision.pk, by=self.house.person("officer"), on=met)
        for day, deed in deeds_of(item, matter, met, self.house, self.days):
            self.plan(day, deed)

    def _minutes(self, meeting: Meeting, matters: list[dict[str, Any]], is_last: bool) -> str:
        lines = [self._line(matter) for matter in matters]
        if is_last:
            lines += [row["line"].format(d10=self._prose(10), d15=self._prose(15)) for row in self.matters["proposed"]]
        else:
            lines.append("会议传达学习了有关文件精神。")
        head = [
            "秘书长办公会会议纪要",
            f"〔{meeting.year}〕第{meeting.number}次",
            f"时间：{meeting.held_on.year}年{meeting.held_on.month}月{meeting.held_on.day}日{meeting.starts_at:%H:%M}",
            f"地点：{meeting.place}",
            "主持：秘书长",
            "会议听取了上周工作完成情况和本周工作预安排。会议议定如下事项：",
        ]
        return "\n".join([*head, *(f"{_ordinal(n)}、{line}" for n, line in enumerate(lines, start=1))])

    def _line(self, matter: dict[str, Any]) -> str:
        co = f"，{'、'.join(matter['co'])}配合" if matter.get("co") else ""
        when = matter.get("cycle") or f"{self._prose(matter['due'])}前"
        return f"关于{matter['title']}。由{matter['lead']}牵头{co}，{when}{matter['text']}。"

    def _prose(self, n: int) -> str:
        day = self.days.at(n)
        return f"{day.year}年{day.month}月{day.day}日"

    def _cancel(self, since: date) -> None:
        meeting = Meeting.objects.filter(series__name="秘书长办公会", nominal_on__gte=since).order_by("nominal_on")[0]
        reason = "与主席会议时间冲突，并入下次会议。"
        meetings.cancel_meeting(meeting.pk, reason=reason, by=self.house.person("planner"), on=self.days.today)

    # ── Matters that come of no meeting ──────────────────────────────────────────────────────────────────────────────
    def assign_matters(self) -> None:
        """What a leader or a higher office assigned, in which paper."""
        for matter in self.matters["assigned"]:
            day = self.days.at(matter["opened"])
            self.plan(day, lambda matter=matter, day=day: self._assign(matter, day))  # type: ignore[misc]

    def _assign(self, matter: dict[str, Any], on: date) -> None:
        item = items.open_item(
            by=self.house.person("officer"),
            on=on,
            lead=self.house.units[matter["lead"]],
            due_on=self.days.at(matter["due"]),
            title=matter["title"],
            requirement=matter["text"],
            assignment=matter["assigned_by"],
        )
        for day, deed in deeds_of(item, matter, on, self.house, self.days):
            self.plan(day, deed)

    # ── The warning rule ─────────────────────────────────────────────────────────────────────────────────────────────
    def change_rule(self) -> None:
        """The head of the supervision office has entered the shares for the month after next."""
        on, head = self.days.at(-2), self.house.person("officer2")
        valid_from = _months_before(self.days.today.replace(day=1), -2)
        self.plan(on, lambda: enter_rule(PRESETS["30/15"], valid_from=valid_from, by=head, on=on))

    # ── Bulletins ────────────────────────────────────────────────────────────────────────────────────────────────────
    def write_bulletins(self) -> None:
        report = BulletinKind.objects.get(code="report")
        notice = self._second_kind(report)
        this = self.days.today.replace(day=1)
        for months, story in ((2, "issued"), (1, "approved"), (0, "draft")):
            self._issue(report, _months_before(this, months), story)
        self._issue(notice, _months_before(this, 1), "review")

    def _second_kind(self, report: BulletinKind) -> BulletinKind:
        numbers = NumberKind.objects.create(code="notice-bulletin", name="督查通报期号", pattern="第{n}期")
        NumberKind.objects.create(code="notice-bulletin-overall", name="督查通报总期号", pattern="总第{n}期")
        return BulletinKind.objects.create(
            code="notice",
            name="督查通报",
            masthead="督查通报",
            issuer=report.issuer,
            numbers=numbers,
            send_to=report.send_to,
        )

    def _issue(self, kind: BulletinKind, first_on: date, story: str) -> None:
        last_on = _months_before(first_on, -1) - timedelta(days=1)
        compiled = min(self.days.calendar.roll_forward(last_on + timedelta(days=1)), self.days.at(0))
        # A month may begin with a holiday, and today be part of it.
        compiled = max(compiled, first_on)
        self.plan(compiled, lambda: self._compile(kind, first_on, last_on, compiled, story))

    def _compile(self, kind: BulletinKind, first_on: date, last_on: date, on: date, story: str) -> None:
        officer = self.house.person("officer")
        issue = bulletins.compile_issue(
            kind.code, first_on=first_on, last_on=last_on, on=on, calendar=self.days.calendar, by=officer
        )
        # The facts are of the day of compiling; only the demo may set its clock.
        Issue.objects.filter(pk=issue.pk).update(compiled_at=_moment(on))
        for day, deed in self._way_of(issue, story, on):
            self.plan(day, deed)

    def _way_of(self, issue: Issue, story: str, on: date) -> Iterator[tuple[date, Callable[[], Any]]]:
        people = self.house
        if story == "draft":
            return
        yield on, lambda: self._write(issue, on)
        if story == "review":
            return
        passed = self.days.after(on, 1)
        yield passed, lambda: bulletins.approve_issue(issue.pk, by=people.person("officer2"), on=passed)
        if story == "issued":
            signed = self.days.after(passed, 1)
            yield (
                signed,
                lambda: bulletins.sign_issue(
                    issue.pk,
                    by=people.person("sg"),
                    on=signed,
                    font_dir=self.font_dir,
                    without_pdf=self.fonts is None,
                ),
            )

    def _write(self, issue: Issue, on: date) -> None:
        officer = self.house.person("officer")
        issue.refresh_from_db()
        prose = {"next": NEXT}
        bulletins.edit_issue(issue.pk, by=officer, version=issue.version, title=issue.title, prose=prose)
        bulletins.submit_issue(issue.pk, by=officer, on=on)


def _first_wednesday(day: date) -> date:
    """The first Wednesday of a month, on `day` or the next after it."""
    for first in (day.replace(day=1), _months_before(day.replace(day=1), -1)):
        found = first + timedelta(days=(2 - first.weekday()) % 7)
        if found >= day:
            break
    return found


def _months_before(first: date, n: int) -> date:
    months = first.year * 12 + first.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)


def _ordinal(n: int) -> str:
    digits = "零一二三四五六七八九十"
    if n <= 10:
        return digits[n]
    return (digits[n // 10] if n >= 20 else "") + "十" + (digits[n % 10] if n % 10 else "")


def _last_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _date_events(*, after: int, day: date) -> None:
    # The log tells of the day on which things happened in the demo year; only the demo may set its clock.
    with pgtrigger.ignore("secretariat.Event:append_only"):
        Event.objects.filter(pk__gt=after).update(at=_moment(day))
    Notice.objects.filter(day=day).update(created_at=_moment(day))


def _moment(day: date) -> datetime:
    """Half past nine of that day, but not in the future."""
    return min(datetime.combine(day, time(9, 30), tzinfo=timezone.get_current_timezone()), timezone.now())


def _settle_inbox(on: date) -> None:
    Notice.objects.filter(day__lt=on - timedelta(days=4)).update(read_at=timezone.now())
