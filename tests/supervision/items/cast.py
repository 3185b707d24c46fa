"""The people round an item, and an item brought to a state by the steps that lead there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from secretariat.people.models import Department, Post, PostKind, User
from supervision.items import services
from supervision.items.models import SupervisionItem
from supervision.items.services import extensions
from supervision.items.states import ItemState
from tests.supervision.factories import ItemFactory

DAY = date(2026, 9, 14)
DUE = date(2026, 10, 9)
S = ItemState


HEAD = PostKind.HEAD
UNITS = {
    "lead": {"name": "提案委员会", "short_name": "提案委", "order": 1},
    "co_unit": {"name": "农业农村委员会", "short_name": "农业农村委", "order": 2},
    "other_unit": {"name": "研究室", "order": 3},
    "office": {"name": "督查室", "order": 4},
}
# name, unit, post
PEOPLE = {
    "officer": ("督查甲", "office", PostKind.SUPERVISOR),
    "reviewer": ("督查乙", "office", PostKind.SUPERVISOR),
    "leader": ("秘书长", "", PostKind.SECRETARY_GENERAL),
    "deputy": ("副秘书长", "", PostKind.DEPUTY),
    "head": ("牵头处长", "lead", HEAD),
    "staff": ("牵头承办", "lead", ""),
    "co_head": ("配合处长", "co_unit", HEAD),
    "co_staff": ("配合承办", "co_unit", ""),
    "stranger": ("旁人", "other_unit", HEAD),
    "planner": ("综合处", "other_unit", PostKind.PLANNER),
    "administrator": ("管理员", "", PostKind.ADMINISTRATOR),
    "auditor": ("审计员", "", PostKind.AUDITOR),
    "nobody": ("无单位", "", ""),
}


@dataclass
class Cast:
    """Everybody whom the tables of rights tell apart."""

    lead: Department
    co_unit: Department
    other_unit: Department
    officer: User
    reviewer: User
    leader: User
    deputy: User
    head: User
    staff: User
    co_head: User
    co_staff: User
    stranger: User
    planner: User
    administrator: User
    auditor: User
    nobody: User

    @classmethod
    def make(cls) -> "Cast":
        """All of them in a few statements: nearly every test of supervision begins here."""
        units = Department.objects.bulk_create([Department(**facts) for facts in UNITS.values()])
        known = dict(zip(UNITS, units, strict=True))
        people = User.objects.bulk_create(
            [
                User(
                    username=role,
                    name=name,
                    email=f"{role}@example.org",
                    department=known.get(unit),
                    is_staff=kind == PostKind.ADMINISTRATOR,
                )
                for role, (name, unit, kind) in PEOPLE.items()
            ]
        )
        cast = cls(
            **{role: unit for role, unit in known.items() if role in cls.__annotations__},
            **dict(zip(PEOPLE, people, strict=True)),
        )
        cast._give_posts()
        return cast

    def _give_posts(self) -> None:
        held = [(getattr(self, role), kind) for role, (_name, _unit, kind) in PEOPLE.items() if kind]
        posts = Post.objects.bulk_create(
            [Post(user=who, kind=kind, department=who.department if kind == HEAD else None) for who, kind in held]
        )
        next(post for post in posts if post.user == self.deputy).oversees.add(self.lead)


ROLES = [name for name, kind in Cast.__annotations__.items() if kind is User]
CLOSING = {"text": "全部完成", "conclusion": "已印发实施", "evidence": "印发件"}

# step: who takes it, by which service, with what
DEEDS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "submit": ("officer", services.submit, {}),
    "discard": ("officer", services.discard, {}),
    "file": ("leader", services.file, {}),
    "reject": ("leader", services.reject, {"reason": "要求不具体"}),
    "not_file": ("leader", services.not_file, {"reason": "仅供阅知"}),
    "dispatch": ("officer", services.dispatch, {}),
    "acknowledge": ("head", services.acknowledge, {}),
    "report": ("staff", services.report, {"progress": "on_track", "text": "已征求意见"}),
    "ask_extension": (
        "staff",
        extensions.ask_extension,
        {"to_due_on": date(2026, 10, 30), "reason": "外地调研推迟", "progress": "已完成初稿"},
    ),
    "submit_closing": ("staff", services.submit_closing, CLOSING),
    "return": ("reviewer", services.return_item, {"reason": "缺印发件"}),
    "pass": ("reviewer", services.pass_review, {}),
    "read_mark": ("leader", services.read_mark, {}),
    "instruct": ("leader", services.instruct, {"text": "请再报送实施效果"}),
    "sign_off": ("officer", services.sign_off, {}),
    "object": ("staff", services.object_to, {"reason": "不属本委职责"}),
    "uphold": ("officer", services.uphold, {"note": "属本委职责"}),
    "reassign": ("officer", services.reassign, {}),
    "suspend": ("officer", services.suspend, {"reason": "等待上级文件"}),
    "resume": ("officer", services.resume, {}),
    "terminate": ("leader", services.terminate, {"reason": "工作已取消"}),
    "archive": ("officer", services.archive, {}),
    "split": ("officer", services.split, {"title": "其中：修订细则", "requirement": "修订后印发"}),
    "merge": ("officer", services.merge, {"reason": "内容相同"}),
    "relapse": ("officer", services.relapse, {"reason": "问题再次出现", "due_on": date(2026, 12, 31)}),
    "withdraw_submit": ("officer", services.withdraw_submit, {}),
    "withdraw_closing": ("staff", services.withdraw_closing, {}),
    "withdraw_pass": ("reviewer", services.withdraw_pass, {}),
    "withdraw_reading": ("leader", services.withdraw_reading, {}),
}

# What a step is told beside the usual, which only the people at hand can say.
TOLD: dict[str, Any] = {
    "reassign": lambda cast: {"lead": cast.other_unit},
    "split": lambda cast: {"lead": cast.other_unit},
    "merge": lambda cast: {"target": ItemFactory(lead=cast.lead, officer=cast.officer)},
}

WAY = {
    S.PENDING: "submit",
    S.FILED: "file",
    S.DISPATCHED: "dispatch",
    S.IN_PROGRESS: "acknowledge",
    S.UNDER_REVIEW: "submit_closing",
    S.LEADER_REVIEW: "pass",
    S.COMPLETED: "read_mark",
    S.SIGNED_OFF: "sign_off",
    S.ARCHIVED: "archive",
}
# States beside the way: from which one they are reached, and by which step.
ASIDE = {
    S.NOT_FILED: (S.PENDING, "not_file"),
    S.OBJECTED: (S.DISPATCHED, "object"),
    S.SUSPENDED: (S.IN_PROGRESS, "suspend"),
    S.TERMINATED: (S.IN_PROGRESS, "terminate"),
    S.MERGED: (S.IN_PROGRESS, "merge"),
}


def take_step(cast: Cast, item: SupervisionItem, step: str, *, on: date = DAY, by: User | None = None, **facts: Any):
    """One step by whoever is to take it, unless `by` says who; answers with what the service answers."""
    who, service, usual = DEEDS[step]
    told = TOLD[step](cast) if step in TOLD and not facts else {}
    return service(item.pk, by=by or getattr(cast, who), on=on, **usual | told | facts)


def bring(cast: Cast, state: str, *, on: date = DAY, **facts: Any) -> SupervisionItem:
    """An important item of the lead unit brought to `state` by its steps."""
    usual = {"title": "修订提案办理办法", "assignment": "秘书长批示", "requirement": "修订后印发", "due_on": DUE}
    usual |= {"lead": cast.lead, "co_units": [cast.co_unit], "importance": "important"}
    item = services.open_item(by=cast.officer, on=on, **usual | facts)
    before, last = ASIDE.get(ItemState(state), (state, ""))
    reached = [*WAY].index(before) + 1 if before in WAY else 0
    for step in [*WAY.values()][:reached] + ([last] if last else []):
        take_step(cast, item, step, on=on)
    item.refresh_from_db()
    assert item.state == state
    return item
