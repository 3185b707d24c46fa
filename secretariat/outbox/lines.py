"""What a drawer answers when the outbox asks whom to remind of what on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from secretariat.outbox.models import Audience, Ladder, ReminderRule

# Whoever acts for somebody who is away (代理).
TAKER = "taker"
_ESCALATIONS = frozenset({Audience.OVERSEER, Audience.SECRETARY_GENERAL})


@dataclass(frozen=True, kw_only=True)
class ReminderLine:
    """One person is to be reminded of one matter by one rule.

    `offset` is in working days; `due_version` rises with every change of the date, which arms the rules anew;
    `subject_type` is "app.model"; `reason` says why this person is told, `capacity` in which capacity: one of the
    audiences, or TAKER; `unit_id` is the unit whose matter it is, for the robots of its chat groups.
    """

    recipient_id: int
    rule_id: int
    ladder: str
    offset: int
    audience: str
    subject_type: str
    subject_id: int
    due_version: int
    title: str
    text: str = ""
    reason: str = ""
    capacity: str = ""
    url: str = ""
    unit_id: int | None = None

    @classmethod
    def of(
        cls,
        rule: ReminderRule,
        matter: tuple[str, int],
        *,
        recipient_id: int,
        due_version: int,
        title: str,
        text: str = "",
        reason: str = "",
        capacity: str = "",
        url: str = "",
        unit_id: int | None = None,
    ) -> "ReminderLine":
        """The line that `rule` gives about the record `matter`: its type as "app.model", and its key."""
        return cls(
            recipient_id=recipient_id,
            rule_id=rule.pk,
            ladder=rule.ladder,
            offset=rule.offset,
            audience=rule.audience,
            subject_type=matter[0],
            subject_id=matter[1],
            due_version=due_version,
            title=title,
            text=text,
            reason=reason,
            capacity=capacity,
            url=url,
            unit_id=unit_id,
        )

    @property
    def is_escalation(self) -> bool:
        """Whether the line goes above the unit."""
        return self.audience in _ESCALATIONS

    @property
    def rung(self) -> str:
        """The rule that gave the line, as the administration shows it."""
        return f"{Ladder(self.ladder).label} {self.offset:+d} → {Audience(self.audience).label}"

    @property
    def matter(self) -> tuple[str, int]:
        """The record it is about."""
        return self.subject_type, self.subject_id

    def key(self, on: date) -> str:
        """What may be said once: (matter, rule, due version, day, recipient) (rule 17)."""
        rung = f"v{self.due_version}:r{self.rule_id}"
        return f"remind:{self.subject_type}:{self.subject_id}:{rung}:{on}:{self.recipient_id}"

    def row(self, on: date) -> dict[str, Any]:
        """The columns of the notice that tells it on `on`."""
        return {
            "key": self.key(on),
            "recipient_id": self.recipient_id,
            "kind": f"remind_{self.ladder}",
            "day": on,
            "title": self.title,
            "text": self.text,
            "reason": self.reason,
            "capacity": self.capacity,
            "url": self.url,
            "subject_type_id": ContentType.objects.get_by_natural_key(*self.subject_type.split(".")).pk,
            "subject_id": self.subject_id,
        }


@dataclass(frozen=True)
class Suppressed:
    """Who decided that a line is not told, when and why; `pk` is that of the decision."""

    pk: int
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Planned:
    """A line of a day as the dry run shows it: told, unless it was suppressed."""

    on: date
    line: ReminderLine
    suppression: Suppressed | None = None

    @property
    def key(self) -> str:
        """That of the line on its day."""
        return self.line.key(self.on)
