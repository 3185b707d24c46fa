"""A person's own pages: settings, theme, delegations, log-ins; and the page on which somebody leaves."""

from datetime import date

import pytest

from secretariat.audit.models import Event
from secretariat.outbox.models import Notice
from secretariat.people.models import Delegation, PostKind, User
from tests.supervision.factories import ItemFactory

TODAY = date(2026, 11, 23)
OWN = {"language": "en", "theme": "dark", "phone": "6217", "mails_digest": ""}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-23T01:00:00Z", tick=False)


@pytest.fixture
def let(someone):
    def make(giver, taker, first=date(2026, 11, 20), last=date(2026, 11, 27)):
        return Delegation.objects.create(
            giver=giver, taker=taker, from_on=first, until_on=last, reason="出差", made_by=giver
        )

    return make


# ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_a_person_sets_is_kept_and_holds_at_once(reader, staff):
    answer = reader.post("/me/", OWN)

    kept = User.objects.get(pk=staff.pk)
    assert (answer.status_code, kept.language, kept.theme, kept.phone) == (302, "en", "dark", "6217")
    assert kept.mails_digest is False
    page = reader.get("/me/").content.decode()
    assert '<html lang="en" data-bs-theme="light" data-theme="dark">' in page


@pytest.mark.parametrize(
    ("typed", "field"), [({"language": "fr"}, "language"), ({"theme": "pink"}, "theme"), ({"phone": "<b>"}, "phone")]
)
def test_what_makes_no_sense_is_refused_and_stays_on_the_form(reader, staff, typed, field):
    answer = reader.post("/me/", OWN | typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert User.objects.get(pk=staff.pk).language == ""


@pytest.mark.parametrize(("theme", "status"), [("dark", 204), ("light", 204), ("pink", 422), ("", 422)])
def test_the_switch_of_the_theme_goes_with_the_person(reader, staff, theme, status):
    assert reader.post("/theme/", {"theme": theme}).status_code == status
    assert User.objects.get(pk=staff.pk).theme == (theme if status == 204 else "")


# ── Delegations ──────────────────────────────────────────────────────────────────────────────────────────────────────
def typed(taker, /, **facts):
    usual = {"taker": taker.pk, "from_on": "2026-11-24", "until_on": "2026-11-27", "reason": "赴成都考察"}
    return usual | facts


def test_a_person_lets_another_act_who_is_told(reader, staff, someone):
    taker = someone()

    assert reader.post("/me/delegations/new/", typed(taker))["Location"] == "/me/"

    given = Delegation.objects.get()
    assert (given.giver, given.taker, given.made_by) == (staff, taker, staff)
    notice = Notice.objects.get(recipient=taker)
    assert (notice.title, notice.text) == (f"{staff}委托您代理", "11-24 至 11-27，赴成都考察")
    assert f"由{taker}代您办理" in reader.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"until_on": "2026-11-23"}, "until_on"),
        ({"from_on": ""}, "from_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "绝密★30年"}, "reason"),
        ({"taker": "0"}, "taker"),
    ],
)
def test_what_is_refused_is_told_at_its_field(reader, someone, facts, field):
    answer = reader.post("/me/delegations/new/", typed(someone(), **facts))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Delegation.objects.exists()


def test_nobody_can_be_chosen_who_has_left(reader, someone):
    assert reader.post("/me/delegations/new/", typed(someone(is_active=False))).status_code == 422


def test_oneself_is_not_offered_and_not_taken(reader, staff, someone):
    other = someone()

    offered = reader.get("/me/delegations/new/").context["form"].fields["taker"].queryset
    answer = reader.post("/me/delegations/new/", typed(staff))

    assert (set(offered) & {staff, other}, list(answer.context["form"].errors)) == ({other}, ["taker"])


def test_the_giver_ends_it(reader, staff, someone, let):
    given = let(staff, someone())

    assert reader.post(f"/me/delegations/{given.pk}/revoke/")["Location"] == "/me/"
    assert Delegation.objects.get().revoked_at


def test_ending_it_twice_is_told_in_words(reader, staff, someone, let):
    given = let(staff, someone())
    reader.post(f"/me/delegations/{given.pk}/revoke/")

    assert "该代理已经结束" in reader.post(f"/me/delegations/{given.pk}/revoke/", follow=True).content.decode()


def test_nobody_ends_that_of_another(reader, staff, someone, let):
    given = let(someone(), staff)

    assert reader.post(f"/me/delegations/{given.pk}/revoke/").status_code == 404


