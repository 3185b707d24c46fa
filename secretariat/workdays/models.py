"""The State Council's calendars as they were imported, and the versions of the warning rule."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose calendar the State Council has announced; a year without a row is provisional (rule 7)."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    notice = models.CharField(_("notice number"), max_length=60)
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=~Q(notice=""), name="calendar_year_has_notice"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2199)), name="calendar_year_plausible"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class SpecialDay(models.Model):
    """A day that differs from its weekday: a day off, or a weekend day that is worked (调休上班)."""

    class Kind(models.TextChoices):
        OFF = "off", _("Day off")
        WORK = "work", _("Adjusted working day")

    date = models.DateField(_("date"), unique=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days", verbose_name=_("year"))
    kind = models.CharField(_("kind of day"), max_length=4, choices=Kind.choices)
    name = models.CharField(_("holiday"), max_length=40)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["off", "work"]), name="special_day_kind_known"),
            models.CheckConstraint(condition=Q(date__year=F("year")), name="special_day_in_its_year"),
            # Rule 8: only a Saturday or a Sunday can be an *adjusted* working day.
            models.CheckConstraint(
                condition=Q(kind="off") | Q(date__iso_week_day__in=[6, 7]), name="special_day_worked_on_weekend"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class WarningRule(models.Model):
    """A version of the light (rule 11) and of the stalled mark; the newest one not after a day holds on that day."""

    valid_from = models.DateField(_("valid from"), unique=True)
    yellow_days = models.PositiveSmallIntegerField(_("yellow from working days left"), default=3)
    stalled_days = models.PositiveSmallIntegerField(_("stalled after working days without report"), default=10)

    class Meta:
        verbose_name = _("warning rule")
        verbose_name_plural = _("warning rules")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(stalled_days__gte=1), name="warning_rule_stalled_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.yellow_days} / {self.stalled_days}"
