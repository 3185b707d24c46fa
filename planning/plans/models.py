"""Annual plans, their items, what the units report on them, and what was changed after adoption (rule 31)."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.plans.states import BEFORE_ADOPTION, OPEN, PlanState, Progress
from secretariat.people.models import Department, PostKind

SEES_ALL = (
    PostKind.PLANNER,
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


class PlanKind(models.TextChoices):
    KEY_POINTS = "key_points", _("Key points of work")
    PARTY = "party", _("Key points of party building")
    CONSULTATION = "consultation", _("Consultation plan")
    RESEARCH = "research", _("Plan of briefings, inspections and research")
    OVERSIGHT = "oversight", _("Plan of democratic supervision")
    PROPOSALS = "proposals", _("Plan of key proposals")


class Platform(models.TextChoices):
    LEARNING = "learning", pgettext_lazy("platform", "Learning")
    SERVICE = "service", pgettext_lazy("platform", "Service")
    COORDINATION = "coordination", pgettext_lazy("platform", "Coordination")
    SUPPORT = "support", pgettext_lazy("platform", "Support")
    SUPERVISION = "supervision", pgettext_lazy("platform", "Supervision")


class DueKind(models.TextChoices):
    DATE = "date", _("Day")
    WINDOW = "window", _("Stretch of time")
    CYCLE = "cycle", _("Cycle")


class PlanQuerySet(models.QuerySet["AnnualPlan"]):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Those who run or lead the house see every plan; a unit those that give it something to do (rule 46)."""
        kept = self.filter(deleted_at=None)
        if user.acts_as(*SEES_ALL):
            return kept
        return kept.filter(pk__in=PlanItem.objects.visible_to(user).values("plan"))


