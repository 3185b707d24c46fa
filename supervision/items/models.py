"""Supervision items, the reports on them, and the extensions asked for."""

import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.people.models import Department, PostKind
from supervision.items.grams import COLUMNS, ItemGrams
from supervision.items.states import (
    BEFORE_DISPATCH,
    CLOSED,
    DROPPED,
    OPEN,
    REPORTED,
    UNNUMBERED,
    ExtensionState,
    ItemState,
    ObjectionState,
)

SEES_ALL = (
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)


# The records from which an item may come; beside them stands only what somebody assigned, in words.
RECORDS = ("decision", "plan_item", "instruction", "consultation")


def only_source(name: str) -> Q:
    """The item comes of this record and of nothing else."""
    others = {other: None for other in RECORDS if other != name}
    return Q(**{f"{name}__isnull": False}, assignment="", **others)


class Importance(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary")
    IMPORTANT = "important", _("Important")
    URGENT = "urgent", _("Urgent")


class Label(models.TextChoices):
    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")


class ItemQuerySet(models.QuerySet["SupervisionItem"]):
    def visible_to(self, user: Any) -> "ItemQuerySet":
        """Officers and leaders see all, a unit what was dispatched to it, the planner also what came of papers (46)."""
        kept = self.filter(deleted_at=None)
        if user.acts_as(*SEES_ALL):
            return kept
        mine = Q(pk__in=[])
        if units := user.acting_units:
            shared = SupervisionItem.co_units.through.objects.filter(department_id__in=units)
            mine = Q(lead_id__in=units) | Q(pk__in=shared.values("supervisionitem_id"))
            mine &= Q(dispatched_on__isnull=False)
        if user.acts_as(PostKind.PLANNER):
            mine |= Q(decision__isnull=False) | Q(plan_item__isnull=False) | Q(consultation__isnull=False)
        return kept.filter(mine)

    def open(self) -> "ItemQuerySet":
        """Dispatched and not yet completed."""
        return self.filter(state__in=OPEN)

    def closed(self) -> "ItemQuerySet":
        """Completed or signed off."""
        return self.filter(state__in=CLOSED)


class SupervisionItem(models.Model):
    """One matter that is followed until it is done (督查事项). Three dates: see rule 15."""

    state = models.CharField(_("state"), max_length=15, choices=ItemState.choices, default=ItemState.DRAFT)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    number_text = models.CharField(_("number"), max_length=40, blank=True)

    decision = models.ForeignKey(
        "planning.Decision", models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("decision")
    )
    plan_item = models.ForeignKey(
        "planning.PlanItem", models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("plan item")
    )
    instruction = models.ForeignKey(
        "supervision.Instruction",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("instruction"),
    )
    consultation = models.ForeignKey(
        "planning.Consultation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("key consultation"),
    )
    assignment = models.CharField(
        _("assigned by"), max_length=200, blank=True, help_text=_("Who assigned it, in which paper.")
    )
    title = models.CharField(_("title"), max_length=200)
    requirement = models.TextField(_("requirement"))
    product = models.CharField(_("expected product"), max_length=200, blank=True)
    importance = models.CharField(_("class"), max_length=10, choices=Importance.choices, default=Importance.ORDINARY)
    label = models.CharField(_("label"), max_length=10, choices=Label.choices, default=Label.INTERNAL)

    lead = models.ForeignKey(Department, models.PROTECT, related_name="led_items", verbose_name=_("lead unit"))
    co_units = models.ManyToManyField(Department, blank=True, related_name="shared_items", verbose_name=_("co-units"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handler")
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible leader"),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("supervising officer")
    )

    original_due_on = models.DateField(_("original due date"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    counted_due_on = models.DateField(_("counted due date"), null=True, blank=True)
    due_version = models.PositiveSmallIntegerField(_("version of the due date"), default=1)
    cycle = models.CharField(_("reporting cycle"), max_length=20, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    dispatched_on = models.DateField(_("dispatched on"), null=True, blank=True)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    last_report_on = models.DateField(_("last report"), null=True, blank=True)
    closing_on = models.DateField(_("closing report submitted on"), null=True, blank=True)
    closing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closing report submitted by"),
    )
    closing_behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closing report submitted on behalf of"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    signed_off_on = models.DateField(_("signed off on"), null=True, blank=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    resumed_on = models.DateField(_("resumed on"), null=True, blank=True)
    suspended_days = models.PositiveSmallIntegerField(
        _("working days suspended"), default=0, help_text=_("Of all suspensions that are over.")
    )
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    dropped_reason = models.CharField(
        _("why it was dropped"), max_length=200, blank=True, help_text=_("Not filed, merged into another, terminated.")
    )

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name=_("merged into")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("split off from")
    )
    relapse_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="relapses", verbose_name=_("relapse of")
    )
    last_step = models.CharField(_("last step"), max_length=20, blank=True)
    last_step_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )

    round = models.PositiveSmallIntegerField(_("round"), default=1)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0)
    extensions_granted = models.PositiveSmallIntegerField(_("times extended"), default=0)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision item")
        verbose_name_plural = _("supervision items")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.CheckConstraint(condition=Q(importance__in=Importance.values), name="item_importance_known"),
            models.UniqueConstraint(fields=["year", "number"], name="item_number_once"),
            models.CheckConstraint(
                condition=reduce(or_, map(only_source, RECORDS)) | Q(**dict.fromkeys(RECORDS)) & ~Q(assignment=""),
                name="item_exactly_one_source",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNNUMBERED, number=None, filed_on=None, number_text="")
                | ~Q(state__in=UNNUMBERED)
                & Q(number__isnull=False, year__isnull=False, filed_on__isnull=False)
                & ~Q(number_text=""),
                name="item_number_iff_filed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_DISPATCH, dispatched_on=None)
                | ~Q(state__in=BEFORE_DISPATCH) & Q(dispatched_on__isnull=False)
                | Q(state="merged"),
                name="item_dispatch_date_iff_dispatched",
            ),
            models.CheckConstraint(
                # Without the test for null an absent date would make the condition unknown, and unknown passes.
                condition=Q(state__in=CLOSED, done_on__isnull=False, done_on=F("closing_on"))
                | ~Q(state__in=CLOSED) & Q(done_on=None),
                name="item_done_iff_closed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=REPORTED, closing_on__isnull=False, closing_by__isnull=False)
                | ~Q(state__in=REPORTED) & Q(closing_on=None, closing_by=None, closing_behalf=None),
                name="item_closing_iff_reported_done",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["signed_off", "archived"], signed_off_on__isnull=False)
                | ~Q(state__in=["signed_off", "archived"]) & Q(signed_off_on=None),
                name="item_signed_off_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="archived", archived_on__isnull=False) | ~Q(state="archived") & Q(archived_on=None),
                name="item_archived_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DROPPED) & ~Q(dropped_reason="") | ~Q(state__in=DROPPED) & Q(dropped_reason=""),
                name="item_reason_iff_dropped",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DROPPED) | Q(dropped_on=None), name="item_dropped_on_a_day_only_if_dropped"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="item_target_iff_merged",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")) & ~Q(split_from=F("pk")) & ~Q(relapse_of=F("pk")),
                name="item_is_not_its_own_kin",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "not_filed"]) | Q(original_due_on__isnull=False) | ~Q(cycle=""),
                name="item_due_or_cycle",
            ),
            models.CheckConstraint(
                condition=Q(original_due_on=None, due_on=None, counted_due_on=None)
                | Q(original_due_on__isnull=False, due_on__isnull=False, counted_due_on__isnull=False),
                name="item_three_dates_together",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="item_state_due"),
            models.Index(fields=["lead", "state"], name="item_lead_state"),
            models.Index(fields=["done_on"], name="item_done"),
            # The ledger: what is open, and everything in each of its orders.
            models.Index(fields=["due_on", "id"], name="item_open_due", condition=Q(state__in=OPEN, deleted_at=None)),
            models.Index(fields=["due_on", "id"], name="item_due", condition=Q(deleted_at=None)),
            models.Index(
                F("due_on").desc(nulls_last=True), F("id").desc(), name="item_due_desc", condition=Q(deleted_at=None)
            ),
            models.Index(
                F("year").desc(nulls_last=True),
                F("number").desc(nulls_last=True),
                F("id").desc(),
                name="item_number_desc",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                F("last_report_on").asc(nulls_first=True), F("id"), name="item_report", condition=Q(deleted_at=None)
            ),
            models.Index(fields=["lead", "due_on", "id"], name="item_lead_due", condition=Q(deleted_at=None)),
            GinIndex(ItemGrams(*COLUMNS), name="item_search"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="original_due_write_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__filed_on__isnull=False)
                & pgtrigger.Q(old__original_due_on__df=pgtrigger.F("new__original_due_on")),
            ),
            pgtrigger.Protect(
                name="number_write_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__isnull=False)
                & pgtrigger.Q(old__number__df=pgtrigger.F("new__number")),
            ),
            # Rule 29: what is archived is only read.
            pgtrigger.Protect(
                name="archived_read_only", operation=pgtrigger.Update, condition=pgtrigger.Q(old__state="archived")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("supervision:item_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Dispatched and not yet completed."""
        return self.state in OPEN

    @property
    def comes_of_a_record(self) -> bool:
        """Whether a record of the house is its source, and not the words of an assignment."""
        return any(getattr(self, f"{name}_id") for name in RECORDS)

    @property
    def goes_to_leader(self) -> bool:
        """Whether the leader reads it after the review: what a leader instructed, and important and urgent matters."""
        return self.instruction_id is not None or self.importance != Importance.ORDINARY

    @property
    def is_dropped(self) -> bool:
        """Over without being done: not filed, merged into another, or terminated."""
        return self.state in DROPPED

    @property
    def named(self) -> set[int | None]:
        """Ids of those whose matter it is in the first place: whoever acts for one of them does so in their name."""
        return {self.handler_id, self.leader_id, self.officer_id}

    @property
    def submitters(self) -> set[int | None]:
        """Ids of whoever submitted the closing report, and in whose name (rule 27)."""
        return {self.closing_by_id, self.closing_behalf_id}


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
