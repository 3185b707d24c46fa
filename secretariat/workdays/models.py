"""The State Council's calendars as they were imported, the dates they put in question, and the warning rule."""

from typing import Any, ClassVar

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from secretariat.workdays.keepers import KEEPERS
from secretariat.workdays.states import DECIDED, DateState
from secretariat.workflow import by_right_of

# Posts that read every date to decide, by their stored values: people stand above this drawer.
READS_ALL = ("secretary_general", "deputy", "administrator", "auditor")


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


class DateToDecideQuerySet(models.QuerySet["DateToDecide"]):
    def visible_to(self, user: Any) -> "DateToDecideQuerySet":
        """Leaders, administrators and auditors read all; others see the kinds of dates on which they decide."""
        if by_right_of(user, lambda person: person.holds(*READS_ALL)):
            return self
        decided = [kind.split(".") for kind, keeper in KEEPERS.items() if by_right_of(user, keeper.decides)]
        return self.filter(subject_type__in=[ContentType.objects.get_by_natural_key(*kind) for kind in decided])

    def with_subjects(self) -> "DateToDecideQuerySet":
        """With their records, and whatever tells the date of each: one query for each kind that occurs."""
        rows = [
            apps.get_model(kind)._base_manager.select_related(*keeper.reads)
            for kind, keeper in KEEPERS.items()
            if keeper.reads
        ]
        return self.prefetch_related(GenericPrefetch("subject", rows))


class DateToDecide(models.Model):
    """A date that a person set and that an imported calendar puts in question (rule 7): kept or moved, by a person."""

    class Why(models.TextChoices):
        REST = "rest", _("The day is a rest day now")
        COUNTED = "counted", _("Its words now mean another day")
        POLICY = "policy", _("By the rule of the series it falls on another day")

    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="dates", verbose_name=_("calendar year"))
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    label = models.CharField(_("record"), max_length=200)
    date = models.DateField(_("date"))
    suggested_on = models.DateField(_("suggested date"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    words = models.CharField(_("words"), max_length=100, blank=True)
    listed_on = models.DateField(_("listed on"))
    state = models.CharField(_("state"), max_length=10, choices=DateState.choices, default=DateState.OPEN)
    new_on = models.DateField(_("new date"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects: ClassVar[Any] = DateToDecideQuerySet.as_manager()

    class Meta:
        verbose_name = _("date to decide")
        verbose_name_plural = _("dates to decide")
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DateState.values), name="date_state_known"),
            models.CheckConstraint(condition=Q(why__in=["rest", "counted", "policy"]), name="date_why_known"),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], condition=Q(state="open"), name="date_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_by__isnull=False, decided_on__isnull=False) & ~Q(reason="")
                | ~Q(state__in=DECIDED) & Q(decided_by=None, decided_on=None, reason=""),
                name="date_reason_iff_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="moved", new_on__isnull=False) | ~Q(state="moved") & Q(new_on=None),
                name="date_new_iff_moved",
            ),
        ]
        indexes = [models.Index(fields=["date"], name="date_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.label} {self.date:%Y-%m-%d}"

    @property
    def kind(self) -> Any:
        """What the record's date is called."""
        return KEEPERS[self.record[0]].label

    @property
    def record(self) -> tuple[str, int]:
        """The label of the record's model, and its id."""
        kind = ContentType.objects.get_for_id(self.subject_type_id)
        return f"{kind.app_label}.{kind.model}", self.subject_id

    @property
    def current(self) -> Any:
        """The record's date as it is now; None where it has none any more."""
        return KEEPERS[self.record[0]].date_of(self.subject) if self.subject else None

    @property
    def is_outrun(self) -> bool:
        """Whether the date was changed elsewhere since it was listed: nothing is left to decide but to say so."""
        return bool(self.current != self.date)


class RuleKind(models.TextChoices):
    DAYS = "days", _("By working days left")
    SHARE = "share", _("By share of the working days left")


class WarningRule(models.Model):
    """A version of the light and of the stalled mark; the newest one not after a day holds on that day (rules 11–13).

    A version is followed by another and never changed: a trigger sees to it.
    """

    valid_from = models.DateField(_("valid from"), unique=True)
    kind = models.CharField(_("kind of rule"), max_length=10, choices=RuleKind.choices, default=RuleKind.DAYS)
    yellow_days = models.PositiveSmallIntegerField(_("yellow from working days left"), default=3)
    yellow_share = models.PositiveSmallIntegerField(_("yellow from per cent left"), default=30)
    orange_share = models.PositiveSmallIntegerField(_("orange from per cent left"), default=15)
    stalled_days = models.PositiveSmallIntegerField(_("stalled after working days without report"), default=10)

    class Meta:
        verbose_name = _("warning rule")
        verbose_name_plural = _("warning rules")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(stalled_days__gte=1), name="warning_rule_stalled_at_least_one"),
            models.CheckConstraint(condition=Q(kind__in=RuleKind.values), name="warning_rule_kind_known"),
            models.CheckConstraint(
                condition=Q(orange_share__gte=1, orange_share__lt=F("yellow_share"), yellow_share__lte=99),
                name="warning_rule_shares_in_order",
            ),
        ]
        triggers = [
            # Writing a row as it is, as fixtures do, changes nothing.
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange()),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return gettext("Warning rule from %(day)s") % {"day": self.day_words}

    @property
    def day_words(self) -> str:
        """The day from which it holds, as the language writes it."""
        return date_format(self.valid_from, pgettext("date with year", "j M Y"))
