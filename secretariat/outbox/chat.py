"""A message into a chat group by its robot: WeCom, DingTalk or Feishu, as the library apprise knows them.

The library checks the keys and keeps each message within the limits of its service. The exchange itself is ours: the
services answer 200 to what they refuse, which the library takes for success, and it would follow the proxy of the
environment. Nothing here ever shows or logs an address: who knows it can write into the group.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from secretariat.outbox.models import ChatKind, ChatRobot
from secretariat.outbox.troubles import ChatRefused

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase


def send(robot: ChatRobot, text: str) -> None:
    """Write `text` into the group of this robot. Raises ChatRefused."""
    if not robot.is_active:
        raise ChatRefused("inactive")
    if not service_of(robot.kind, robot.webhook, robot.secret).notify(body=text):
        raise ChatRefused("answer")


def service_of(kind: str, webhook: str, secret: str = "") -> "NotifyBase":
    """The service that posts to this address, signing with `secret` where there is one.

    Raises ChatRefused for a host not in CHAT_HOSTS, an unlikely key or secret, and a service that the library does not
    sign for.
    """
    if _origin(webhook) not in {_origin(host if "://" in host else f"https://{host}") for host in settings.CHAT_HOSTS}:
        raise ChatRefused("host")
    if secret and kind != ChatKind.DINGTALK:
        raise ChatRefused("key")
    # With its libraries, which a house without robots does without.
    from secretariat.outbox import robots  # noqa: PLC0415

    return robots.service(kind, webhook, secret)


def _origin(address: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port; None for an address that carries a name or cannot be read."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and "@" not in parts.netloc else None
