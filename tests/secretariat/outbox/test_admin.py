"""Administration of what people were told: looked at, and sent again."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from secretariat.audit.models import Event
from secretariat.outbox import services
from secretariat.outbox.models import ChatRobot, Delivery, DeliveryState, Notice, ReminderRule
from tests.secretariat.factories import UserFactory
from tests.secretariat.outbox.chat_service import KEY, PATHS, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def failed():
    services.queue(to=[UserFactory()], kind="t", key="k", day=date(2026, 11, 23), title="t", urgent=True)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8, error="550")
    return Delivery.objects.get()


def send_again(client, delivery):
    choice = {"action": "send_again", "_selected_action": [delivery.pk]}
    return client.post(reverse("admin:secretariat_delivery_changelist"), choice)


def test_failed_delivery_is_sent_again(client, administrator, failed):
    assert send_again(client, failed).status_code == 302
    assert Delivery.objects.get().state == DeliveryState.QUEUED


def test_who_may_only_look_cannot_send_again(client, failed):
    client.force_login(UserFactory(is_staff=True))

    assert send_again(client, failed).status_code == 403
    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("model", [Delivery, Notice])
def test_records_are_not_changed_by_hand(rf, administrator, model):
    request = rf.get("/")
    request.user = administrator
    page = admin.site.get_model_admin(model)

    assert [
        page.has_view_permission(request),
        page.has_add_permission(request),
        page.has_change_permission(request),
        page.has_delete_permission(request),
    ] == [True, False, False, False]


@pytest.mark.parametrize("model", [Delivery, Notice, ReminderRule])
def test_pages_open(client, administrator, failed, model):
    ReminderRule.objects.get_or_create(ladder="due", offset=-1, audience="handler", valid_from=date(2020, 1, 1))
    lists = client.get(reverse(f"admin:secretariat_{model._meta.model_name}_changelist"))
    one = client.get(
        reverse(f"admin:secretariat_{model._meta.model_name}_change", args=[model.objects.order_by("pk").first().pk])
    )

    assert (lists.status_code, one.status_code) == (200, 200)


# ── Robots ───────────────────────────────────────────────────────────────────────────────────────────────────────────
OFFICIAL = "https://qyapi.weixin.qq.com" + PATHS["wecom"]


def typed(**facts):
    return {"name": "提案委群", "kind": "wecom", "webhook": OFFICIAL, "kinds": ["late"], "is_active": "on"} | facts


@pytest.fixture
def robot(administrator):
    return ChatRobot.objects.create(name="提案委群", kind="wecom", webhook=OFFICIAL)


def page_of(robot):
    return reverse("admin:secretariat_chatrobot_change", args=[robot.pk])


def test_a_robot_is_added_with_its_address(client, administrator):
    answer = client.post(reverse("admin:secretariat_chatrobot_add"), typed(kinds=["late", "due"]))

    assert answer.status_code == 302
    assert ChatRobot.objects.values_list("webhook", "kinds").get() == (OFFICIAL, ["late", "due"])


def test_the_address_of_a_robot_is_never_shown(client, robot):
    pages = [client.get(url).content.decode() for url in (page_of(robot), page_of(robot) + "history/")]
    pages.append(client.get(reverse("admin:secretariat_chatrobot_changelist")).content.decode())

    assert [KEY in page for page in pages] == [False, False, False]
    assert "…5aaa" in pages[2]


def test_the_address_of_a_robot_is_not_found_out_by_a_filter(client, robot):
    page = reverse("admin:secretariat_chatrobot_changelist")

    assert client.get(page, {"webhook__startswith": "https"}).status_code == 400
    assert client.get(page, {"kind__exact": "wecom"}).status_code == 200


def test_an_address_left_empty_stays(client, robot):
    client.post(page_of(robot), typed(name="提案委员会群", webhook=""))

    assert ChatRobot.objects.values_list("name", "webhook").get() == ("提案委员会群", OFFICIAL)
    assert Event.objects.get().data["changed"] == {"name": ["提案委群", "提案委员会群"]}


def test_a_new_address_is_taken_and_the_log_says_only_that_it_changed(client, robot):
    client.post(page_of(robot), typed(webhook=OFFICIAL.replace("693a", "0000")))

    assert ChatRobot.objects.get().webhook == OFFICIAL.replace("693a", "0000")
    event = Event.objects.get()
    assert (event.data["changed"], KEY[4:] in f"{event.data} {event.note} {event.label}") == ({"webhook": []}, False)


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"webhook": ""}, "webhook", "请填写机器人地址"),
        ({"webhook": "https://example.org" + PATHS["wecom"]}, "webhook", "qyapi.weixin.qq.com"),
        ({"kind": "dingtalk"}, "webhook", "请从聊天软件中完整复制"),
        ({"webhook": "http://[::1"}, "webhook", "qyapi.weixin.qq.com"),
        ({"webhook": OFFICIAL + "&" + "x" * 500}, "webhook", "500"),
        ({"kinds": []}, "kinds", ""),
        ({"kinds": ["nonsense"]}, "kinds", ""),
    ],
)
def test_a_robot_that_could_not_speak_is_refused(client, administrator, facts, field, words):
    answer = client.post(reverse("admin:secretariat_chatrobot_add"), typed(**facts))

    errors = answer.context["adminform"].form.errors
    assert (list(errors), words in str(errors[field]), KEY in answer.content.decode()) == ([field], True, False)
    assert not ChatRobot.objects.exists()


def test_a_robot_is_tried(client, robot):
    choice = {"action": "send_a_test", "_selected_action": [robot.pk]}
    client.post(reverse("admin:secretariat_chatrobot_changelist"), choice)

    assert Delivery.objects.values_list("channel", "robot", "state").get() == ("chat", robot.pk, "queued")


# ── Signed robots ────────────────────────────────────────────────────────────────────────────────────────────────────
DINGTALK = {"kind": "dingtalk", "webhook": "https://oapi.dingtalk.com" + PATHS["dingtalk"]}


@pytest.fixture
def signed(administrator):
    return ChatRobot.objects.create(name="提案委群", secret=SECRET, **DINGTALK)


def kept():
    return ChatRobot.objects.values_list("kind", "secret").get()


def test_a_robot_is_added_with_its_secret(client, administrator):
    client.post(reverse("admin:secretariat_chatrobot_add"), typed(**DINGTALK, secret=f" {SECRET} "))

    assert kept() == ("dingtalk", SECRET)


def test_a_secret_is_never_shown(client, signed):
    client.post(page_of(signed), typed(**DINGTALK | {"webhook": ""}, secret=SECRET[::-1].replace("CES", "SEC")))
    lists = reverse("admin:secretariat_chatrobot_changelist")
    pages = [
        client.get(url).content.decode() for url in (page_of(signed), page_of(signed) + "history/", lists, "/log/")
    ]

    told = f"{pages} {Event.objects.values()} {LogEntry.objects.values()}"
    assert [word in told for word in (SECRET[3:], kept()[1][3:40])] == [False, False]
    assert Event.objects.get().data["changed"] == {"secret": []}
    assert client.get(lists, {"secret__startswith": "SEC"}).status_code == 400


def test_a_secret_left_empty_stays(client, signed):
    client.post(page_of(signed), typed(**DINGTALK | {"webhook": ""}, name="群", secret=""))

    assert kept() == ("dingtalk", SECRET)
    assert Event.objects.get().data["changed"] == {"name": ["提案委群", "群"]}


def test_a_secret_is_taken_away(client, signed):
    client.post(page_of(signed), typed(**DINGTALK | {"webhook": ""}, secret="", unsigned="on"))

    assert (kept(), Event.objects.get().data["changed"]) == (("dingtalk", ""), {"secret": []})


def test_a_robot_of_another_kind_keeps_no_secret(client, signed):
    client.post(page_of(signed), typed(secret=""))

    assert kept() == ("wecom", "")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (DINGTALK | {"secret": "SEC with blanks"}, "不是钉钉机器人的加签密钥"),
        ({"secret": SECRET}, "仅支持钉钉机器人加签"),
        (
            {"kind": "feishu", "webhook": "https://open.feishu.cn" + PATHS["feishu"], "secret": SECRET},
            "仅支持钉钉机器人加签",
        ),
    ],
)
def test_a_secret_that_cannot_sign_is_refused_and_not_sent_back(client, administrator, facts, words):
    answer = client.post(reverse("admin:secretariat_chatrobot_add"), typed(**facts))

    errors = answer.context["adminform"].form.errors
    assert (list(errors), words in str(errors["secret"]), SECRET in answer.content.decode()) == (
        ["secret"],
        True,
        False,
    )
    assert not ChatRobot.objects.exists()
