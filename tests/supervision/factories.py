"""Units, items, reports and requests for extension, valid and dull; an item is a row that fits its state."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from secretariat.people.models import Department, Post, PostKind
from supervision.items.models import Extension, Objection, Report, SupervisionItem, Suspension
from supervision.items.states import BEFORE_DISPATCH, CLOSED, DROPPED, REPORTED, UNNUMBERED, ItemState
from supervision.urging.models import Slip, Urge
from tests.secretariat.factories import UserFactory, counted

S = ItemState
FILED, CLOSING, DUE = date(2026, 9, 14), date(2026, 9, 28), date(2026, 10, 9)


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"第{counted(n)}处")
    order = factory.Sequence(lambda n: n)


def person(*kinds, unit=None, oversees=(), **facts):
    """Somebody of `unit` who holds these posts."""
    user = UserFactory(department=unit, **facts)
    for kind in kinds:
        post = Post.objects.create(user=user, kind=kind, department=unit if kind == PostKind.HEAD else None)
        if oversees:
            post.oversees.set(oversees)
    return user


class ItemFactory(DjangoModelFactory):
    """`ItemFactory(state="completed", due_on=None, cycle="weekly:5")`: the other columns follow from these."""

    class Meta:
        model = SupervisionItem
        skip_postgeneration_save = True

    state = S.IN_PROGRESS
    title = factory.Sequence(lambda n: f"事项{counted(n)}")
    assignment = factory.LazyAttribute(
        lambda item: "" if item.decision or item.instruction or item.consultation else "秘书长交办"
    )
    requirement = "按要求办理"
    decision = None
    instruction = None
    consultation = None
    lead = factory.SubFactory(DepartmentFactory)
    officer = factory.SubFactory(UserFactory)
    due_on = DUE
    original_due_on = factory.SelfAttribute("due_on")
    counted_due_on = factory.SelfAttribute("due_on")
    # Far from the numbers that tests name and that the counter gives.
    serial = factory.Sequence(lambda n: n + 1001)
    year = factory.LazyAttribute(lambda item: None if item.state in UNNUMBERED else item.filed_on.year)
    number = factory.LazyAttribute(lambda item: None if item.state in UNNUMBERED else item.serial)
    number_text = factory.LazyAttribute(lambda item: f"督〔{item.year}〕{item.number}号" if item.number else "")
    filed_on = factory.LazyAttribute(lambda item: None if item.state in UNNUMBERED else FILED)
    dispatched_on = factory.LazyAttribute(lambda item: None if item.state in BEFORE_DISPATCH else item.filed_on)
    acknowledged_on = factory.LazyAttribute(lambda item: None if item.state == S.DISPATCHED else item.dispatched_on)
    closing_on = factory.LazyAttribute(lambda item: CLOSING if item.state in REPORTED else None)
    closing_by = factory.LazyAttribute(lambda item: item.officer if item.closing_on else None)
    done_on = factory.LazyAttribute(lambda item: item.closing_on if item.state in CLOSED else None)
    signed_off_on = factory.LazyAttribute(
        lambda item: item.done_on if item.state in (S.SIGNED_OFF, S.ARCHIVED) else None
    )
    archived_on = factory.LazyAttribute(lambda item: item.done_on if item.state == S.ARCHIVED else None)
    dropped_reason = factory.LazyAttribute(lambda item: "仅供阅知" if item.state in DROPPED else "")
    is_merged = factory.LazyAttribute(lambda item: item.state == S.MERGED)
    merged_into = factory.Maybe("is_merged", factory.SubFactory("tests.supervision.factories.ItemFactory"), None)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        del kwargs["serial"], kwargs["is_merged"]
        return kwargs

    @factory.post_generation
    def co_units(self, create, units, **kwargs):
        if units:
            self.co_units.set(units)


class ObjectionFactory(DjangoModelFactory):
    class Meta:
        model = Objection

    item = factory.SubFactory(ItemFactory, state="objected")
    unit = factory.SelfAttribute("item.lead")
    raised_by = factory.SelfAttribute("item.officer")
    raised_on = date(2026, 9, 15)
    reason = "不属本委职责"


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = Suspension

    item = factory.SubFactory(ItemFactory, state="suspended")
    from_on = FILED
    reason = "等待上级文件"
    suspended_by = factory.SelfAttribute("item.officer")


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    item = factory.SubFactory(ItemFactory)
    unit = factory.SelfAttribute("item.lead")
    author = factory.SelfAttribute("item.officer")
    on = date(2026, 9, 21)
    text = "正在办理"


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = Extension

    item = factory.SubFactory(ItemFactory)
    asked_by = factory.SelfAttribute("item.officer")
    asked_on = date(2026, 9, 28)
    from_due_on = factory.SelfAttribute("item.due_on")
    to_due_on = date(2026, 10, 30)
    reason = "外地调研推迟"
    progress = "已完成初稿"


class SlipFactory(DjangoModelFactory):
    class Meta:
        model = Slip

    item = factory.SubFactory(ItemFactory)
    level = "blue"
    year = 2026
    number = factory.Sequence(lambda n: n + 1001)
    number_text = factory.LazyAttribute(lambda slip: f"督办单〔{slip.year}〕{slip.number}号")
    due_version = factory.SelfAttribute("item.due_version")
    text = "请说明逾期原因"
    issued_by = factory.SelfAttribute("item.officer")
    issued_on = date(2026, 10, 12)
    reply_due_on = date(2026, 10, 15)


class UrgeFactory(DjangoModelFactory):
    class Meta:
        model = Urge

    item = factory.SubFactory(ItemFactory)
    unit = factory.SelfAttribute("item.lead")
    channel = "phone"
    at = datetime(2026, 10, 12, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    by = factory.SelfAttribute("item.officer")
    content = "请尽快反馈"


def closing_report(item, **facts):
    """The report that lies before the reviewer."""
    return ReportFactory(
        item=item,
        is_closing=True,
        on=item.closing_on,
        author=item.closing_by,
        progress="done",
        **{"conclusion": "已办结", "evidence": "通知原件"} | facts,
    )
