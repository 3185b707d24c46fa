"""Arrangements of a week or month, their entries, and the addenda after publication."""

from datetime import date, time, timedelta
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
from secretariat.people.models import Department, PostKind

SEES_ALL = (
    PostKind.PLANNER,
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


class ArrangementKind(models.TextChoices):
    WEEK = "week", pgettext_lazy("arrangement", "Week")
    MONTH = "month", pgettext_lazy("arrangement", "Month")


class HalfDay(models.TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    ALL_DAY = "day", _("All day")


def half_of(at: time) -> HalfDay:
    """The half of the day in which a time lies: the evening begins at six."""
    if at.hour < 12:
        return HalfDay.MORNING
    return HalfDay.EVENING if at.hour >= 18 else HalfDay.AFTERNOON


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
        facts = {"n": self.number, "first": f"{self.first_on:%m-%d}", "last": f"{self.last_on:%m-%d}"}
        return gettext("Week %(n)d (%(first)s to %(last)s)") % facts

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


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> "EntryQuerySet":
        """What is published everybody; before that those who run or lead the house, and each unit its own."""
        if user.acts_as(*SEES_ALL):
            return self
        return self.filter(Q(arrangement__state=ArrangementState.PUBLISHED) | Q(unit__in=user.acting_units))

    def standing(self) -> "EntryQuerySet":
        """Neither discarded nor withdrawn or replaced by an addendum."""
        return self.filter(discarded_at=None, withdrawn_in=None)

    def in_order(self) -> "EntryQuerySet":
        """By day, half of the day and time; what has no time comes first."""
        place = models.Case(
            *(models.When(half_day=half, then=n) for n, half in enumerate(("day", "morning", "afternoon", "evening"))),
            models.When(starts_at__lt="12:00", then=1),
            models.When(starts_at__gte="18:00", then=3),
            models.When(starts_at__isnull=False, then=2),
            default=0,
        )
        return self.order_by("on", place, F("starts_at").asc(nulls_first=True), "pk")


class Entry(models.Model):
    """One activity on one day. What an addendum changes stays; a new row stands in its place."""

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="entries", verbose_name=_("arrangement"))
    on = models.DateField(_("day"))
    half_day = models.CharField(_("half of the day"), max_length=10, choices=HalfDay.choices, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    activity = models.CharField(_("activity"), max_length=500)
    place = models.CharField(_("place"), max_length=60, blank=True)
    leaders = models.CharField(_("leaders"), max_length=200, blank=True)
    participants = models.CharField(_("participants"), max_length=400, blank=True)
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    unit_words = models.CharField(_("unit as written"), max_length=100, blank=True)
    support = models.CharField(_("support needed"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    conflict_reason = models.CharField(_("why it is kept in spite of a conflict"), max_length=200, blank=True)
    source_url = models.CharField(_("source"), max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_in = models.ForeignKey(
        Addendum, models.PROTECT, null=True, blank=True, related_name="added", verbose_name=_("added by addendum")
    )
    withdrawn_in = models.ForeignKey(
        Addendum,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn",
        verbose_name=_("withdrawn by addendum"),
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    discarded_at = models.DateTimeField(_("discarded"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of an arrangement")
        verbose_name_plural = _("entries of arrangements")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(half_day__in=["", *HalfDay.values]), name="entry_half_day_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="entry_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(activity=""), name="entry_says_what"),
            models.UniqueConstraint(
                fields=["arrangement", "source_url"],
                condition=~Q(source_url="") & Q(withdrawn_in=None),
                name="entry_of_a_source_once",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="arrangement_entry_day")]

    def __str__(self) -> str:
        return self.activity

    def get_absolute_url(self) -> str:
        return reverse("planning:entry_detail", args=[self.pk])

    @property
    def unit_name(self) -> str:
        """As it was written where it was pasted, else by the table."""
        return self.unit_words or (self.unit.name if self.unit else "")
