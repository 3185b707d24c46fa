"""Series of meetings, the meetings they convene, and what these decide."""

from datetime import date, time
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from planning.meetings.models.as_written import AsWritten
from planning.meetings.models.reviewed import Reviewed
from planning.meetings.states import TO_COME, DecisionState, MeetingState
from secretariat.people.models import Department, PostKind

SEES_ALL = (
    PostKind.PLANNER,
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


class Frequency(models.TextChoices):
    WEEKLY = "weekly", _("Every week on a weekday")
    MONTHLY_NTH = "monthly_nth", _("Every month on the nth weekday")
    MONTHLY_DAY = "monthly_day", _("Every month on a day")


class HolidayPolicy(models.TextChoices):
    NEXT = "next", _("Next working day")
    PREVIOUS = "previous", _("Previous working day")
    KEEP = "keep", _("Keep the date")
    SKIP = "skip", _("Leave it out")


class Numbering(models.TextChoices):
    YEAR = "year", _("Anew every year")
    TERM = "term", _("Through the term of office")


class Approver(models.TextChoices):
    """Who approves leave from the meetings of a series."""

    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
    OVERSEER = "overseer", _("Responsible deputy secretary-general")
    PLANNER = "planner", _("Planning officer")


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


# Which of the weekdays of a month; 5 would be there in some months only.
NTH = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}

# Every time, and with an interval: Chinese has no plural that could tell them apart.
RULE_WORDS: dict[str, tuple[Any, Any]] = {
    Frequency.WEEKLY: (_("every %(weekday)s"), _("every %(n)d weeks on %(weekday)s")),
    Frequency.MONTHLY_NTH: (
        _("the %(nth)s %(weekday)s of the month"),
        _("the %(nth)s %(weekday)s every %(n)d months"),
    ),
    Frequency.MONTHLY_DAY: (_("day %(day)d of the month"), _("day %(day)d every %(n)d months")),
}


# What a rule of a series consists of.
RULE = ("frequency", "interval", "weekday", "nth", "month_day", "policy", "starts_at", "place")


class Rule(models.Model):
    """When and where a series meets."""

    frequency = models.CharField(_("recurrence"), max_length=12, choices=Frequency.choices, default=Frequency.WEEKLY)
    interval = models.PositiveSmallIntegerField(
        _("every … weeks or months"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices, null=True, blank=True)
    nth = models.SmallIntegerField(
        _("which one of the month"), null=True, blank=True, help_text=_("1 to 4; −1 is the last.")
    )
    month_day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    policy = models.CharField(
        _("on a rest day"), max_length=10, choices=HolidayPolicy.choices, default=HolidayPolicy.NEXT
    )
    starts_at = models.TimeField(_("begins at"))
    place = models.CharField(_("place"), max_length=60)

    class Meta:
        abstract = True

    @property
    def rule_words(self) -> str:
        """How the series returns, as people say it."""
        facts = {"n": self.interval, "weekday": self.get_weekday_display(), "day": self.month_day}
        facts["nth"] = NTH.get(self.nth or 1, self.nth)
        once, seldom = RULE_WORDS[Frequency(self.frequency)]
        return str(once if self.interval == 1 else seldom) % facts


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, user: Any) -> "SeriesQuerySet":
        """Those who run or lead the house see every series; a unit those with a meeting it may see."""
        if user.acts_as(*SEES_ALL):
            return self
        return self.filter(pk__in=Meeting.objects.visible_to(user).values("series"))


