"""Notices (what a person must be told), deliveries (how it leaves the house), and the rules of the reminders."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    MAIL = "mail", _("Mail")
    CHAT = "chat", _("Chat group")


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Ladder(models.TextChoices):
    DUE = "due", _("Before the due date")
    LATE = "late", _("Overdue")
    ACKNOWLEDGE = "acknowledge", _("Not acknowledged")
    STALLED = "stalled", _("Without report")
    CYCLE = "cycle", _("Reporting cycle")
    CHECKPOINT = "checkpoint", _("Checkpoint of a consultation")


class ChatKind(models.TextChoices):
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


def only_late() -> list[str]:
    """What a new robot carries."""
    return [Ladder.LATE.value]


class ChatRobot(models.Model):
    """A robot in a chat group, which brings the group the reminders of its unit, or of the whole house.

    Whoever knows the webhook can write into the group: it is a secret, shown to nobody and written to no log. So is
    what signs the messages (加签).
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ChatKind.choices)
    webhook = models.CharField(_("webhook address"), max_length=500)
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    department = models.ForeignKey(
        "secretariat.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Left empty, the group is told of the whole house."),
    )
    kinds = ArrayField(
        models.CharField(max_length=20),
        default=only_late,
        verbose_name=_("kinds of notices"),
        help_text=_("Only numbers, titles and dates leave the house."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("chat robot")
        verbose_name_plural = _("chat robots")
        ordering = ["department__order", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ChatKind.values), name="robot_kind_known"),
            # The library signs for no other service.
            models.CheckConstraint(
                condition=models.Q(secret="") | models.Q(kind=ChatKind.DINGTALK), name="robot_signed_for_dingtalk"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        """The last characters of the webhook, by which two robots are told apart."""
        return f"…{self.webhook[-4:]}"


class Delivery(models.Model):
    """One message over one channel: a person's digest of a day, one urgent notice, or the digest of a chat group.

    It is claimed with a lease and a token; a worker that dies leaves it claimable when the lease runs out. The
    Message-ID is fixed when the row is written, so that a repeat after a crash is recognised by the mail program.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("recipient"),
    )
    robot = models.ForeignKey(
        ChatRobot, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("chat robot")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.MAIL)
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    message_id = models.CharField(_("Message-ID"), max_length=120)
    due_at = models.DateTimeField(pgettext_lazy("mail", "due at"), default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # What a chat group is told; a mail is made of its notices.
    text = models.TextField(_("text"), blank=True)
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
            models.CheckConstraint(
                condition=models.Q(channel="mail", recipient__isnull=False, robot=None)
                | models.Q(channel="chat", recipient=None, robot__isnull=False),
                name="delivery_to_a_person_or_a_group",
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
    capacity = models.CharField(_("capacity"), max_length=20, blank=True)
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


class Audience(models.TextChoices):
    HANDLER = "handler", _("Handler")
    HEAD = "head", _("Head of the lead unit")
    OVERSEER = "overseer", _("Responsible deputy secretary-general")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def in_force(self, on: Any) -> "ReminderRuleQuerySet":
        """The rules that hold on a day."""
        return self.filter(valid_from__lte=on).filter(models.Q(valid_until=None) | models.Q(valid_until__gte=on))

    def with_suppressions(self, on: Any) -> "ReminderRuleQuerySet":
        """Each rule brings along, in the same query, the lines of that day that it shall not tell: `suppressed`."""
        facts = {name: name for name in ("pk", "recipient_id", "subject_id", "reason", "at")}
        row = JSONObject(app="subject_type__app_label", model="subject_type__model", by="by__name", **facts)
        standing = Suppression.objects.filter(rule=models.OuterRef("pk"), day=on, lifted_at=None)
        return self.annotate(suppressed=ArraySubquery(standing.values(row=row)))


class ReminderRule(models.Model):
    """One rung of a ladder: on which working day, counted from the event of the ladder, who is told."""

    ladder = models.CharField(_("ladder"), max_length=20, choices=Ladder.choices)
    offset = models.SmallIntegerField(
        _("working days"),
        help_text=_("Counted from the date, the dispatch, the last report or the day of the cycle; negative: before."),
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


class Suppression(models.Model):
    """That one line of one day is not told to one person; who decided it, and why. Lifted, the line is told again."""

    rule = models.ForeignKey(ReminderRule, models.PROTECT, related_name="suppressions", verbose_name=_("reminder rule"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    label = models.CharField(pgettext_lazy("reminder", "matter"), max_length=200)
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("suppressed by"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("suppressed reminder")
        verbose_name_plural = _("suppressed reminders")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "rule", "recipient", "subject_type", "subject_id"],
                condition=models.Q(lifted_at=None),
                name="suppression_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.day:%m-%d}"
