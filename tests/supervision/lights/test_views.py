"""Pages of the warning rule and of past lights: what they show, save and refuse."""

from datetime import date

import pytest
from django.utils import timezone

from secretariat.audit.models import Event
from secretariat.people.models import PostKind
from secretariat.workdays.models import WarningRule
from tests.supervision.factories import ItemFactory, person
from tests.supervision.items.cast import DAY, bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_the_day")]
RULES, ENTER = "/supervision/lights/rules/", "/supervision/lights/rules/enter/"
TYPED = {"kind": "share", "yellow_days": 3, "yellow_share": 30, "orange_share": 15, "stalled_days": 10}
TYPED |= {"valid_from": "2026-10-01"}


# ── The rule ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_versions_are_listed_and_the_one_in_force_is_marked(log_in):
    WarningRule.objects.create(valid_from=date(2026, 12, 1), kind="share")

    answer = log_in("staff").get(RULES)

    assert [words for _version, _rule, words in answer.context["versions"]] == ["30/15 规则", "3 天规则"]
    assert "录入新版规则" not in answer.content.decode()


def test_the_preview_comes_before_anything_is_saved(log_in):
    answer = log_in("administrator").post(ENTER, TYPED)

    assert (answer.status_code, answer.context["words"], WarningRule.objects.count()) == (200, "30/15 规则", 1)
    assert "录入这一版" in answer.content.decode()


def test_a_confirmed_version_is_saved_and_recorded(log_in, cast):
    answer = log_in("administrator").post(ENTER, TYPED | {"confirm": "1"})

    version = WarningRule.objects.latest("valid_from")
    event = Event.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, RULES)
    assert (version.valid_from, version.kind, version.orange_share) == (date(2026, 10, 1), "share", 15)
    assert (event.verb, event.actor, event.subject) == ("rule.entered", cast.administrator, version)
    assert event.data["changed"] == {"kind": ["days", "share"]}
    assert event.label == "自2026年10月1日起的预警规则"
    assert event.note == "自2026年10月1日起：剩余30%亮黄灯、15%亮橙灯，10个工作日无反馈为停滞"


def test_whoever_heads_the_supervision_office_may_enter_a_version(client, cast):
    head = person(PostKind.SUPERVISOR, PostKind.HEAD, unit=cast.officer.department)
    client.force_login(head)

    assert client.post(ENTER, TYPED | {"confirm": "1"}).status_code == 302


@pytest.mark.parametrize("role", ["officer", "head", "leader", "auditor", "staff"])
def test_others_may_not(log_in, role):
    assert log_in(role).post(ENTER, TYPED | {"confirm": "1"}).status_code == 403
    assert WarningRule.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": "2026-09-14"}, "valid_from"),
        ({"valid_from": ""}, "valid_from"),
        ({"orange_share": 30}, "orange_share"),
        ({"yellow_share": 100}, "yellow_share"),
        ({"stalled_days": 0}, "stalled_days"),
        ({"kind": "weeks"}, "kind"),
    ],
)
def test_a_wrong_version_is_refused_with_what_was_typed(log_in, wrong, field):
    answer = log_in("administrator").post(ENTER, TYPED | wrong | {"confirm": "1"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["yellow_days"].value() == "3"
    assert WarningRule.objects.count() == 1


def test_two_versions_do_not_hold_from_one_day(log_in):
    client = log_in("administrator")
    client.post(ENTER, TYPED | {"confirm": "1"})

    answer = client.post(ENTER, TYPED | {"confirm": "1", "kind": "days"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["valid_from"])
    assert WarningRule.objects.count() == 2


def test_a_preset_fills_the_form(log_in):
    form = log_in("administrator").get(f"{ENTER}?preset=30%2F15").context["form"]

    assert (form.initial["kind"], form.initial["yellow_share"], form.initial["valid_from"]) == (
        "share",
        30,
        date(2026, 9, 15),
    )


# ── A past light ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def item(cast):
    return bring(cast, "in_progress", on=DAY)


def light_of(item):
    return f"/supervision/lights/of-item/{item.pk}/"


def test_the_light_of_a_day_is_a_fragment_of_the_page_of_the_item(log_in, item):
    answer = log_in("staff").get(light_of(item), {"on": "2026-09-14"}, headers={"hx-request": "true"}).content.decode()

    assert "2026-09-14：绿灯，剩14个工作日（按 2025-01-01 起施行的 3 天规则）" in answer
    assert "<html" not in answer


def test_without_a_script_it_is_a_page(log_in, item):
    answer = log_in("staff").get(light_of(item), {"on": "2026-09-14"}).content.decode()

    assert "绿灯" in answer
    assert "<html" in answer


@pytest.mark.parametrize("on", ["2026-09-15", "", "gestern"])
def test_a_day_to_come_or_none_is_refused(log_in, item, on):
    assert log_in("staff").get(light_of(item), {"on": on}).status_code == 422


def test_what_cannot_be_told_is_said(log_in, cast):
    answer = log_in("officer").get(light_of(ItemFactory(lead=cast.lead)), {"on": "2026-09-14"})

    assert "无法还原" in answer.content.decode()


def test_a_stranger_finds_nothing(log_in, item):
    assert log_in("stranger").get(light_of(item), {"on": "2026-09-14"}).status_code == 404


def test_the_page_of_the_item_asks_for_the_day(log_in, item):
    answer = log_in("staff").get(item.get_absolute_url()).content.decode()

    assert f'hx-get="{light_of(item)}"' in answer
    assert f'max="{timezone.localdate():%Y-%m-%d}"' in answer
