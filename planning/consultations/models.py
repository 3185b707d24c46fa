"""Programmes of a year, their consultations, and the checkpoints round a meeting (rule 32)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.consultations.states import OPEN, ConsultationState
from secretariat.people.models import Department, PostKind

SEES_ALL = (
    PostKind.PLANNER,
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


class ConsultationKind(models.TextChoices):
    CONSULTATION = "consultation", _("Consultation")
    BRIEFING = "briefing", _("Briefing")
    INSPECTION = "inspection", pgettext_lazy("by members", "Inspection")
    STUDY = "study", _("Study visit")
    RESEARCH = "research", _("Research")
    SUPERVISION = "supervision", _("Democratic supervision")


class CheckpointKind(models.TextChoices):
    NOTICE = "notice", pgettext_lazy("checkpoint", "Notice of meeting")
    MATERIALS = "materials", pgettext_lazy("checkpoint", "Materials")
    OUTCOME = "outcome", pgettext_lazy("checkpoint", "Outcome report")


class ConsultationForm(models.Model):
    """A form in which the office consults (专题协商会); the list grows with the programmes and is edited here."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=999)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("form of consultation")
        verbose_name_plural = _("forms of consultation")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class CheckpointRule(models.Model):
    """How many working days round the meeting a checkpoint is due (rule 32); the newest version holds on a day."""

    kind = models.CharField(_("checkpoint"), max_length=10, choices=CheckpointKind.choices)
    offset = models.SmallIntegerField(
        _("working days"), help_text=_("Counted from the meeting; negative means before it.")
    )
    valid_from = models.DateField(_("valid from"))

    class Meta:
        verbose_name = _("checkpoint rule")
        verbose_name_plural = _("checkpoint rules")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="checkpoint_rule_once"),
            models.CheckConstraint(condition=Q(kind__in=CheckpointKind.values), name="checkpoint_rule_kind_known"),
            models.CheckConstraint(condition=Q(offset__range=(-250, 250)), name="checkpoint_rule_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.offset:+d}"


class Programme(models.Model):
    """A yearly programme as it was adopted and published."""

    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=100)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "title"], name="programme_once"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2199)), name="programme_year_plausible"),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Any) -> "ConsultationQuerySet":
        """Those who run or lead the house see every consultation; a unit those that it leads or takes part in."""
        if user.acts_as(*SEES_ALL):
            return self
        units = user.acting_units
        through = Consultation.co_units.through
        helped = through.objects.filter(consultation=models.OuterRef("pk"), department__in=units)
        return self.filter(Q(lead__in=units) | models.Exists(helped)) if units else self.none()

    def open(self) -> "ConsultationQuerySet":
        """Neither closed nor cancelled."""
        return self.filter(state__in=OPEN)


class Consultation(models.Model):
    """One row of a programme. `due_version` rises with its date, which arms the reminders anew."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="consultations", verbose_name=_("programme"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=12, choices=ConsultationKind.choices)
    form = models.ForeignKey(
        ConsultationForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("form")
    )
    topic = models.CharField(_("topic"), max_length=200)
    source = models.CharField(_("source of the topic"), max_length=100, blank=True)
    participants = models.TextField(_("participants"), blank=True)
    product = models.CharField(_("product"), max_length=100, blank=True)
    addressee = models.CharField(_("addressee"), max_length=100, blank=True)
    lead = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead unit")
    )
    co_units = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("co-units"))
    outside = models.CharField(
        _("outside bodies"), max_length=400, blank=True, help_text=_("As the programme writes them.")
    )
    leader_words = models.CharField(_("leader"), max_length=60, blank=True, help_text=_("As the programme says it."))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader as a person"),
    )
    window_words = models.CharField(_("time in words"), max_length=60, blank=True)
    window_first = models.DateField(_("not before"), null=True, blank=True)
    window_last = models.DateField(_("not after"), null=True, blank=True)
    meeting_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ConsultationState.choices, default=ConsultationState.PLANNED
    )
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=200, blank=True)
    reading = models.JSONField(_("reading"), default=dict, blank=True)
    due_version = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("key consultation")
        verbose_name_plural = _("key consultations")
        ordering = ["programme", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ordinal"], name="consultation_ordinal_once"),
            models.CheckConstraint(condition=Q(state__in=ConsultationState.values), name="consultation_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ConsultationKind.values), name="consultation_kind_known"),
            models.CheckConstraint(condition=~Q(topic=""), name="consultation_has_topic"),
            models.CheckConstraint(
                condition=Q(window_first=None) | Q(window_last=None) | Q(window_first__lte=F("window_last")),
                name="consultation_window_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", meeting_on=None)
                | Q(state__in=["scheduled", "held", "closed"], meeting_on__isnull=False)
                | Q(state="cancelled"),
                name="consultation_dated_iff_scheduled",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancel_reason="") | ~Q(state="cancelled") & Q(cancel_reason=""),
                name="consultation_reason_iff_cancelled",
            ),
        ]
        indexes = [models.Index(fields=["meeting_on"], name="consultation_day")]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("planning:consultation_detail", args=[self.pk])


class Checkpoint(models.Model):
    """A day by which something round the meeting is done; missed, it alerts and does not block (rule 32)."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="checkpoints", verbose_name=_("key consultation")
    )
    kind = models.CharField(_("checkpoint"), max_length=10, choices=CheckpointKind.choices)
    offset = models.SmallIntegerField(_("working days"))
    due_on = models.DateField(_("due"), db_index=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "kind"], name="checkpoint_once"),
            models.CheckConstraint(condition=Q(kind__in=CheckpointKind.values), name="checkpoint_kind_known"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="checkpoint_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("planning:consultation_detail", args=[self.consultation_id])
