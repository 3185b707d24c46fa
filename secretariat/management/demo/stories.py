"""How far a matter of the demo year has come: its deeds in the order of time, each on a working day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from secretariat.management.demo.house import House
from secretariat.workdays.calendar import Calendar
from supervision.items import services
from supervision.items.models import CauseCode, Extension, SupervisionItem
from supervision.items.services import extensions
from supervision.items.standing import Day
from supervision.reports.services import ask_for_report
from supervision.urging import services as urging
from supervision.urging.models import Slip

Deed = tuple[date, Callable[[], Any]]

REPORTS = (
    "已按要求部署，明确了责任人员和完成时间，正在收集有关材料。",
    "主要工作已过半，有关单位意见基本收齐，正在汇总修改。",
    "初稿已经形成，正在按程序征求意见，预计可以按期完成。",
)
URGED = "请尽快办理并反馈最新进展。"
KEEP_DATE = "理由不充分，请按原时限推进。"
WANTED = "请补报本单位承担点位的复核情况。"
INCOMPLETE = "缺少培训对象名单，请补充后再报。"
# What no minutes say of a matter: the officer adds it to the draft.
COMPLETED = frozenset({"importance", "rhythm"})


@dataclass(frozen=True)
class Days:
    """Working days counted from today, and today itself."""

    today: date
    calendar: Calendar

    @property
    def monday(self) -> date:
        """Of the week in which today lies."""
        return self.today - timedelta(days=self.today.weekday())

    def met(self, weeks: int, *, weekday: int = 1) -> date:
        """The day on which what meets on this day of each week, or the next working day, met so many weeks ago."""
        return self.calendar.roll_forward(self.monday + timedelta(days=weekday - 1, weeks=-weeks))

    def at(self, n: int) -> date:
        """The day `n` working days from today; a rest day counts as the working day before it."""
        base = self.calendar.roll_backward(self.today)
        return self.calendar.add(base, n) if n >= 0 else self.calendar.subtract(base, -n)

    def after(self, day: date, n: int) -> date:
        """`n` working days after `day`, but not in the future."""
        return min(self.calendar.add(day, n), self.today)


def deeds_of(item: SupervisionItem, matter: dict[str, Any], met_on: date, house: House, days: Days) -> Iterator[Deed]:
    """Everything that happened to the item since the meeting."""
    story = matter["story"]
    officer, leader, staff = house.person("officer"), house.person("sg"), house.staff_of(matter["lead"])
    if not COMPLETED.isdisjoint(matter):
        yield met_on, lambda: _complete(item, matter, officer, met_on)
    if story == "draft":
        return
    yield met_on, lambda: services.submit(item.pk, by=officer, on=met_on)
    filed = days.after(met_on, 1)
    if story == "not_filed":
        yield filed, lambda: services.not_file(item.pk, by=leader, on=filed, reason="日常事务，按阅知件处理。")
    if story in ("pending", "not_filed"):
        return
    yield filed, lambda: services.file(item.pk, by=leader, on=filed)
    if story == "filed":
        return
    sent = days.at(0) if story == "dispatched_today" else filed
    yield sent, lambda: services.dispatch(item.pk, by=officer, on=sent)
    if story.startswith("dispatched"):
        return
    if story in ("objected", "upheld", "reassigned"):
        yield from _objection(item, matter, sent, house, days)
        return
    taken = days.after(sent, 1)
    yield taken, lambda: services.acknowledge(item.pk, by=staff, on=taken)
    yield from _reports(item, matter, house, days)
    yield from _unfinished(item, matter, house, days)
    yield from _extension(item, matter, house, days)
    yield from _pressing(item, matter, house, days)
    yield from _turn(item, matter, house, days)
    yield from _closing(item, matter, house, days)


def _objection(item: SupervisionItem, matter: dict[str, Any], sent: date, house: House, days: Days) -> Iterator[Deed]:
    """The lead unit objects a day after the dispatch, and the office decides a day later."""
    story, officer, staff = matter["story"], house.person("officer"), house.staff_of(matter["lead"])
    raised, decided = days.after(sent, 1), days.after(sent, 2)
    yield raised, lambda: services.object_to(item.pk, by=staff, on=raised, reason=matter["problem"])
    if story == "upheld":
        yield decided, lambda: services.uphold(item.pk, by=officer, on=decided, note="属该单位职责，请按要求办理。")
    if story == "reassigned":
        lead = house.units[matter["new_lead"]]
        yield decided, lambda: services.reassign(item.pk, by=officer, on=decided, lead=lead, note="按职责分工改派。")


def _pressing(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    """Urges, then slips with the reply to the last of them; all by working days from today."""
    officer, staff = house.person("officer"), house.staff_of(matter["lead"])
    for n in matter.get("urges", []):
        at = datetime.combine(days.at(n), time(10, 30), timezone.get_default_timezone())
        words: dict[str, Any] = {
            "channel": matter["channel"],
            "content": "请尽快办理并反馈最新进展。",
            "unit": item.lead,
        }
        yield days.at(n), partial(urging.urge, item.pk, by=officer, at=at, **words)
    for n in matter.get("slips", []):
        asked: dict[str, Any] = {"on": days.at(n), "text": "事项已逾期，请说明滞后原因、下步措施和预计完成时间。"}
        yield days.at(n), partial(urging.issue_slip, item.pk, by=officer, **asked)
    if "slip_reply" in matter:
        on = days.at(matter["slip_reply"])
        yield on, lambda: urging.reply(_last_slip(item), by=staff, on=on, text=matter["problem"])
        yield from _judgement(item, matter, officer, days.after(on, 1))


def _judgement(item: SupervisionItem, matter: dict[str, Any], officer: Any, on: date) -> Iterator[Deed]:
    if matter.get("slip_judged") == "accepted":
        yield on, lambda: urging.accept(_last_slip(item), by=officer, on=on, note="情况属实，请抓紧推进。")
    if matter.get("slip_judged") == "refused":
        yield on, lambda: urging.refuse(_last_slip(item), by=officer, on=on, note=KEEP_DATE)


def _last_slip(item: SupervisionItem) -> int:
    found: int = Slip.objects.filter(item=item).values_list("pk", flat=True)[:1].get()
    return found


def _turn(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    """What happened to the item as a whole on the day `turn`: suspended, resumed, terminated, merged, split."""
    if "turn" not in matter:
        return
    story, on, officer, leader = matter["story"], days.at(matter["turn"]), house.person("officer"), house.person("sg")
    reason = matter.get("problem", "")
    if story in ("suspended", "resumed"):
        yield on, lambda: services.suspend(item.pk, by=officer, on=on, reason=reason)
    if story == "resumed":
        again = days.after(on, 4)
        yield again, lambda: services.resume(item.pk, by=officer, on=again, note="条件已具备，恢复办理。")
    if story == "terminated":
        yield on, lambda: services.terminate(item.pk, by=leader, on=on, reason=reason)
    if story == "merged":
        yield on, lambda: services.merge(item.pk, by=officer, on=on, target=_titled(matter["into"]), reason=reason)
    if story == "split":
        part = {"title": matter["part"], "requirement": matter["text"], "lead": house.units[matter["part_lead"]]}
        yield on, lambda: services.split(item.pk, by=officer, on=on, due_on=item.due_on, **part)


def _titled(title: str) -> SupervisionItem:
    found: SupervisionItem = SupervisionItem.objects.get(title=title)
    return found


def _complete(item: SupervisionItem, matter: dict[str, Any], officer: Any, on: date) -> None:
    item.refresh_from_db()
    services.edit(
        item.pk,
        by=officer,
        on=on,
        version=item.version,
        lead=item.lead,
        co_units=list(item.co_units.all()),
        due_on=item.due_on,
        importance=matter.get("importance", "ordinary"),
        cycle=matter.get("rhythm", item.cycle),
    )


def _reports(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    staff = house.staff_of(matter["lead"])
    told = matter.get("reports", [])
    for place, n in enumerate(told):
        last = place == len(told) - 1
        problem = matter.get("problem", "") if last else ""
        cause = matter.get("cause", "") if last else ""
        yield days.at(n), _report(item, staff, days.at(n), REPORTS[min(place, 2)], problem, cause)
    for n in matter.get("co_reports", []):
        unit = matter["co"][0]
        text = "已完成第三方复测12处，11处达标，报告已送牵头单位。"
        yield days.at(n), _report(item, house.staff_of(unit), days.at(n), text, "")


def _report(item: SupervisionItem, by: Any, on: date, text: str, problem: str, cause: str = "") -> Callable[[], Any]:
    told = {"progress": "slow" if problem else "on_track", "text": text, "problem": problem}
    return lambda: services.report(item.pk, by=by, on=on, cause=CauseCode.objects.filter(name=cause).first(), **told)


def _unfinished(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    """The day before today: a report half typed, and a co-unit asked for its own."""
    staff, eve = house.staff_of(matter["lead"]), days.at(-1)
    if "draft" in matter:
        at = datetime.combine(eve, time(17, 20), tzinfo=timezone.get_current_timezone())
        typed = {"progress": "on_track", "text": matter["draft"]}
        yield eve, lambda: services.keep_draft(item.pk, "report", by=staff, at=at, fields=typed)
    if "ask" in matter:
        unit = item.co_units.order_by("order")[matter["ask"]]
        yield (
            eve,
            lambda: ask_for_report(item.pk, by=staff, day=Day.of(eve), unit=unit, due_on=days.at(2), note=WANTED),
        )


def _extension(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    if "extend_on" not in matter:
        return
    asked, staff, leader = days.at(matter["extend_on"]), house.staff_of(matter["lead"]), house.person("sg")
    yield (
        asked,
        lambda: extensions.ask_extension(
            item.pk,
            by=staff,
            on=asked,
            to_due_on=days.at(matter["extend_to"]),
            reason=matter.get("problem", "需进一步征求意见。"),
            progress="主体工作已完成，个别环节待确认。",
        ),
    )
    decided = days.after(asked, 1)
    if matter["story"] == "extended":
        yield decided, lambda: extensions.grant(_asked(item), by=leader, on=decided)
    if matter["story"] == "extension_refused":
        yield (
            decided,
            lambda: extensions.refuse(_asked(item), by=leader, on=decided, note=KEEP_DATE),
        )


def _asked(item: SupervisionItem) -> int:
    found: int = Extension.objects.values_list("pk", flat=True).get(item=item, state="asked")
    return found


def _closing(item: SupervisionItem, matter: dict[str, Any], house: House, days: Days) -> Iterator[Deed]:
    if "done" not in matter:
        return
    story, staff, reviewer = matter["story"], house.staff_of(matter["lead"]), house.person("officer2")
    done = days.at(matter["done"])
    yield (
        done,
        lambda: services.submit_closing(
            item.pk,
            by=staff,
            on=done,
            text="各项任务已完成，材料已归档。",
            conclusion="已按要求完成，成果已报送。",
            evidence="成果文件及签批件各1份。",
        ),
    )
    passed = days.after(done, 1)
    if story == "returned":
        yield (
            passed,
            lambda: services.return_item(item.pk, by=reviewer, on=passed, reason=INCOMPLETE),
        )
    if story in ("under_review", "returned"):
        return
    yield passed, lambda: services.pass_review(item.pk, by=reviewer, on=passed)
    if story == "leader_review":
        return
    read = days.after(passed, 1)
    if item.goes_to_leader or matter.get("importance", "ordinary") != "ordinary":
        yield read, lambda: services.read_mark(item.pk, by=house.person("sg"), on=read)
    if story not in ("signed_off", "archived", "relapsed"):
        return
    officer, signed, later = house.person("officer"), days.after(read, 1), days.after(read, 2)
    yield signed, lambda: services.sign_off(item.pk, by=officer, on=signed)
    if story == "archived":
        yield later, lambda: services.archive(item.pk, by=officer, on=later)
    if story == "relapsed":
        again = {"reason": matter["problem"], "due_on": days.at(20)}
        yield later, lambda: services.relapse(item.pk, by=officer, on=later, **again)