class AnnualPlan(models.Model):
    """A plan of one year (年度工作计划): drafted, submitted, adopted by a body, closed when the year is over."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    kind = models.CharField(_("kind"), max_length=15, choices=PlanKind.choices, default=PlanKind.KEY_POINTS)
    title = models.CharField(_("title"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    note = models.TextField(_("remarks"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    adopted_by = models.CharField(
        _("adopted by"), max_length=100, blank=True, help_text=_("The meeting that adopted it.")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual plan")
        verbose_name_plural = _("annual plans")
        ordering = ["-year", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plan_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_ADOPTION, adopted_on=None)
                | ~Q(state__in=BEFORE_ADOPTION) & Q(adopted_on__isnull=False) & ~Q(adopted_by=""),
                name="plan_adopted_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="plan_closed_iff_dated",
            ),
            models.UniqueConstraint(
                fields=["year", "kind", "title"], condition=Q(deleted_at=None), name="plan_title_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("planning:plan_detail", args=[self.pk])


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def visible_to(self, user: Any) -> "PlanItemQuerySet":
        """Those who run or lead the house see every item; a unit those of adopted plans that name it (rule 46)."""
        kept = self.filter(deleted_at=None, plan__deleted_at=None)
        if user.acts_as(*SEES_ALL):
            return kept
        shared = PlanItem.co_units.through.objects.filter(department_id__in=user.acting_units)
        mine = Q(lead_id__in=user.acting_units) | Q(pk__in=shared.values("planitem_id"))
        return kept.filter(mine).exclude(plan__state__in=BEFORE_ADOPTION)

    def running(self) -> "PlanItemQuerySet":
        """Items of adopted plans that still have to be done."""
        return self.filter(plan__state=PlanState.ADOPTED, progress__in=OPEN)


class PlanItem(models.Model):
    """One line of a plan. When it is to be done is kept in the words of the plan (`due_words`) and as they were read:
    a day, a stretch from `window_first` to `window_last`, or a `cycle`; a stretch may have a cycle of reports, too."""

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="items", verbose_name=_("plan"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("serial number"), max_length=20, blank=True)
    platform = models.CharField(_("platform"), max_length=12, choices=Platform.choices)
    title = models.CharField(_("task"), max_length=200)
    requirement = models.TextField(_("requirement"), blank=True)
    product = models.CharField(_("expected product"), max_length=200, blank=True)

    lead = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("lead unit"))
    co_units = models.ManyToManyField(Department, blank=True, related_name="+", verbose_name=_("co-units"))
    co_words = models.CharField(_("co-units as written"), max_length=400, blank=True)
    leader_words = models.CharField(_("responsible leader"), max_length=100, blank=True)

    due_words = models.CharField(_("to be done, as written"), max_length=100)
    due_kind = models.CharField(_("kind of date"), max_length=6, choices=DueKind.choices)
    window_first = models.DateField(pgettext_lazy("window", "from"), null=True, blank=True)
    window_last = models.DateField(pgettext_lazy("window", "until"), null=True, blank=True)
    cycle = models.CharField(_("reporting cycle"), max_length=20, blank=True)
    original_words = models.CharField(_("originally to be done"), max_length=100)
    original_last = models.DateField(_("original end"), null=True, blank=True)

    target = models.PositiveIntegerField(_("target"), null=True, blank=True)
    measure = models.CharField(_("counted in"), max_length=20, blank=True)
    progress = models.CharField(_("progress"), max_length=12, choices=Progress.choices, default=Progress.NOT_STARTED)
    done_count = models.PositiveIntegerField(_("done so far"), default=0)
    last_report_on = models.DateField(_("last report"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    amendments_made = models.PositiveSmallIntegerField(_("times amended"), default=0)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    objects: ClassVar[Any] = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(platform__in=Platform.values), name="plan_item_platform_known"),
            models.CheckConstraint(condition=Q(progress__in=Progress.values), name="plan_item_progress_known"),
            models.CheckConstraint(
                condition=Q(due_kind="date", window_first__isnull=False, window_last=F("window_first"))
                | Q(due_kind="window", window_first__isnull=False, window_last__gte=F("window_first"))
                | Q(due_kind="cycle", window_first=None, window_last=None) & ~Q(cycle=""),
                name="plan_item_due_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(progress="done", done_on__isnull=False) | ~Q(progress="done") & Q(done_on=None),
                name="plan_item_done_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gt=0) & ~Q(measure=""), name="plan_item_target_in_units"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="plan_item_not_its_own_part"),
        ]
        indexes = [
            models.Index(fields=["lead", "progress"], name="plan_item_lead"),
            models.Index(fields=["window_last"], name="plan_item_until"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("planning:plan_item", args=[self.pk])

    @property
    def state(self) -> str:
        """The state of the plan: what may be done with an item hangs on it."""
        return str(self.plan.state)

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.progress in OPEN

    @property
    def is_moved(self) -> bool:
        """Whether the plan as adopted said another time."""
        return self.due_words != self.original_words or self.window_last != self.original_last


class PartQuerySet(models.QuerySet[Any]):
    """Rows of which each belongs to an item: seen by whoever sees the item."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        """Reports on, and amendments of, the items this user may see (rule 46)."""
        return self.filter(item__in=PlanItem.objects.visible_to(user))


class PlanReport(models.Model):
    """What the lead unit says of an item; `count` is how much is done so far in all, where the item counts."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="reports", verbose_name=_("item"))
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    progress = models.CharField(_("progress"), max_length=12, choices=Progress.choices)
    text = models.TextField(_("what was done"))
    count = models.PositiveIntegerField(_("done so far"), null=True, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a plan item")
        verbose_name_plural = _("reports on plan items")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(progress__in=Progress.values), name="plan_report_progress_known")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.on:%m-%d}"


class Amendment(models.Model):
    """A change of an adopted plan: what was, what is, why, who approved it, in which paper (rule 31)."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="amendments", verbose_name=_("item"))
    field = models.CharField(_("what was changed"), max_length=20)
    old = models.CharField(_("before"), max_length=200, blank=True)
    new = models.CharField(_("after"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=400)
    approver = models.CharField(_("approved by"), max_length=100)
    document = models.CharField(_("paper"), max_length=100, blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by"))

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(approver=""), name="plan_amendment_is_justified")
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.item} {self.on:%m-%d}"