class Series(Rule):
    """A kind of meeting that returns by a rule; founded with the number its first meeting bears (rule 33)."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    chair = models.CharField(_("chair"), max_length=60)
    participants = models.CharField(_("standing participants"), max_length=400, blank=True)
    numbering = models.CharField(_("numbering"), max_length=4, choices=Numbering.choices, default=Numbering.YEAR)
    first_on = models.DateField(_("first meeting on"))
    first_number = models.PositiveSmallIntegerField(_("number of the first meeting"), default=1)
    rule_since = models.DateField(_("this rule holds from"), null=True, blank=True)
    length = models.PositiveSmallIntegerField(
        _("minutes of a meeting"), default=120, validators=[MinValueValidator(10), MaxValueValidator(600)]
    )
    line_minutes = models.PositiveSmallIntegerField(
        _("minutes of a line that says nothing else"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    cutoff_days = models.PositiveSmallIntegerField(
        _("topics are due so many working days before"), default=3, validators=[MaxValueValidator(30)]
    )
    cutoff_at = models.TimeField(_("and until"), default=time(17))
    papers_days = models.PositiveSmallIntegerField(
        _("papers are due so many working days before"), default=3, validators=[MaxValueValidator(30)]
    )
    minutes_masthead = models.CharField(
        _("masthead of the minutes"),
        max_length=30,
        blank=True,
        help_text=_("Left empty, the name of the series makes it."),
    )
    minutes_issuer = models.CharField(
        _("issuer of the minutes"), max_length=60, blank=True, help_text=_("Left empty, it is the general office.")
    )
    minutes_copy_to = models.CharField(_("the minutes are copied to"), max_length=200, blank=True)
    has_first_item = models.BooleanField(
        _("begins with a first item of study"),
        default=False,
        help_text=_("Line 1 of every agenda is then what is studied; nothing comes before it."),
    )
    leave_approver = models.CharField(
        _("leave is approved by"), max_length=20, choices=Approver.choices, default=Approver.SECRETARY_GENERAL
    )
    taken_up_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="takes_up",
        verbose_name=_("its decisions are taken up by"),
        help_text=_("Series of lower meetings that put the decisions of this one on their agendas."),
    )
    take_up_days = models.PositiveSmallIntegerField(
        _("within so many working days"), default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting series")
        verbose_name_plural = _("meeting series")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="series_frequency_known"),
            models.CheckConstraint(condition=Q(policy__in=HolidayPolicy.values), name="series_policy_known"),
            models.CheckConstraint(condition=Q(leave_approver__in=Approver.values), name="series_approver_known"),
            models.CheckConstraint(
                condition=Q(frequency="weekly", weekday__isnull=False)
                | Q(frequency="monthly_nth", weekday__isnull=False, nth__isnull=False)
                | Q(frequency="monthly_day", month_day__isnull=False),
                name="series_rule_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:series_detail", args=[self.pk])

    def rule_on(self, day: date) -> "Rule":
        """The rule by which the series puts a meeting on `day`: this one, or one that held before (rule 13)."""
        if self.rule_since is None or day >= self.rule_since:
            return self
        former = [rule for rule in self.former_rules.all() if day < rule.until_on]
        return min(former, key=lambda rule: rule.until_on, default=self)


class FormerRule(Rule):
    """How a series returned until a day, not included; the meetings of that time keep their days by it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="former_rules", verbose_name=_("series"))
    from_on = models.DateField(pgettext_lazy("rule", "from"))
    until_on = models.DateField(pgettext_lazy("rule", "until"))

    class Meta:
        verbose_name = _("former rule of a series")
        verbose_name_plural = _("former rules of series")
        ordering = ["series", "until_on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "until_on"], name="former_rule_until_once"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="former_rule_held_for_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.from_on:%Y-%m-%d}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those who run or lead the house see every meeting; others those to which they or their unit come, and those
        that gave their unit something to do."""
        if user.acts_as(*SEES_ALL):
            return self
        mine = Decision.objects.visible_to(user).filter(meeting=models.OuterRef("pk"))
        people = [person.pk for person in user.capacities]
        comes = Q(attendance__person__in=people) | Q(attendance__unit__in=user.acting_units)
        return self.filter(models.Exists(mine) | Q(pk__in=Meeting.objects.filter(comes).values("pk")))

    def to_come(self) -> "MeetingQuerySet":
        """Those that nobody has minuted or cancelled, the nearest first."""
        return self.filter(state__in=TO_COME).order_by("held_on", "pk")


class Meeting(Reviewed):
    """One meeting of a series, known by its number and never by its time (rule 37)."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings", verbose_name=_("series"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    nominal_on = models.DateField(_("day by the rule"))
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"))
    place = models.CharField(_("place"), max_length=60)
    chair = models.CharField(_("chair"), max_length=60)
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=200, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    # Rises when day, time or place changes, so that calendars take the newer of two invitations.
    sequence = models.PositiveIntegerField(_("sequence in calendars"), default=0)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            # Checked at the end of a statement: a new rule deals the days and numbers to come anew, all at once.
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="meeting_number_once", deferrable=models.Deferrable.IMMEDIATE
            ),
            models.UniqueConstraint(
                fields=["series", "nominal_on"], name="meeting_day_once", deferrable=models.Deferrable.IMMEDIATE
            ),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancel_reason="") | ~Q(state="cancelled") & Q(cancel_reason=""),
                name="meeting_reason_iff_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | ~Q(state="published") & Q(published_on=None),
                name="meeting_published_iff_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["drafting", "review", "published"]) | ~Q(minutes=""),
                name="meeting_minutes_if_minuted",
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="meeting_day")]
        triggers = [
            pgtrigger.Protect(
                name="published_minutes_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published")
                & (
                    pgtrigger.Q(old__minutes__df=pgtrigger.F("new__minutes"))
                    | pgtrigger.Q(old__published_on__df=pgtrigger.F("new__published_on"))
                    | pgtrigger.Q(old__state__df=pgtrigger.F("new__state"))
                ),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(series)s, meeting %(number)d") % {"series": self.series.name, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("planning:meeting_detail", args=[self.pk])


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Those who run or lead the house see every decision; a unit those in which it is named, once confirmed."""
        if user.acts_as(*SEES_ALL):
            return self
        units = user.acting_units
        if not units:
            return self.none()
        mine = Q(leads__in=units) | Q(co_units__in=units)
        named = Decision.objects.filter(mine).exclude(state=DecisionState.PROPOSED)
        return self.filter(pk__in=named.values("pk"))

    def undecided(self) -> "DecisionQuerySet":
        """Decisions of which nobody has said yet what becomes of them (rule 30)."""
        return self.filter(state__in=[DecisionState.PROPOSED, DecisionState.CONFIRMED])


class Decision(AsWritten, models.Model):
    """What a meeting decided (议定事项). Several lead units mean one item each; `reading` keeps the words."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("meeting"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("number in the minutes"), max_length=10)
    title = models.CharField(_("matter"), max_length=200)
    text = models.TextField(_("text"))
    needs_handling = models.BooleanField(_("needs handling"), default=True)
    leads = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("lead unit"))
    co_units = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("co-units"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    cycle = models.CharField(_("reporting cycle"), max_length=20, blank=True)
    reading = models.JSONField(_("reading"), default=dict, blank=True)
    note = models.OneToOneField(
        "planning.Note", models.PROTECT, null=True, blank=True, related_name="decision", verbose_name=_("note")
    )
    state = models.CharField(_("state"), max_length=12, choices=DecisionState.choices, default=DecisionState.PROPOSED)
    not_tracked_reason = models.CharField(_("why it is not tracked"), max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["meeting", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="decision_ordinal_once"),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(
                condition=Q(state="not_tracked") & ~Q(not_tracked_reason="")
                | ~Q(state="not_tracked") & Q(not_tracked_reason=""),
                name="decision_reason_iff_not_tracked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "tracked"]) | Q(needs_handling=True, confirmed_by__isnull=False),
                name="decision_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('planning:meeting_detail', args=[self.meeting_id])}#decision-{self.pk}"
