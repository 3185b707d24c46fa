"""Messages into chat groups: to listed hosts only, read for what was really answered, and never telling the address."""

import base64
import hashlib
import hmac
import logging
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.db import IntegrityError

from secretariat.outbox import chat
from secretariat.outbox.chat import ChatRefused
from secretariat.outbox.models import ChatRobot
from tests.secretariat.outbox.chat_service import KEY, PATHS, SECRET

OFFICIAL = {
    "wecom": "https://qyapi.weixin.qq.com",
    "dingtalk": "https://oapi.dingtalk.com",
    "feishu": "https://open.feishu.cn",
}


def robot(service, kind="wecom", **facts):
    return ChatRobot(name="群", kind=kind, **{"webhook": service.webhook(kind)} | facts)


def refusal(one):
    with pytest.raises(ChatRefused) as refused:
        chat.send(one, "逾期 1 件")
    return refused.value.args


@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_wecom_and_dingtalk_get_a_text(service, kind):
    chat.send(robot(service, kind), "逾期 1 件\n督〔2026〕15号")

    assert service.said == [{"msgtype": "text", "text": {"content": "逾期 1 件\n督〔2026〕15号"}}]
    assert service.paths == [PATHS[kind]]


def test_feishu_gets_a_text(service):
    service.answer = {"code": 0, "msg": "success", "data": {}}
    chat.send(robot(service, "feishu"), "逾期 1 件")

    assert service.said == [{"msg_type": "text", "content": {"text": "逾期 1 件"}}]
    assert service.paths == [PATHS["feishu"]]


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        ({"errcode": 93000, "errmsg": f"invalid webhook url {KEY}"}, "93000"),
        ({"code": 19024, "msg": "Key Words Not Found"}, "19024"),
        ({}, "None"),
        ([], ""),
    ],
)
def test_what_is_answered_with_200_and_a_code_is_refused(service, answer, detail):
    service.answer = answer

    assert refusal(robot(service)) == ("answer", detail)


@pytest.mark.parametrize("status", [400, 404, 429, 500])
def test_any_other_status_is_refused(service, status):
    service.status = status

    assert refusal(robot(service)) == ("http", str(status))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(service, status):
    service.status, service.headers = status, {"Location": f"{service.origin}/elsewhere"}

    assert refusal(robot(service)) == ("redirect", str(status))
    assert len(service.paths) == 1


def test_a_service_that_says_nothing_is_left_after_its_time(service, settings):
    settings.CHAT_TIMEOUT = 0.2
    service.go.clear()

    assert refusal(robot(service)) == ("unreachable", "ReadTimeout")


def test_a_service_that_is_away_is_unreachable(service, settings):
    settings.CHAT_HOSTS = ["http://127.0.0.1:1"]
    code, detail = refusal(robot(service, webhook=f"http://127.0.0.1:1{PATHS['wecom']}"))

    assert (code, detail) == ("unreachable", "ConnectionError")


