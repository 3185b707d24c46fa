"""Urges as they were made, slips as they were issued, and the rule by which slips go up."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.people.models import Department
from supervision.items.models import Importance, PartQuerySet, SupervisionItem
from supervision.urging.states import DECIDED, Channel, SlipLevel, SlipState


class SlipRule(models.Model):
    """With which slip a class of items begins, and how long the unit has for its reply (rule 16)."""

    importance = models.CharField(_("class"), max_length=10, choices=Importance.choices, unique=True)
    first_level = models.CharField(
        _("first slip"),
        max_length=10,
        choices=SlipLevel.choices,
        default=SlipLevel.BLUE,
        help_text=_("Whoever issues a first slip above blue names who approved it."),
    )
    reply_days = models.PositiveSmallIntegerField(_("working days for the reply"), default=3)

    class Meta:
        verbose_name = _("slip rule")
        verbose_name_plural = _("slip rules")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(importance__in=Importance.values), name="slip_rule_class_known"),
            models.CheckConstraint(condition=Q(first_level__in=SlipLevel.values), name="slip_rule_level_known"),
            models.CheckConstraint(condition=Q(reply_days__range=(1, 60)), name="slip_rule_days_plausible"),
        ]

    def __str__(self) -> str:
        return str(self.get_importance_display())


class Slip(models.Model):
    """A numbered slip (督办单) to the lead unit of an item, with its reply. One colour once for each due date."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="slips", verbose_name=_("item"))
    level = models.CharField(_("colour"), max_length=10, choices=SlipLevel.choices)
    state = models.CharField(_("state"), max_length=10, choices=SlipState.choices, default=SlipState.SENT)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("serial number"))
    number_text = models.CharField(_("number"), max_length=40)
    due_version = models.PositiveSmallIntegerField(_("version of the due date"))
    text = models.TextField(_("what is asked for"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_on = models.DateField(_("issued on"))
    reply_due_on = models.DateField(_("reply due"))
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
        help_text=_("Who approved beginning above blue."),
    )
    reply = models.TextField(_("reply"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replied by")
    )
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_note = models.CharField(_("note"), max_length=400, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=SlipLevel.values), name="slip_level_known"),
            models.CheckConstraint(condition=Q(state__in=SlipState.values), name="slip_state_known"),
            models.UniqueConstraint(fields=["year", "number"], name="slip_number_once"),
            models.UniqueConstraint(fields=["item", "due_version", "level"], name="slip_colour_once"),
            models.CheckConstraint(
                condition=Q(state="sent", reply="", replied_by=None, replied_on=None)
                | ~Q(state="sent") & ~Q(reply="") & Q(replied_by__isnull=False, replied_on__isnull=False),
                name="slip_reply_iff_replied",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_on__isnull=False)
                | ~Q(state__in=DECIDED) & Q(decided_by=None, decided_on=None),
                name="slip_decider_iff_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.number_text

    def get_absolute_url(self) -> str:
        return reverse("supervision:slip_detail", args=[self.pk])

    @property
    def named(self) -> set[int | None]:
        """Ids of those whose matter it is in the first place."""
        return self.item.named


class Urge(models.Model):
    """One urge (催办): to which unit, by which channel, what was said, what was answered (rule 18)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="urges", verbose_name=_("item"))
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    person = models.CharField(_("person spoken to"), max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.SYSTEM)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("urged by"))
    content = models.CharField(_("what was said"), max_length=400)
    reply = models.CharField(_("answer"), max_length=400, blank=True)
    replied_on = models.DateField(_("answered on"), null=True, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("urge")
        verbose_name_plural = _("urges")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="urge_channel_known"),
            models.CheckConstraint(
                condition=Q(reply="", replied_on=None) | ~Q(reply="") & Q(replied_on__isnull=False),
                name="urge_reply_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.unit} {self.get_channel_display()}"