def test_every_page_says_for_whom_one_acts(reader, staff, someone, let):
    giver = someone(PostKind.SECRETARY_GENERAL, name="林静远")
    assert "s-behalf" not in reader.get("/inbox/").content.decode()
    let(giver, staff)

    page = reader.get("/inbox/").content.decode()
    assert "您正在代" in page and "林静远" in page and "（11-20 至 11-27）" in page


def test_the_dashboard_of_the_one_who_is_away_is_open_and_marked(reader, staff, someone, let, unit):
    leader = someone(PostKind.SECRETARY_GENERAL, name="林静远")
    ItemFactory(state="pending", leader=leader, lead=unit)
    assert reader.get("/dashboard/").status_code == 302
    let(leader, staff)

    page = reader.get("/dashboard/")
    (matter,) = page.context["desk"].matters
    assert (matter.behalf, "代 林静远" in page.content.decode()) == (leader, True)
    assert "代 林静远" in reader.get("/my-work/").content.decode()


def test_whoever_has_two_rights_sees_a_matter_once(reader, someone, let, client):
    leader, deputy = someone(PostKind.SECRETARY_GENERAL), someone(PostKind.DEPUTY)
    mine, theirs = ItemFactory(state="pending", leader=deputy), ItemFactory(state="pending", leader=leader)
    let(leader, deputy)
    client.force_login(deputy)

    matters = client.get("/dashboard/").context["desk"].matters
    assert [(matter.title, matter.behalf) for matter in matters] == [(mine.title, None), (theirs.title, leader)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_dashboard_for_another_takes_at_most_twelve_queries(
    client, someone, let, rows, unit, django_assert_max_num_queries
):
    leader, deputy = someone(PostKind.SECRETARY_GENERAL), someone(PostKind.DEPUTY)
    let(leader, deputy)
    for _ in range(rows):
        ItemFactory(state="pending", leader=leader, lead=unit)
        let(someone(PostKind.HEAD), deputy)
    client.force_login(deputy)
    client.get("/dashboard/")

    with django_assert_max_num_queries(12):
        assert len(client.get("/dashboard/").context["desk"].matters) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_takes_six_queries(reader, staff, someone, let, rows, django_assert_num_queries):
    for _ in range(rows):
        let(staff, someone())
        Event.objects.create(actor=staff, verb="person.logged_in", subject=staff, label="", data={"address": "::1"})
    reader.get("/me/")

    with django_assert_num_queries(6):
        reader.get("/me/")


# ── Log-ins ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_person_sees_their_own_log_ins_only(client, staff, someone):
    other = someone()
    for user, program in ((other, "别人的"), (staff, "本人的")):
        client.post(
            "/login/",
            {"username": user.username, "password": "correct horse 9"},
            headers={"User-Agent": program.encode().decode("latin-1")},
        )
        if user is other:
            client.post("/logout/")

    assert [event.actor for event, _program in client.get("/me/").context["log_ins"]] == [staff]


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def office(client, someone):
    client.force_login(someone(PostKind.ADMINISTRATOR, is_staff=True, is_superuser=True))
    return client


def test_the_page_lists_what_is_in_hand_and_the_successor_gets_it(office, staff, someone, unit):
    item, successor = ItemFactory(handler=staff, lead=unit, title="修订手册"), someone()
    assert "修订手册" in office.get(f"/people/{staff.pk}/leave/").content.decode()

    answer = office.post(f"/people/{staff.pk}/leave/", {"successor": successor.pk})

    item.refresh_from_db()
    assert (answer["Location"], item.handler) == ("/me/", successor)
    assert not User.objects.get(pk=staff.pk).is_active
    assert Notice.objects.get(recipient=successor, kind="handed_over").title == f"{staff}的1件事项已移交给您"


def test_what_nobody_took_over_is_listed_still(office, staff, unit):
    ItemFactory(handler=staff, lead=unit, title="修订手册")

    page = office.post(f"/people/{staff.pk}/leave/", {"successor": ""}, follow=True).content.decode()

    assert "修订手册" in page and "仍有1件事项在其名下" in page and "已离岗" in page


def test_nobody_is_offered_as_the_own_successor(office, staff, someone):
    other = someone()

    offered = office.get(f"/people/{staff.pk}/leave/").context["form"].fields["successor"].queryset

    assert (staff in offered, other in offered) == (False, True)


def test_a_refusal_is_told_on_the_form(office, staff):
    answer = office.post(f"/people/{staff.pk}/leave/", {"successor": staff.pk})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["successor"])
    assert User.objects.get(pk=staff.pk).is_active
