"""Items with the dates a test asks for, written as rows: the figures of a bulletin depend on nothing else."""

from datetime import date, time

from planning.meetings.models import Decision, Meeting, Series
from secretariat.people.models import Department, Post
from supervision.items.models import Extension, Report, SupervisionItem
from supervision.items.states import BEFORE_DISPATCH, ItemState
from tests.secretariat.factories import UserFactory

S = ItemState
NOV, NOV_END, DEC = date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)


def person(*kinds, department=None, **facts):
    """Somebody who holds these posts."""
    user = UserFactory(department=department, **facts)
    for kind in kinds:
        Post.objects.create(user=user, kind=kind, department=department if kind == "head" else None)
    return user


def day(text):
    """`11-20` is a day of 2026."""
    return date.fromisoformat(f"2026-{text}") if text else None


def item(officer, number, *, filed="11-02", due="11-20", done="", submitted="", state=S.IN_PROGRESS, **facts):
    """An item of 2026: completed where `done`, under review where only `submitted`."""
    state = S.COMPLETED if done else S.UNDER_REVIEW if submitted else state
    closing_on = day(done or submitted)
    dates = {name: day(due) for name in ("original_due_on", "due_on", "counted_due_on")}
    return SupervisionItem.objects.create(
        **{
            "state": state,
            "year": 2026,
            "number": number,
            "number_text": f"督〔2026〕{number}号",
            "assignment": "" if facts.get("decision") else "秘书长批示",
            "title": f"事项{number}",
            "requirement": "按要求办理",
            "lead": facts.get("lead") or unit(),
            "officer": officer,
            "filed_on": day(filed),
            "dispatched_on": None if state in BEFORE_DISPATCH else day(filed),
            "closing_on": closing_on,
            "closing_by": officer if closing_on else None,
            "done_on": day(done),
            "cycle": "" if due else "weekly:5",
        }
        | dates
        | facts
    )


def unit(name="秘书处", order=1):
    """A unit of the house."""
    return Department.objects.get_or_create(name=name, defaults={"order": order})[0]


def decision(officer, ordinal=1, number=42):
    """A confirmed decision of a meeting."""
    series, _ = Series.objects.get_or_create(
        name="秘书长办公会",
        defaults={"weekday": 1, "starts_at": time(9), "place": "会议室", "chair": "秘书长", "first_on": NOV},
    )
    meeting, _ = Meeting.objects.get_or_create(
        series=series,
        year=2026,
        number=number,
        defaults={
            "nominal_on": day("11-16"),
            "held_on": day("11-16"),
            "starts_at": time(9),
            "place": "会议室",
            "chair": "秘书长",
        },
    )
    return Decision.objects.create(
        meeting=meeting, ordinal=ordinal, label="一", title="筹备", text="筹备", state="tracked", confirmed_by=officer
    )


def report(item, on, text="正在办理。", **facts):
    """A report of the lead unit."""
    return Report.objects.create(
        item=item, unit=facts.pop("unit", item.lead), author=item.officer, on=day(on), text=text, **facts
    )


def extension(item, on, to):
    """An extension that was granted."""
    return Extension.objects.create(
        item=item,
        state="granted",
        asked_by=item.officer,
        asked_on=day(on),
        from_due_on=item.original_due_on,
        to_due_on=day(to),
        reason="需要",
        progress="已办",
        decided_by=item.officer,
        decided_on=day(on),
        granted_due_on=day(to),
    )
