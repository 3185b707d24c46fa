"""The administration walks its registry: every page of every record, in both languages, for who may change and look."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from planning.meetings.models import Attendance, FormerRule, Invitation
from planning.plans.models import PlanItem
from secretariat.audit import services as audit
from secretariat.audit.models import Event
from secretariat.outbox.models import Delivery, Notice
from secretariat.people.models import Department, Post, PostKind, User
from secretariat.records import RecordedAdmin
from supervision.instructions.models import Instruction
from supervision.items.models import SupervisionItem
from tests.access import TODAY, make_world
from tests.messages import APPS
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import ExtensionFactory, ItemFactory, ReportFactory

CHINESE = re.compile("[\u3400-\u9fff]")
REGISTRY = list(admin.site._registry)
OURS = [model for model in REGISTRY if model._meta.app_label in (*APPS, "auth")]
LANGUAGES = ["zh-hans", "en"]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def entry_of(model):
    return admin.site._registry[model]


@pytest.fixture
def world(db, settings, tmp_path):
    """A row of nearly every kind, and three of the kinds that name others in their lists."""
    settings.FONT_DIR = tmp_path
    world = make_world()
    reports = ReportFactory.create_batch(3)
    ExtensionFactory.create_batch(3)
    for n, report in enumerate(reports):
        facts = {"key": f"k{n}", "recipient": report.author, "day": TODAY}
        Delivery.objects.create(message_id=f"<{n}@x>", **facts)
        Notice.objects.create(kind="test", title="通知", **facts)
        Post.objects.create(user=report.author, kind=PostKind.HEAD, department=report.unit)
    return world


def enter(language="", **facts):
    client = Client()
    person = UserFactory(is_staff=True, language=language, **facts)
    client.force_login(person)
    return client, person


@pytest.fixture
def superuser(db):
    return enter(is_superuser=True)[0]


@pytest.fixture
def asked_by_superuser(rf, db):
    request = rf.get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    return request


def pages_of(model, row):
    pages = [("changelist", []), ("add", [])]
    return pages + ([("change", [row.pk]), ("history", [row.pk]), ("delete", [row.pk])] if row else [])


def answers(client):
    """The answer of every page of every record: {(model, page): answer}."""
    return {
        (model._meta.label_lower, page): client.get(address(model, page, *args))
        for model in REGISTRY
        for page, args in pages_of(model, model._base_manager.first())
    }


# ── Every page; `test_english` opens them for who may only look, in English ─────────────────────────────────────────
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son(?:click|change|submit|load)="
)


# What a page says, and what it says only to who hears it; no codes, no addresses.
TAG = re.compile(r"<(script|style|pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
HEARD = re.compile(r"""\b(?:title|alt|placeholder|aria-label)="([^"]*)\"""")
ENGLISH = re.compile(r"(?:[A-Za-z]{2,}[ ,]+){2,}[A-Za-z]{2,}")


def english_in(page):
    """Three English words or more in a row."""
    said = TAG.sub(lambda tag: "\n".join(["", *(() if tag[1] else HEARD.findall(tag[0])), ""]), page)
    return ENGLISH.findall(unescape(said))


def test_english_words_are_found_where_a_page_says_them_and_nowhere_else():
    page = '<p class="a b c" title="Choose all groups">Can <b>add</b> it, now or never</p><script>let it be</script>'

    assert english_in(page) == ["Choose all groups", "it, now or never"]


def test_every_page_opens_for_who_may_change_and_needs_no_script_or_style_of_its_own(world, asked_by_superuser):
    found = answers(enter(is_superuser=True)[0])

    shut = {place for place, answer in found.items() if answer.status_code == 403}
    expected = {
        (model._meta.label_lower, page)
        for model in REGISTRY
        for page, may in [
            ("add", entry_of(model).has_add_permission(asked_by_superuser)),
            ("delete", entry_of(model).has_delete_permission(asked_by_superuser)),
        ]
        if not may and (model._meta.label_lower, page) in found
    }
    assert shut == expected
    assert {place for place, answer in found.items() if answer.status_code not in (200, 403)} == set()
    assert {place: hit[0] for place, answer in found.items() if (hit := INLINE.search(answer.content.decode()))} == {}
    # This walk is in Chinese.
    assert {place: said for place, answer in found.items() if (said := english_in(answer.content.decode()))} == {}


@pytest.mark.slow
def test_every_list_is_searched_and_filtered_and_needs_as_many_queries_for_one_row_as_for_many(
    world, superuser, monkeypatch
):
    def asked(model, rows, data=None):
        monkeypatch.setattr(entry_of(model), "list_per_page", rows)
        with CaptureQueriesContext(connection) as queries:
            page = superuser.get(address(model, "changelist"), data)
        return page, len(queries)

    statuses, counts = {}, {}
    for model in REGISTRY:
        page, many = asked(model, 100)
        _page, one = asked(model, 1)
        if many != one:
            # What is asked once in a process was asked then.
            _page, many = asked(model, 100)
        counts[model._meta.label_lower] = (many, one)
        links = [unescape(link) for link in re.findall(r'<a href="(\?[^"]+)"', page.content.decode())]
        # All filters at once, of the choices of each the last, and of the columns of the order.
        chosen = {name: value for link in links for name, value in QueryDict(link[1:]).items()}
        answer, _count = asked(model, 100, chosen | {"q": "督 x 1"})
        statuses[model._meta.label_lower] = (answer.status_code, sorted(chosen))

    assert {name for name, (many, one) in counts.items() if many != one} == set()
    assert max(one for _many, one in counts.values()) <= 12
    assert {name: found for name, found in statuses.items() if found[0] != 200} == {}
    assert [model.__name__ for model in REGISTRY if not entry_of(model).search_fields] == []


def test_every_list_has_columns_of_its_own():
    bare = [model for model in OURS if tuple(entry_of(model).list_display) == ("__str__",)]

    assert bare == [Group]


def test_pages_are_named_in_the_language_of_the_person(world):
    chinese, english = (enter(language, is_superuser=True)[0].get("/admin/").content.decode() for language in LANGUAGES)

    assert "秘书处工作台 · 管理后台" in chinese
    assert "Secretariat administration" in english
    assert CHINESE.findall(re.sub(r"<strong>.*?</strong>", "", english)) == []


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
    request = RequestFactory().get("/")
    request.user = User(is_staff=True, is_superuser=True, is_active=True)
    shown = flatten_fieldsets(entry_of(model).get_fieldsets(request, model()))
    return [field for field in model._meta.get_fields() if field.name in shown]


# ── Nothing is silent ────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_47_every_record_of_ours_is_administered_with_a_log():
    silent = [model for model in OURS if not isinstance(entry_of(model), RecordedAdmin)]

    assert silent == [Event]


def test_rule_47_records_are_not_deleted(asked_by_superuser):
    deletable = [model for model in OURS if entry_of(model).has_delete_permission(asked_by_superuser)]

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
