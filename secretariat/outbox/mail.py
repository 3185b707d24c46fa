"""A delivery as a mail: subject, text, the same as HTML, and headers, in the language of its recipient."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

from secretariat.offers import Question, ask
from secretariat.outbox.lines import TAKER
from secretariat.outbox.models import Audience, Delivery, Ladder, Notice

LATE = f"remind_{Ladder.LATE.value}"
CAPACITIES = {
    Audience.HANDLER.value: ngettext_lazy("the handler of %(n)d matter", "the handler of %(n)d matters", "n"),
    Audience.HEAD.value: ngettext_lazy(
        "the head of the unit that leads in %(n)d matter", "the head of the unit that leads in %(n)d matters", "n"
    ),
    Audience.OVERSEER.value: ngettext_lazy(
        "the leader responsible for %(n)d matter", "the leader responsible for %(n)d matters", "n"
    ),
    Audience.SECRETARY_GENERAL.value: ngettext_lazy(
        "the secretary-general, to whom %(n)d matter has come",
        "the secretary-general, to whom %(n)d matters have come",
        "n",
    ),
    TAKER: ngettext_lazy("acting for somebody in %(n)d matter", "acting for somebody in %(n)d matters", "n"),
}


@dataclass(frozen=True)
class Line:
    """A notice as it stands in a mail; `link` is an absolute address or empty."""

    title: str
    text: str
    reason: str
    link: str


class NoAddress(Exception):
    """The recipient has left, or has no e-mail address any more."""


def compose(delivery: Delivery, connection: Any = None) -> EmailMultiAlternatives:
    """The mail of this delivery. The Message-ID is that of the row, so that a repeat is known as one.

    Raises NoAddress.
    """
    assert delivery.recipient is not None
    recipient, notices = delivery.recipient, list(delivery.notices.order_by("pk"))
    if not (recipient.is_active and recipient.email):
        raise NoAddress(f"user {recipient.pk} cannot be reached by mail")
    template = "notice" if all(notice.is_urgent for notice in notices) else "digest"
    with translation.override(recipient.language or settings.LANGUAGE_CODE):
        facts = {"recipient": recipient, "day": delivery.day, "language": translation.get_language(), **_facts(notices)}
        # A line break in a title must not begin another header.
        subject = " ".join(render_to_string(f"mail/{template}.subject.txt", facts).split())
        body = render_to_string(f"mail/{template}.txt", facts)
        page = render_to_string(f"mail/{template}.html", facts | {"subject": subject})
    headers = {"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(subject, body, to=[recipient.email], headers=headers, connection=connection)
    message.attach_alternative(page, "text/html")
    for enclosure in (found for notice in notices for found in ask(Question.ENCLOSURES, notice=notice)):
        # As a form of the text for the programs that know it, and as a file for the others.
        message.attach_alternative(enclosure.content, enclosure.media)
        message.attach(enclosure.name, enclosure.content, enclosure.media)
    return message


def _facts(notices: list[Notice]) -> dict[str, Any]:
    late_first = sorted(notices, key=lambda notice: (notice.kind != LATE, notice.pk))
    return {
        "lines": [_line(notice) for notice in late_first],
        "matters": len({_matter(notice) for notice in notices}),
        "late": len({_matter(notice) for notice in notices if notice.kind == LATE}),
        "why": _why(notices),
        "home": settings.SITE_URL,
    }


def _why(notices: list[Notice]) -> str:
    """In which capacities the recipient is told, with the number of matters of each; empty where no line says so."""
    matters = {name: {_matter(one) for one in notices if one.capacity == name} for name in CAPACITIES}
    told = [str(CAPACITIES[name] % {"n": len(theirs)}) for name, theirs in matters.items() if theirs]
    return (
        _("You are %(capacities)s.") % {"capacities": pgettext("between the items of a list", ", ").join(told)}
        if told
        else ""
    )


def _matter(notice: Notice) -> tuple[int | None, int]:
    # Two lines about one item are one matter; a notice about no record is a matter of its own.
    return (notice.subject_type_id, notice.subject_id) if notice.subject_id is not None else (None, notice.pk)


def _line(notice: Notice) -> Line:
    link = f"{settings.SITE_URL}{notice.url}" if notice.url.startswith("/") else notice.url
    return Line(notice.title, notice.text, notice.reason, link)
