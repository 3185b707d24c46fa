"""How far a matter of the demo year has come: its deeds in the order of time, each on a working day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from secretariat.management.demo.house import House
from secretariat.workdays.calendar import Calendar
from supervision.items import services
from supervision.items.models import Extension, SupervisionItem
from supervision.items.services import extensions
from supervision.items.standing import Day
from supervision.reports.services import ask_for_report

Deed = tuple[date, Callable[[], Any]]

REPORTS = (
    "已按要求启动，明确了责任人和时间表，正在收集有关材料。",
    "主要工作已过半，有关单位意见基本收齐，正在汇总修改。",
    "初稿已经形成，正在按程序征求意见，预计可以按期完成。",
)
KEEP_DATE = "理由不充分，请按原时限推进。"
WANTED = "请补报本单位承担点位的复核情况。"
INCOMPLETE = "缺少培训对象名单，请补充后再报。"


@dataclass(frozen=True)
class Days:
    """Working days counted from today, and today itself."""

    today: date
    calendar: Calendar

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
    taken = days.after(sent, 1)
    yield taken, lambda: services.acknowledge(item.pk, by=staff, on=taken)
    yield from _reports(item, matter, house, days)
    yield from _unfinished(item, matter, house, days)
    yield from _extension(item, matter, house, days)
    yield from _closing(item, matter, house, days)


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
        yield days.at(n), _report(item, staff, days.at(n), REPORTS[min(place, 2)], problem)
    for n in matter.get("co_reports", []):
        unit = matter["co"][0]
        text = "已完成第三方复测12处，11处达标，报告已送牵头单位。"
        yield days.at(n), _report(item, house.staff_of(unit), days.at(n), text, "")


def _report(item: SupervisionItem, by: Any, on: date, text: str, problem: str) -> Callable[[], Any]:
    progress = "slow" if problem else "on_track"
    return lambda: services.report(item.pk, by=by, on=on, progress=progress, text=text, problem=problem)


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
    if matter.get("importance", "ordinary") != "ordinary":
        yield read, lambda: services.read_mark(item.pk, by=house.person("sg"), on=read)
    if story == "signed_off":
        signed = days.after(read, 1)
        yield signed, lambda: services.sign_off(item.pk, by=house.person("officer"), on=signed)
