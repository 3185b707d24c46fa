"""The services of chat groups as the library apprise knows them, with an exchange of our own; see `chat`.

Two large libraries that only a house with robots needs: `chat` loads this file when a robot is asked for.
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

from secretariat.outbox.models import ChatKind
from secretariat.outbox.troubles import ChatRefused

LONGEST_ANSWER = 4096


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


class WeCom(_Posting, NotifyWeComBot):
    pass


class DingTalk(_Posting, NotifyDingTalk):
    def address(self) -> str:
        """Signed at this moment where the robot has a secret (加签): the service takes it for an hour."""
        if not self.secret:
            return self.webhook
        timestamp, signature = self.get_signature()
        parts = urlsplit(self.webhook)
        return parts._replace(query=f"{parts.query}&timestamp={timestamp}&sign={signature}").geturl()


class Feishu(_Posting, NotifyFeishu):
    def payload(self, body: str) -> dict[str, Any]:
        return {"msg_type": "text", "content": {"text": body}}


def service(kind: str, webhook: str, secret: str) -> NotifyBase:
    """The service of this kind that posts to this address. Raises ChatRefused for an unlikely key or secret."""
    parts = urlsplit(webhook)
    asked = parse_qs(parts.query)
    try:
        made: Any = {
            ChatKind.WECOM: lambda: WeCom(key=asked.get("key", [""])[0]),
            ChatKind.DINGTALK: lambda: DingTalk(token=asked.get("access_token", [""])[0], secret=secret),
            ChatKind.FEISHU: lambda: Feishu(token=parts.path.rstrip("/").rpartition("/")[2]),
        }[ChatKind(kind)]()
    except AppriseImproperlyConfigured:
        raise ChatRefused("key") from None
    made.webhook = webhook
    return made  # type: ignore[no-any-return]


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
