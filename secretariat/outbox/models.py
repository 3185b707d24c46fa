"""Notices (what a person must be told), deliveries (how it leaves the house), and the rules of the reminders."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    MAIL = "mail", _("Mail")


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Delivery(models.Model):
    """One message to one person over one channel: the digest of a day, or one urgent notice.

    It is claimed with a lease and a token; a worker that dies leaves it claimable when the lease runs out. The
    Message-ID is fixed when the row is written, so that a repeat after a crash is recognised by the mail program.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="deliveries", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.MAIL)
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    message_id = models.CharField(_("Message-ID"), max_length=120)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
                name="delivery_sent_iff_sent_at",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="delivery_queued", condition=models.Q(state="queued"))]

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """One line in one person's inbox. The key says what happened, so that it cannot be said twice (rule 17)."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=40)
    day = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=200)
    text = models.CharField(_("text"), max_length=400, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    url = models.CharField(_("address"), max_length=200, blank=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    is_urgent = models.BooleanField(_("at once"), default=False)
    delivery = models.ForeignKey(
        Delivery, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("delivery")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["recipient"], name="notice_unread", condition=models.Q(read_at=None))]

    def __str__(self) -> str:
        return self.title


class Ladder(models.TextChoices):
    DUE = "due", _("Before the due date")
    LATE = "late", _("Overdue")
    ACKNOWLEDGE = "acknowledge", _("Not acknowledged")
    CHECKPOINT = "checkpoint", _("Checkpoint of a consultation")


class Audience(models.TextChoices):
    HANDLER = "handler", _("Handler")
    HEAD = "head", _("Head of the lead unit")
    OVERSEER = "overseer", _("Responsible deputy secretary-general")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def in_force(self, on: Any) -> "ReminderRuleQuerySet":
        """The rules that hold on a day."""
        return self.filter(valid_from__lte=on).filter(models.Q(valid_until=None) | models.Q(valid_until__gte=on))


class ReminderRule(models.Model):
    """One rung of a ladder: on which working day, counted from the event of the ladder, who is told."""

    ladder = models.CharField(_("ladder"), max_length=20, choices=Ladder.choices)
    offset = models.SmallIntegerField(
        _("working days"), help_text=_("Counted from the due date or the dispatch; negative means before.")
    )
    audience = models.CharField(_("recipient"), max_length=20, choices=Audience.choices)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects: ClassVar[Any] = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["ladder", "offset", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ladder__in=Ladder.values), name="reminder_ladder_known"),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="reminder_audience_known"),
            models.UniqueConstraint(fields=["ladder", "offset", "audience", "valid_from"], name="reminder_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ladder_display()} {self.offset:+d} → {self.get_audience_display()}"
