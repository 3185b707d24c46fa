"""The entries of an arrangement, and what the review at its end says became of them."""

from datetime import date, time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.arrangements.models.arrangement import Addendum, Arrangement
from planning.arrangements.states import ArrangementState, EntryOutcome
from secretariat.daywords import day_short
from secretariat.people.models import Department, PostKind

SEES_ALL = (
    PostKind.PLANNER,
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


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


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Any) -> "EntryQuerySet":
        """What is published everybody; before that those who run or lead the house, and each unit its own."""
        if user.acts_as(*SEES_ALL):
            return self
        published = Q(arrangement__state=ArrangementState.PUBLISHED, discarded_at=None)
        return self.filter(published | Q(unit__in=user.acting_units))

    def standing(self) -> "EntryQuerySet":
        """Neither discarded nor withdrawn or replaced by an addendum."""
        return self.filter(discarded_at=None, withdrawn_in=None)

    def in_order(self) -> "EntryQuerySet":
        """By day, half of the day and time; what has no time comes first, what has no day of its own last."""
        place = models.Case(
            *(models.When(half_day=half, then=n) for n, half in enumerate(("day", "morning", "afternoon", "evening"))),
            models.When(starts_at__lt="12:00", then=1),
            models.When(starts_at__gte="18:00", then=3),
            models.When(starts_at__isnull=False, then=2),
            default=0,
        )
        loose = models.Case(models.When(day_words="", then=0), default=1)
        return self.order_by(loose, "on", "day_words", place, F("starts_at").asc(nulls_first=True), "pk")


class Entry(models.Model):
    """One activity on one day, or without one: then `day_words` say when, and `on` is the last day for it.

    What an addendum changes stays; a new row stands in its place.
    """

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="entries", verbose_name=_("arrangement"))
    on = models.DateField(_("day"))
    day_words = models.CharField(_("time instead of a day"), max_length=100, blank=True)
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
    vehicles = models.CharField(_("vehicles"), max_length=200, blank=True)
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
    outcome = models.CharField(
        pgettext_lazy("entry", "outcome"), max_length=10, choices=EntryOutcome.choices, blank=True
    )
    outcome_note = models.CharField(_("why it did not take place"), max_length=200, blank=True)
    moved_to = models.DateField(_("moved to"), null=True, blank=True)
    settled_at = models.DateTimeField(_("reviewed on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("continues")
    )
    discarded_at = models.DateTimeField(pgettext_lazy("time", "discarded"), null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(day_words="") | Q(half_day="", starts_at=None), name="entry_without_day_has_no_time"
            ),
            models.CheckConstraint(condition=~Q(activity=""), name="entry_says_what"),
            models.CheckConstraint(condition=Q(outcome__in=["", *EntryOutcome.values]), name="entry_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None, outcome_note="", moved_to=None)
                | ~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="entry_settled_iff_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["carried", "redated"], moved_to__isnull=False)
                | ~Q(outcome__in=["carried", "redated"]) & Q(moved_to=None),
                name="entry_moved_iff_to_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="cancelled") | ~Q(outcome_note=""), name="entry_cancelled_with_reason"
            ),
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
    def is_standing(self) -> bool:
        """Neither discarded nor withdrawn or replaced by an addendum."""
        return self.discarded_at is None and self.withdrawn_in_id is None

    def day_text(self, on: date) -> str:
        """Its day as short lines say it to whoever reads them on `on`, else the words that it has instead."""
        return self.day_words or day_short(self.on, on)

    @property
    def where(self) -> str:
        """Day, time or half of the day, and place, as an addendum tells them."""
        at = f"{self.starts_at:%H:%M}" if self.starts_at else str(self.get_half_day_display())
        return " ".join(filter(None, [self.day_words or day_short(self.on, self.arrangement.first_on), at, self.place]))

    @property
    def unit_name(self) -> str:
        """As it was written where it was pasted, else by the table."""
        return self.unit_words or (self.unit.name if self.unit else "")
