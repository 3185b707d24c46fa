"""The administration of the registry: what its records are called, what of them goes into the log, who may enter."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from planning.meetings.models import Attendance, FormerRule, Invitation
from planning.plans.models import PlanItem
from secretariat.audit import services as audit
from secretariat.audit.models import Event
from secretariat.outbox.models import Delivery
from secretariat.people.models import Department, Post, PostKind, User
from secretariat.records import RecordedAdmin
from supervision.instructions.models import Instruction
from supervision.items.models import SupervisionItem
from tests.messages import APPS
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import ItemFactory

CHINESE = re.compile("[\u3400-\u9fff]")
REGISTRY = list(admin.site._registry)
OURS = [model for model in REGISTRY if model._meta.app_label in (*APPS, "auth")]
LANGUAGES = ["zh-hans", "en"]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def entry_of(model):
    return admin.site._registry[model]


def enter(language="", **facts):
    client = Client()
    person = UserFactory(is_staff=True, language=language, **facts)
    client.force_login(person)
    return client, person


@pytest.fixture
def superuser(db):
    return enter(is_superuser=True)[0]


def of_superuser():
    """A request of who may change everything."""
    request = RequestFactory().get("/")
    request.user = User(is_staff=True, is_superuser=True, is_active=True)
    return request


# ── What records are called ──────────────────────────────────────────────────────────────────────────────────────────
def test_every_list_has_columns_of_its_own():
    bare = [model for model in OURS if tuple(entry_of(model).list_display) == ("__str__",)]

    assert bare == [Group]


def test_every_name_of_a_record_and_of_its_columns_is_translated(db):
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            for model in OURS:
                names[language, model] = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
                names[language, model] += [str(getattr(field, "verbose_name", "")) for field in shown_of(model)]

    assert [model.__name__ for model in OURS if CHINESE.search("".join(names["en", model]))] == []
    untold = {
        f"{model.__name__}: {name}" for model in OURS for name in names["zh-hans", model] if not CHINESE.search(name)
    }
    assert {name for name in untold if not name.endswith(("SHA-256", "Message-ID"))} == set()


def test_rights_are_named_as_the_office_would(superuser):
    page = superuser.get(address(Group, "add")).content.decode()

    assert "查看督查事项" in page
    assert re.findall(r"Can (?:add|change|delete|view) [a-z ]+", page) == []


def test_the_last_step_of_an_item_is_named(superuser):
    item = ItemFactory(last_step="sign_off")

    page = superuser.get(address(SupervisionItem, "change", item.pk)).content.decode()

    assert '<div class="readonly">销号</div>' in page
    assert "sign_off" not in page


def shown_of(model):
    """The columns of the record that its page shows."""
    shown = flatten_fieldsets(entry_of(model).get_fieldsets(of_superuser(), model()))
    return [field for field in model._meta.get_fields() if field.name in shown]


# ── Nothing is silent ────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_47_every_record_of_ours_is_administered_with_a_log():
    silent = [model for model in OURS if not isinstance(entry_of(model), RecordedAdmin)]

    assert silent == [Event]


def test_rule_47_records_are_not_deleted():
    deletable = [model for model in OURS if entry_of(model).has_delete_permission(of_superuser())]

    assert deletable == [Post]


UNIT = {"name": "提案委员会", "short_name": "提案委", "kind": "", "order": "1", "is_active": "on"}
NO_ALIASES = {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}


def test_an_addition_is_an_event(superuser):
    superuser.post(address(Department, "add"), UNIT | NO_ALIASES)

    event = Event.objects.get(verb="admin.added")
    assert (event.subject, event.actor.is_superuser, event.data) == (Department.objects.get(), True, {})


def test_a_change_is_an_event_that_says_from_what_to_what(superuser):
    unit = Department.objects.create(name="提案委", short_name="提案委", order=1)
    alias = {"aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0", "aliases-0-name": "提案委办"}

    superuser.post(address(Department, "change", unit.pk), UNIT | alias)

    event = Event.objects.get()
    assert (event.verb, event.subject, event.data["changed"]) == (
        "admin.changed",
        unit,
        {"name": ["提案委", "提案委员会"]},
    )
    assert event.data["parts"] == [["added", "unit alias", "提案委办"]]


def test_a_form_that_changes_nothing_writes_no_event(superuser):
    unit = Department.objects.create(name="提案委员会", short_name="提案委", order=1)

    superuser.post(address(Department, "change", unit.pk), UNIT | NO_ALIASES)

    assert not Event.objects.exists()


def test_a_change_in_the_list_is_an_event(superuser):
    unit = Department.objects.create(name="提案委员会", order=1)
    row = {"form-0-id": unit.pk, "form-0-order": "7", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}

    superuser.post(address(Department, "changelist"), row | {"_save": "1"})

    assert Event.objects.get().data["changed"] == {"order": ["1", "7"]}


def test_a_password_is_never_in_the_log(superuser):
    person = UserFactory()

    superuser.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"usable_password": "true", "password1": "Secretariat-2026", "password2": "Secretariat-2026"},
    )

    event = Event.objects.get(verb="admin.changed")
    assert event.data["changed"] == {"password": []}


def test_a_change_writes_only_its_own_columns(superuser):
    item = ItemFactory(title="旧题目")
    typed = {"title": "新题目", "requirement": item.requirement, "product": "", "label": item.label}
    page = address(SupervisionItem, "change", item.pk)
    # Between the page and the click somebody takes a step.
    SupervisionItem.objects.filter(pk=item.pk).update(returns=3)

    superuser.post(page, typed | {"officer": item.officer_id})

    found = SupervisionItem.objects.get(pk=item.pk)
    assert (found.title, found.returns, found.version) == ("新题目", 3, item.version + 1)


def test_rule_29_a_completed_item_stays_as_it_was(superuser):
    item = ItemFactory(state="completed", title="旧题目")

    assert superuser.post(address(SupervisionItem, "change", item.pk), {"title": "新"}).status_code == 403


def test_taking_away_a_post_is_an_event(superuser):
    post = Post.objects.create(user=UserFactory(name="林静远"), kind=PostKind.PLANNER)

    superuser.post(address(Post, "delete", post.pk), {"post": "yes"})

    assert (Event.objects.get().verb, Post.objects.exists()) == ("admin.deleted", False)


def test_a_right_that_is_given_is_told_by_its_name(superuser):
    right = Permission.objects.get(codename="view_post")

    superuser.post(address(Group, "add"), {"name": "查阅"})
    group = Group.objects.get()
    superuser.post(address(Group, "change", group.pk), {"name": "查阅", "permissions": [right.pk]})

    changed = Event.objects.filter(verb="admin.changed").get().data["changed"]
    assert changed == {"permissions": ["", "查看职务"]}


def test_the_history_of_a_record_tells_its_events(superuser):
    unit = Department.objects.create(name="提案委", short_name="提案委", order=1)
    superuser.post(address(Department, "change", unit.pk), UNIT | NO_ALIASES)

    page = superuser.get(address(Department, "history", unit.pk)).content.decode()

    assert "在管理后台修改" in page
    assert "名称: 提案委 → 提案委员会" in page


def test_the_history_of_a_person_calls_the_name_what_the_office_does(superuser):
    person = UserFactory(name="林静", pinyin="lin jing")
    typed = {"username": person.username, "name": "林静远", "email": person.email, "is_active": "on"}
    superuser.post(address(User, "change", person.pk), typed | {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0})

    assert "姓名: 林静 → 林静远" in superuser.get(address(User, "history", person.pk)).content.decode()


def test_a_reporting_cycle_is_told_in_words(superuser):
    item = ItemFactory()
    with transaction.atomic():
        audit.record(actor=None, verb="item.edited", subject=item, changed={"cycle": ["monthly:25", "weekly:5"]})

    page = superuser.get(address(SupervisionItem, "history", item.pk)).content.decode()

    assert "反馈周期: 每月25日前 → 每周五" in page


def test_a_column_is_called_by_what_it_means_in_its_record():
    columns = {(User, "name"): "姓名", (Event, "behalf"): "代何人办理", (Event, "actor"): "操作人"}
    columns |= {(Invitation, "length"): "会议时长（分钟）", (Attendance, "name"): "外请人员或单位"}
    columns |= {(PlanItem, "window_first"): "完成时限起", (FormerRule, "until_on"): "执行截止日期"}
    columns |= {(Instruction, "leader_user"): "批示领导（人员）", (Delivery, "due_at"): "应发送时间"}

    with translation.override("zh-hans"):
        told = {(model, name): str(model._meta.get_field(name).verbose_name) for model, name in columns}

    assert told == columns


# ── Who may enter ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_way_in_is_the_log_in_of_the_house(db, client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/login/?next=/admin/"


def test_who_may_not_enter_is_told_so(db, client):
    client.force_login(UserFactory())

    assert client.get("/admin/", follow=True).status_code == 403


def test_passwords_are_changed_on_the_one_page(superuser):
    assert superuser.get("/admin/password_change/")["Location"] == reverse("password_change")


def test_nobody_gives_themself_more_than_they_have(db):
    client, person = enter()
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    posts = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}

    client.post(
        address(User, "change", person.pk),
        posts | {"username": person.username, "name": "改", "is_active": "on", "is_superuser": "on", "is_staff": "on"},
    )

    found = User.objects.get(pk=person.pk)
    assert (found.name, found.is_superuser, found.is_staff) == ("改", False, True)


@pytest.mark.parametrize("row", ["abc", "", "\0", "1 OR 1=1"])
def test_an_action_on_a_row_that_cannot_be_is_refused_in_words(superuser, row):
    data = {"action": "require_new_password", "_selected_action": row}

    assert superuser.post("/admin/secretariat/user/", data).status_code == 400
