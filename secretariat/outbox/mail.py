"""A delivery as a mail: subject, text and headers, in the language of its recipient."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from secretariat.outbox.models import Delivery, Ladder, Notice

LATE = f"remind_{Ladder.LATE.value}"


@dataclass(frozen=True)
class Line:
    """A notice as it stands in a mail; `link` is an absolute address or empty."""

    title: str
    text: str
    reason: str
    link: str


class NoAddress(Exception):
    """The recipient has left, or has no e-mail address any more."""


def compose(delivery: Delivery, connection: Any = None) -> EmailMessage:
    """The mail of this delivery. The Message-ID is that of the row, so that a repeat is known as one.

    Raises NoAddress.
    """
    recipient, notices = delivery.recipient, list(delivery.notices.order_by("pk"))
    if not (recipient.is_active and recipient.email):
        raise NoAddress(f"user {recipient.pk} cannot be reached by mail")
    template = "notice" if all(notice.is_urgent for notice in notices) else "digest"
    facts = {"recipient": recipient, "day": delivery.day, **_facts(notices)}
    with translation.override(recipient.language or settings.LANGUAGE_CODE):
        # A line break in a title must not begin another header.
        subject = " ".join(render_to_string(f"mail/{template}.subject.txt", facts).split())
        body = render_to_string(f"mail/{template}.txt", facts)
    headers = {"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[recipient.email], headers=headers, connection=connection)


def _facts(notices: list[Notice]) -> dict[str, Any]:
    late_first = sorted(notices, key=lambda notice: (notice.kind != LATE, notice.pk))
    return {
        "lines": [_line(notice) for notice in late_first],
        "matters": len({_matter(notice) for notice in notices}),
        "late": len({_matter(notice) for notice in notices if notice.kind == LATE}),
        "home": settings.SITE_URL,
    }


def _matter(notice: Notice) -> tuple[int | None, int]:
    # Two lines about one item are one matter; a notice about no record is a matter of its own.
    return (notice.subject_type_id, notice.subject_id) if notice.subject_id is not None else (None, notice.pk)


def _line(notice: Notice) -> Line:
    link = f"{settings.SITE_URL}{notice.url}" if notice.url.startswith("/") else notice.url
    return Line(notice.title, notice.text, notice.reason, link)