def test_no_proxy_of_the_environment_is_used(service, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    chat.send(robot(service), "逾期 1 件")

    assert len(service.said) == 1


# ── Signed messages (加签) ────────────────────────────────────────────────────────────────────────────────────────────
def test_dingtalk_is_signed_where_the_robot_has_a_secret(service):
    with time_machine.travel(datetime(2026, 11, 23, 0, 30, tzinfo=UTC), tick=False):
        chat.send(robot(service, "dingtalk", secret=SECRET), "逾期 1 件")

    [path] = service.paths
    asked = dict(parse_qsl(urlsplit(path).query))
    told = f"1795393800000\n{SECRET}".encode()
    signature = base64.b64encode(hmac.new(SECRET.encode(), told, hashlib.sha256).digest()).decode()
    assert path.startswith(PATHS["dingtalk"])
    assert (asked["timestamp"], asked["sign"]) == ("1795393800000", signature)
    assert service.said == [{"msgtype": "text", "text": {"content": "逾期 1 件"}}]


@pytest.mark.parametrize(
    ("kind", "secret"), [("feishu", SECRET), ("wecom", SECRET), ("dingtalk", "SEC with blanks"), ("dingtalk", "密钥")]
)
def test_what_cannot_be_signed_is_not_sent(service, kind, secret):
    assert refusal(robot(service, kind, secret=secret)) == ("key", "")
    assert service.paths == []


@pytest.mark.django_db
def test_the_database_keeps_secrets_of_dingtalk_only():
    with pytest.raises(IntegrityError, match="robot_signed_for_dingtalk"):
        ChatRobot.objects.create(name="群", kind="feishu", webhook=OFFICIAL["feishu"], secret=SECRET)


# ── Only listed hosts ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", OFFICIAL)
def test_the_three_services_are_allowed(kind):
    assert chat.service_of(kind, OFFICIAL[kind] + PATHS[kind])


@pytest.mark.parametrize(
    "origin",
    [
        "http://qyapi.weixin.qq.com",
        "https://qyapi.weixin.qq.com:8443",
        "https://qyapi.weixin.qq.com.example.org",
        "https://qyapi.weixin.qq.com@example.org",
        "https://name@qyapi.weixin.qq.com",
        "https://example.org",
        "https://127.0.0.1",
        "https://[::1",
        "https://qyapi.weixin.qq.com:99999",
        "file://",
        "",
    ],
)
def test_other_hosts_are_never_contacted(origin):
    with pytest.raises(ChatRefused) as refused:
        chat.service_of("wecom", origin + PATHS["wecom"])
    assert refused.value.code == "host"


def test_an_office_may_name_a_chat_server_of_its_own(settings):
    settings.CHAT_HOSTS = ["chat.office.example.org", "http://10.0.0.5:8080"]

    assert chat.service_of("wecom", f"https://chat.office.example.org{PATHS['wecom']}")
    assert chat.service_of("feishu", f"http://10.0.0.5:8080{PATHS['feishu']}")


@pytest.mark.parametrize(
    ("kind", "path"),
    [("wecom", "/cgi-bin/webhook/send"), ("dingtalk", "/robot/send?access_token="), ("feishu", "/hook/a b")],
)
def test_what_holds_no_key_is_no_robot(kind, path):
    with pytest.raises(ChatRefused) as refused:
        chat.service_of(kind, OFFICIAL[kind] + path)
    assert refused.value.code == "key"


def test_a_robot_that_is_switched_off_says_nothing(service):
    assert refusal(robot(service, is_active=False)) == ("inactive", "")
    assert service.said == []


# ── The address is a secret ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
@pytest.mark.parametrize("trouble", ["none", "answer", "http", "redirect", "unreachable", "key"])
def test_neither_log_nor_error_tells_the_address_or_the_secret(service, settings, caplog, kind, trouble):
    for name, kept in settings.LOGGING["loggers"].items():
        caplog.set_level(kept["level"], logger=name)
    caplog.set_level(logging.DEBUG)
    one = robot(service, kind, secret=SECRET if kind == "dingtalk" else "")
    service.answer = {"errcode": 93000, "errmsg": KEY} if trouble == "answer" else service.answer
    service.status = {"http": 500, "redirect": 302}.get(trouble, 200)
    if trouble == "unreachable":
        settings.CHAT_HOSTS, one.webhook = ["http://127.0.0.1:1"], f"http://127.0.0.1:1{PATHS[kind]}"
    if trouble == "key":
        one.webhook, one.secret = f"{one.webhook}%20", one.secret and f"{one.secret}-"

    said = [] if trouble == "none" else [repr(refusal(one))]
    if trouble == "none":
        chat.send(one, "逾期 1 件")
    said += [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
    assert [line for line in said if any(word in line for word in (KEY[:8], SECRET[:8]))] == []


def test_a_robot_shows_only_the_end_of_its_address(service):
    one = robot(service)

    assert (str(one), one.ending) == ("群", "…5aaa")
