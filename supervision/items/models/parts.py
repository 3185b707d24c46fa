"""What belongs to an item: reports, extensions, objections, suspensions; and the rows by which items are handled."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from secretariat.people.models import Department
from supervision.items.models.item import SupervisionItem
from supervision.items.states import (
    ExtensionState,
    ObjectionState,
)


class CauseCode(models.Model):
    """Why something is late, from a short list that the administrator keeps: so that a bulletin can say why."""

    name = models.CharField(_("cause"), max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=99)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("cause of delay")
        verbose_name_plural = _("causes of delay")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Progress(models.TextChoices):
    ON_TRACK = "on_track", _("On track")
    SLOW = "slow", _("Slow")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done")


class PartQuerySet(models.QuerySet[Any]):
    """Rows of which each belongs to an item: seen by whoever sees the item."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        """Reports and extensions of the items this user may see (rule 46)."""
        return self.filter(item__in=SupervisionItem.objects.visible_to(user))


class Report(models.Model):
    """What a unit says of an item (反馈); a closing one (报结) also how it ended and what shows it (rule 27)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="reports", verbose_name=_("item"))
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    on = models.DateField(_("day"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    progress = models.CharField(_("progress"), max_length=10, choices=Progress.choices, default=Progress.ON_TRACK)
    text = models.TextField(_("what was done"))
    problem = models.TextField(_("problem"), blank=True)
    cause = models.ForeignKey(
        CauseCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cause of the delay")
    )
    need = models.TextField(_("what is needed"), blank=True)
    is_closing = models.BooleanField(_("closing report"), default=False)
    conclusion = models.TextField(_("conclusion"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    no_evidence_reason = models.CharField(_("why there is no evidence"), max_length=200, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    return_reason = models.CharField(_("reason for the return"), max_length=400, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__in=Progress.values), name="report_progress_known"),
            models.CheckConstraint(
                condition=Q(is_closing=False) | ~Q(conclusion="") & (~Q(evidence="") | ~Q(no_evidence_reason="")),
                name="report_closing_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, accepted_on=None)
                | Q(returned_on=None, withdrawn_on=None)
                | Q(accepted_on=None, withdrawn_on=None),
                name="report_returned_or_accepted",
            ),
            models.CheckConstraint(
                condition=Q(is_closing=True) | Q(returned_on=None, accepted_on=None, withdrawn_on=None),
                name="report_judged_if_closing",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(is_closing=True, returned_on=None, accepted_on=None, withdrawn_on=None),
                name="report_one_closing_under_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.unit} {self.on:%m-%d}"


class Extension(models.Model):
    """A later date asked for, and what was decided (rule 24)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="extensions", verbose_name=_("item"))
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_on = models.DateField(_("asked on"))
    from_due_on = models.DateField(_("due so far"))
    to_due_on = models.DateField(_("date asked for"))
    reason = models.CharField(_("reason"), max_length=400)
    progress = models.TextField(_("progress so far"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    granted_due_on = models.DateField(_("date granted"), null=True, blank=True)
    decision_note = models.CharField(_("note"), max_length=400, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ExtensionState.values), name="extension_state_known"),
            models.CheckConstraint(condition=Q(to_due_on__gt=F("from_due_on")), name="extension_later"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by=None, decided_on=None)
                | ~Q(state="asked") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="extension_decider_iff_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", granted_due_on__isnull=False)
                | ~Q(state="granted") & Q(granted_due_on=None),
                name="extension_date_iff_granted",
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state="asked"), name="extension_one_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.from_due_on:%m-%d} → {self.to_due_on:%m-%d}"

    @property
    def named(self) -> set[int | None]:
        """Ids of those whose matter it is in the first place."""
        return self.item.named

    @property
    def days(self) -> datetime.timedelta:
        """How much later the date asked for is, in calendar days."""
        return self.to_due_on - self.from_due_on


class Objection(models.Model):
    """What the lead unit said against being given an item, and what was decided on it (rule 23)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="objections", verbose_name=_("item"))
    state = models.CharField(_("state"), max_length=10, choices=ObjectionState.choices, default=ObjectionState.RAISED)
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("raised by")
    )
    raised_on = models.DateField(_("raised on"))
    reason = models.CharField(_("reason"), max_length=400)
    suggested = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit suggested")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    new_lead = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new lead unit")
    )

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ObjectionState.values), name="objection_state_known"),
            models.CheckConstraint(
                condition=Q(state="raised", decided_by=None, decided_on=None)
                | ~Q(state="raised") & Q(decided_by__isnull=False, decided_on__isnull=False),
                name="objection_decider_iff_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", new_lead__isnull=False) | ~Q(state="accepted") & Q(new_lead=None),
                name="objection_new_lead_iff_accepted",
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state="raised"), name="objection_one_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.unit}"


class Suspension(models.Model):
    """A span in which the clock of an item stood still (中止); its working days do not count (rules 14, 15)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="suspensions", verbose_name=_("item"))
    from_on = models.DateField(_("suspended on"))
    until_on = models.DateField(_("resumed on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("suspended by")
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None, ended_by=None) | Q(until_on__gte=F("from_on"), ended_by__isnull=False),
                name="suspension_span",
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(until_on=None), name="suspension_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.from_on:%m-%d}"


class HandlingRule(models.Model):
    """A version of how items are handled; the newest one not after a day holds on that day (principle 9)."""

    valid_from = models.DateField(_("valid from"), unique=True)
    objection_days = models.PositiveSmallIntegerField(
        _("working days for an objection"), default=3, help_text=_("Counted from the dispatch (rule 23).")
    )

    class Meta:
        verbose_name = _("handling rule")
        verbose_name_plural = _("handling rules")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from}"
