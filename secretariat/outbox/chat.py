"""A message into a chat group by its robot: WeCom, DingTalk or Feishu, as the library apprise knows them.

The library checks the keys and keeps each message within the limits of its service. The exchange itself is ours: the
services answer 200 to what they refuse, which the library takes for success, and it would follow the proxy of the
environment. Nothing here ever shows or logs an address: who knows it can write into the group.
"""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from apprise.exception import AppriseImproperlyConfigured
from apprise.plugins.base import NotifyBase
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from django.conf import settings

from secretariat.outbox.models import ChatKind, ChatRobot

LONGEST_ANSWER = 4096


class ChatRefused(Exception):
    """The message was not taken; `detail` is a status, a code or the name of an error, never an address.

    `code` says why: host, key, inactive, redirect, http, unreachable or answer.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code, str(detail)[:200])
        self.code = code


class _Posting:
    """Mixed into a service of the library: `send` posts to the address that the group gave, and reads the answer."""

    webhook = ""

    def send(self, body: str, title: str = "", notify_type: Any = None, body_format: Any = None, **_more: Any) -> bool:
        _post(self.address(), self.payload(body))
        return True

    def address(self) -> str:
        return self.webhook

    def payload(self, body: str) -> dict[str, Any]:
        return {"msgtype": "text", "text": {"content": body}}


class _WeCom(_Posting, NotifyWeComBot):
    pass


class _DingTalk(_Posting, NotifyDingTalk):
    def address(self) -> str:
        """Signed at this moment where the robot has a secret (加签): the service takes it for an hour."""
        if not self.secret:
            return self.webhook
        timestamp, signature = self.get_signature()
        parts = urlsplit(self.webhook)
        return parts._replace(query=f"{parts.query}&timestamp={timestamp}&sign={signature}").geturl()


class _Feishu(_Posting, NotifyFeishu):
    def payload(self, body: str) -> dict[str, Any]:
        return {"msg_type": "text", "content": {"text": body}}


def send(robot: ChatRobot, text: str) -> None:
    """Write `text` into the group of this robot. Raises ChatRefused."""
    if not robot.is_active:
        raise ChatRefused("inactive")
    if not service_of(robot.kind, robot.webhook, robot.secret).notify(body=text):
        raise ChatRefused("answer")


def service_of(kind: str, webhook: str, secret: str = "") -> NotifyBase:
    """The service that posts to this address, signing with `secret` where there is one.

    Raises ChatRefused for a host not in CHAT_HOSTS, an unlikely key or secret, and a service that the library does not
    sign for.
    """
    if _origin(webhook) not in {_origin(host if "://" in host else f"https://{host}") for host in settings.CHAT_HOSTS}:
        raise ChatRefused("host")
    if secret and kind != ChatKind.DINGTALK:
        raise ChatRefused("key")
    parts = urlsplit(webhook)
    asked = parse_qs(parts.query)
    try:
        service: Any = {
            ChatKind.WECOM: lambda: _WeCom(key=asked.get("key", [""])[0]),
            ChatKind.DINGTALK: lambda: _DingTalk(token=asked.get("access_token", [""])[0], secret=secret),
            ChatKind.FEISHU: lambda: _Feishu(token=parts.path.rstrip("/").rpartition("/")[2]),
        }[ChatKind(kind)]()
    except AppriseImproperlyConfigured:
        raise ChatRefused("key") from None
    service.webhook = webhook
    return service  # type: ignore[no-any-return]


def _origin(address: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for an address that carries a name or cannot be read."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and "@" not in parts.netloc else None


def _post(webhook: str, payload: dict[str, Any]) -> None:
    # Without the environment: no proxy, no .netrc.
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.post(
                webhook, json=payload, timeout=settings.CHAT_TIMEOUT, allow_redirects=False, stream=True
            )
            said = next(answer.iter_content(LONGEST_ANSWER), b"")
        except (requests.RequestException, OSError) as error:
            # The words of the error hold the address.
            raise ChatRefused("unreachable", type(error).__name__) from None
    if answer.is_redirect:
        raise ChatRefused("redirect", answer.status_code)
    if answer.status_code != requests.codes.ok:
        raise ChatRefused("http", answer.status_code)
    _read(said)


def _read(said: bytes) -> None:
    """What the three services say: an object with `errcode` or `code`, 0 for success."""
    try:
        told = json.loads(said)
        code = told.get("errcode", told.get("code"))
    except (ValueError, AttributeError):
        raise ChatRefused("answer") from None
    if code != 0:
        raise ChatRefused("answer", code)
