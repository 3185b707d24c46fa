"""Supervision items: what is stored of a followed matter, and what can never be false of it."""

from functools import cache, reduce
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
    ItemState,
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


@cache
def _address() -> str:
    """The page of an item, with 0 for its id: looked up once, for lists and sweeps of thousands."""
    return reverse("supervision:item_detail", args=[0])


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


class Called:
    """How an item is called and where it is found, whether one has its record or only what a line is made of."""

    pk: Any
    number_text: Any
    title: Any

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return _address().replace("/0/", f"/{self.pk}/")


class SupervisionItem(Called, models.Model):
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
