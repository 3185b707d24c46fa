"""Arrangements of a week or month, their addenda, and what units without an activity say."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from planning.arrangements.states import ArrangementState
from secretariat.daywords import day_short
from secretariat.people.models import Department


class ArrangementKind(models.TextChoices):
    WEEK = "week", pgettext_lazy("arrangement", "Week")
    MONTH = "month", pgettext_lazy("arrangement", "Month")


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def visible_to(self, user: Any) -> "ArrangementQuerySet":
        """Everybody of the house: units report to it, and read it when it is published. Entries are apart."""
        return self


class Arrangement(models.Model):
    """What the house does in a week (Monday to Sunday) or a month; published once, then supplemented (增补)."""

    kind = models.CharField(_("kind"), max_length=8, choices=ArrangementKind.choices, default=ArrangementKind.WEEK)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    cut_off_at = models.DateTimeField(_("cut-off"), help_text=_("Entries that units report later are marked as late."))
    state = models.CharField(
        _("state"), max_length=12, choices=ArrangementState.choices, default=ArrangementState.COLLECTING
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")
        ordering = ["-first_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_on"], name="arrangement_once"),
            models.CheckConstraint(condition=Q(state__in=ArrangementState.values), name="arrangement_state_known"),
            models.CheckConstraint(
                condition=Q(kind="week", first_on__iso_week_day=1, last_on=F("first_on") + timedelta(days=6))
                | Q(kind="month", first_on__day=1, last_on__gt=F("first_on")),
                name="arrangement_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | ~Q(state="published") & Q(published_at=None),
                name="arrangement_published_iff_dated",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == ArrangementKind.MONTH:
            return gettext("Arrangement of %(month)s") % {"month": date_format(self.first_on, "YEAR_MONTH_FORMAT")}
        year = self.first_on.isocalendar().year
        # The first week of a year may begin in the one before, and the last end in the next.
        first, last = (day_short(day, date(year, 1, 4)) for day in (self.first_on, self.last_on))
        facts = {"year": year, "n": self.number, "first": first, "last": last}
        return gettext("Week %(n)d of %(year)d (%(first)s to %(last)s)") % facts

    def get_absolute_url(self) -> str:
        return reverse("planning:arrangement_detail", args=[self.pk])

    @property
    def number(self) -> int:
        """Which week of the year it is, by ISO 8601."""
        return self.first_on.isocalendar().week

    @property
    def days(self) -> list[date]:
        return [self.first_on + timedelta(days=n) for n in range((self.last_on - self.first_on).days + 1)]


class Addendum(models.Model):
    """A change after publication, numbered within its arrangement, with its reason (增补第N号)."""

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="addenda", verbose_name=_("arrangement"))
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=200)
    issued_at = models.DateTimeField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["arrangement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "number"], name="addendum_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="addendum_has_reason"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return gettext("addendum %(n)d") % {"n": self.number}


class NilReturn(models.Model):
    """A unit says that it has nothing to report for these days (零报告)."""

    arrangement = models.ForeignKey(
        Arrangement, models.PROTECT, related_name="nil_returns", verbose_name=_("arrangement")
    )
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given on"))

    class Meta:
        verbose_name = _("nil return")
        verbose_name_plural = _("nil returns")
        ordering = ["arrangement", "unit"]
        constraints = [models.UniqueConstraint(fields=["arrangement", "unit"], name="nil_return_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.arrangement}"
