"""Nobody reaches further than their own rights: every way from an administrator to the log-in and rights of others."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from secretariat import sheets
from secretariat.errors import Refused
from secretariat.people import services
from secretariat.people.models import Delegation, Post, PostKind, User
from secretariat.people.reach import check_post, check_reach
from tests.secretariat.factories import UserFactory
from tests.secretariat.people.conftest import FIRST, LAST, TODAY
from tests.supervision.factories import person

PEOPLE = "/admin/secretariat/user/"
POSTS = "/admin/secretariat/post/"
NEW = {"usable_password": "true", "password1": "correct horse 9", "password2": "correct horse 9"}
REFUSED = "该人员拥有您没有的管理权限"


def keeper(*kinds):
    """Somebody who keeps people, posts and groups in the administration, without having every right."""
    found = person(*kinds, is_staff=True, password="!")
    kept = [f"{may}_{kind}" for may in ("view", "add", "change", "delete") for kind in ("user", "post", "group")]
    found.user_permissions.set(Permission.objects.filter(codename__in=kept))
    return found


@pytest.fixture
def me(client, db, settings, tmp_path):
    """An administrator who is not a superuser."""
    settings.MEDIA_ROOT = tmp_path
    found = keeper(PostKind.ADMINISTRATOR)
    client.force_login(found)
    return found


@pytest.fixture
def chief(db):
    found = UserFactory(username="chief", name="林静远", email="lin@example.org", is_staff=True, is_superuser=True)
    found.set_password("the chief's own 1")
    found.save()
    return found


@pytest.fixture
def auditor(db):
    """Staff with a right over records that the administrator does not have."""
    found = UserFactory(is_staff=True)
    found.user_permissions.set(Permission.objects.filter(codename="view_event"))
    return found


def row_of(person):
    """Everything that a log-in and its rights hang on."""
    facts = ("username", "password", "email", "name", "is_active", "is_staff", "is_superuser", "must_change_password")
    return User.objects.filter(pk=person.pk).values(*facts).get()


# ── Passwords ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("typed", [NEW, {"usable_password": "false", "unset-password": "x"}])
def test_the_password_of_a_superuser_is_not_set_by_who_is_none(client, me, chief, typed):
    before = row_of(chief)

    answer = client.post(f"{PEOPLE}{chief.pk}/password/", typed, follow=True)

    assert (row_of(chief), REFUSED in answer.content.decode()) == (before, True)


def test_nor_that_of_somebody_with_other_rights(client, me, auditor):
    before = row_of(auditor)

    client.post(f"{PEOPLE}{auditor.pk}/password/", NEW)

    assert row_of(auditor) == before


def test_the_password_of_an_equal_is(client, me):
    equal = keeper(PostKind.ADMINISTRATOR)

    client.post(f"{PEOPLE}{equal.pk}/password/", NEW)

    assert User.objects.get(pk=equal.pk).check_password("correct horse 9")


def test_who_only_edits_people_sets_no_password(client, db):
    client.force_login(keeper(PostKind.PLANNER))
    anna = UserFactory()

    assert client.post(f"{PEOPLE}{anna.pk}/password/", NEW).status_code == 403


def test_ones_own_password_is_changed_on_the_one_page(client, me):
    assert client.post(f"{PEOPLE}{me.pk}/password/", NEW)["Location"] == "/password/"


def test_nobody_has_no_password_to_set(client, me):
    assert client.get(f"{PEOPLE}999999/password/").status_code == 404


@pytest.mark.parametrize("action", ["give_first_passwords", "require_new_password", "unlock"])
def test_no_action_touches_the_log_in_of_a_superuser(client, me, chief, action):
    before = row_of(chief)

    data = {"action": action, "_selected_action": [chief.pk], "confirmed": "yes"}
    answer = client.post(PEOPLE, data, follow=True)

    assert (row_of(chief), REFUSED in answer.content.decode()) == (before, True)


def test_nobody_with_less_records_that_a_superuser_has_left(client, me, chief):
    before = row_of(chief)

    answer = client.post(f"/people/{chief.pk}/leave/", {"successor": me.pk})

    assert (answer.status_code, row_of(chief)) == (422, before)


def test_a_lock_is_not_lifted_by_the_service_either(me, chief):
    for deed in (services.unlock, services.require_new_password, services.give_first_password):
        with pytest.raises(Refused):
            deed(chief, by=me)


# ── The page of a person ─────────────────────────────────────────────────────────────────────────────────────────────
FORM = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}


def typed_person(person, **facts):
    kept = {name: getattr(person, name) for name in ("username", "name", "email")}
    return FORM | kept | {"is_active": "on"} | facts


@pytest.mark.parametrize(
    "facts", [{"username": "taken"}, {"email": "me@example.org"}, {"is_active": ""}, {"name": "x"}]
)
def test_the_page_of_a_superuser_is_only_looked_at(client, me, chief, facts):
    before = row_of(chief)

    assert client.post(f"{PEOPLE}{chief.pk}/change/", typed_person(chief, **facts)).status_code == 403
    assert (row_of(chief), client.get(f"{PEOPLE}{chief.pk}/change/").status_code) == (before, 200)


@pytest.mark.parametrize(
    ("kind", "shown"), [(PostKind.ADMINISTRATOR, [True, False]), (PostKind.PLANNER, [False, False])]
)
def test_the_password_stands_on_the_page_for_who_may_set_it(client, chief, kind, shown):
    client.force_login(keeper(kind))

    pages = [client.get(f"{PEOPLE}{person.pk}/change/").content.decode() for person in (UserFactory(), chief)]

    assert ["field-password" in page.replace("field-password_changed_at", "") for page in pages] == shown


@pytest.mark.parametrize("own", [True, False])
def test_no_form_raises_rights(client, me, own):
    raised, group = me if own else UserFactory(), Group.objects.create(name="全部权限")
    rights = {"is_superuser": "on", "is_staff": "on", "groups": [group.pk], "user_permissions": [1]}

    client.post(f"{PEOPLE}{raised.pk}/change/", typed_person(raised, name="改") | rights)

    found = User.objects.get(pk=raised.pk)
    assert (found.name, found.is_superuser, found.is_staff, found.groups.count()) == ("改", False, own, 0)
    assert found.user_permissions.count() == raised.user_permissions.count()


def test_a_new_person_comes_without_rights(client, me):
    facts = {"username": "new", "name": "新", "email": "n@example.org", "is_superuser": "on", "is_staff": "on"}

    client.post(f"{PEOPLE}add/", FORM | NEW | facts)

    assert User.objects.filter(username="new", is_superuser=False, is_staff=False).exists()


def test_nobody_shuts_themself_out_so_that_one_superuser_stays(client, chief):
    client.force_login(chief)
    before = row_of(chief)

    client.post(f"{PEOPLE}{chief.pk}/change/", typed_person(chief, is_active="", is_superuser="", is_staff=""))

    assert row_of(chief) == before


def test_who_only_edits_people_does_not_say_who_logs_in(client, db):
    client.force_login(keeper(PostKind.PLANNER))
    anna = UserFactory(name="安娜")

    client.post(f"{PEOPLE}{anna.pk}/change/", typed_person(anna, name="安娜二", is_active=""))

    assert (row_of(anna)["name"], row_of(anna)["is_active"]) == ("安娜二", True)


# ── Posts ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def posts_of(person):
    return sorted(person.posts.values_list("kind", flat=True))


def with_post(person, kind):
    row = {"posts-TOTAL_FORMS": 1, "posts-0-kind": kind, "posts-0-department": "", "posts-0-user": person.pk}
    return typed_person(person, **row)


@pytest.mark.parametrize("way", ["post", "person"])
def test_nobody_gives_themself_a_post(client, me, way):
    typed = {"user": me.pk, "kind": "auditor"} if way == "post" else with_post(me, "auditor")
    page = f"{POSTS}add/" if way == "post" else f"{PEOPLE}{me.pk}/change/"

    answer = client.post(page, typed)

    assert (posts_of(me), "不能变更本人的职务" in answer.content.decode()) == (["administrator"], True)


def test_nobody_moves_the_post_of_another_to_themself(client, me):
    post = Post.objects.create(user=UserFactory(), kind=PostKind.SECRETARY_GENERAL)

    client.post(f"{POSTS}{post.pk}/change/", {"user": me.pk, "kind": post.kind})

    assert posts_of(me) == ["administrator"]


@pytest.mark.parametrize("way", ["post", "person"])
def test_only_an_administrator_makes_another(client, db, way):
    client.force_login(keeper(PostKind.PLANNER))
    anna = UserFactory()
    typed = {"user": anna.pk, "kind": "administrator"} if way == "post" else with_post(anna, "administrator")

    answer = client.post(f"{POSTS}add/" if way == "post" else f"{PEOPLE}{anna.pk}/change/", typed)

    assert (posts_of(anna), "“管理员”职务只能由管理员" in answer.content.decode()) == ([], True)


@pytest.mark.parametrize("way", ["post", "person"])
def test_an_administrator_gives_posts_to_others(client, me, way):
    anna = UserFactory()
    typed = {"user": anna.pk, "kind": "auditor"} if way == "post" else with_post(anna, "auditor")

    client.post(f"{POSTS}add/" if way == "post" else f"{PEOPLE}{anna.pk}/change/", typed)

    assert posts_of(anna) == ["auditor"]


@pytest.mark.parametrize("page", ["change", "delete"])
def test_ones_own_posts_and_those_of_a_superuser_stay(client, me, chief, page):
    for post in (Post.objects.create(user=chief, kind=PostKind.AUDITOR), me.posts.get()):
        assert client.post(f"{POSTS}{post.pk}/{page}/", {"post": "yes"}).status_code == 403
    assert Post.objects.count() == 2


def test_a_superuser_furnishes_the_house_alone(chief):
    check_post(chief, PostKind.SECRETARY_GENERAL, by=chief)
    check_reach(UserFactory(is_superuser=True), by=chief)


# ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_group_gives_only_what_its_keeper_has(client, me):
    mine, other = (Permission.objects.get(codename=name) for name in ("view_user", "change_numberkind"))

    refused = client.post("/admin/auth/group/add/", {"name": "甲", "permissions": [mine.pk, other.pk]})
    client.post("/admin/auth/group/add/", {"name": "乙", "permissions": [mine.pk]})

    assert (refused.status_code, [str(group) for group in Group.objects.all()]) == (200, ["乙"])


def test_a_group_that_gives_more_is_only_looked_at(client, me):
    group = Group.objects.create(name="全部权限")
    group.permissions.set(Permission.objects.filter(codename="change_numberkind"))
    me.groups.add(group)
    other = Group.objects.create(name="更多权限")
    other.permissions.set(Permission.objects.filter(codename="view_event"))

    assert client.post(f"/admin/auth/group/{other.pk}/change/", {"name": "改"}).status_code == 403
    assert client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "改"}).status_code == 302


# ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def preview(client, *rows):
    with sheets.write_xlsx("x", ["工号", "姓名", "电子邮箱", "职务"], rows) as file:
        sent = SimpleUploadedFile("人员.xlsx", file.read())
    return client.post(f"{PEOPLE}import/", {"resource": "0", "import_file": sent})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["chief", "林静远", "me@example.org", ""], REFUSED),
        (["chief", "林静远", "lin@example.org", "审计员"], REFUSED),
        (["me", "我", "", "审计员"], "不能变更本人的职务"),
    ],
)
def test_no_sheet_reaches_further(client, me, chief, row, said):
    User.objects.filter(pk=me.pk).update(username="me", name="我", email="")

    page = preview(client, row)

    assert (said in page.content.decode(), "confirm_form" in page.context) == (True, False)


def test_rows_as_they_were_pass_and_others_get_their_posts(client, me, chief):
    rows = [["chief", "林静远", "lin@example.org", ""], ["1024", "张三", "", "管理员、审计员"]]

    page = preview(client, *rows)
    client.post(f"{PEOPLE}process_import/", page.context["confirm_form"].initial)

    assert posts_of(User.objects.get(username="1024")) == ["administrator", "auditor"]


# ── Delegations ──────────────────────────────────────────────────────────────────────────────────────────────────────
def let_act(giver, taker, by):
    facts = {"from_on": FIRST, "until_on": LAST, "reason": "出差", "on": TODAY}
    return services.give_delegation(giver=giver, taker=taker, by=by, **facts)


def test_an_administrator_lets_nobody_act_for_a_superuser(me, chief, anna):
    with pytest.raises(Refused):
        let_act(chief, anna, by=me)


def test_an_administrator_does_not_come_to_act_for_another(me, anna, bert, let):
    let(bert, me)

    for taker in (me, bert):
        with pytest.raises(Refused) as refusal:
            let_act(anna, taker, by=me)
        assert refusal.value.field == "taker"
    assert Delegation.objects.count() == 1


def test_the_page_of_delegations_says_so_in_words(client, me, anna):
    typed = {"giver": anna.pk, "taker": me.pk, "from_on": "2099-01-05", "until_on": "2099-01-09", "reason": "休假"}

    page = client.post("/admin/secretariat/delegation/add/", typed)

    assert (page.status_code, "您本人将成为该人员的代理人" in page.content.decode()) == (200, True)


def test_whoever_acts_for_a_superuser_does_not_administer(chief, anna, let):
    acting = let(chief, anna)

    with pytest.raises(PermissionDenied):
        services.unlock(UserFactory(), by=acting)
    assert not acting.is_superuser


def test_who_is_shut_out_is_out_of_reach_as_before(client, me):
    other = UserFactory(name="许可", is_staff=True, is_active=False)
    other.user_permissions.set(Permission.objects.filter(codename="delete_event"))

    page = client.get(f"{PEOPLE}{other.pk}/change/")

    assert "_save" not in page.content.decode()


def test_nobody_gives_themself_another_unit(client, me):
    page = client.get(f"{PEOPLE}{me.pk}/change/").content.decode()

    assert (' name="name"' in page, ' name="department"' in page) == (True, False)
