"""One run of an import: what was sent, what became of it, and what can be taken back."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.people.models import PostKind

UNDO_HOURS = 24


class RunState(models.TextChoices):
    PREVIEWED = "previewed", _("Previewed")
    CONFIRMED = "confirmed", pgettext_lazy("state", "Imported")
    UNDONE = "undone", _("Taken back")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: Any) -> "ImportRunQuerySet":
        """One's own imports and theirs for whom one acts; administrators and auditors see all (46)."""
        if user.acts_as(PostKind.ADMINISTRATOR, PostKind.AUDITOR):
            return self
        return self.filter(by__in=[person.pk for person in user.capacities])


class ImportRun(models.Model):
    """A sheet on its way in. `cells` is what was read of it, `options` what the person chose, `made` the records that
    came of it: [label of the model, id] each. Before confirmation nothing but this row exists."""

    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.PREVIEWED)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    cells = models.JSONField(_("cells"), default=dict)
    options = models.JSONField(_("options"), default=dict, blank=True)
    made = models.JSONField(_("records made"), default=list, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_failed = models.PositiveIntegerField(_("rows failed"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("import", "person")
    )
    at = models.DateTimeField(_("uploaded at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    last_event = models.BigIntegerField(_("last event of the import"), null=True, blank=True)

    objects: ClassVar[Any] = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="import_state_known"),
            models.CheckConstraint(
                condition=Q(state="previewed", confirmed_at=None, last_event=None)
                | ~Q(state="previewed") & Q(confirmed_at__isnull=False, last_event__isnull=False),
                name="import_confirmed_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | ~Q(state="undone") & Q(undone_at=None),
                name="import_undone_iff_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def undo_until(self) -> datetime | None:
        """Until when a confirmed import can be taken back; None for one that cannot."""
        if self.state != RunState.CONFIRMED or self.confirmed_at is None:
            return None
        return self.confirmed_at + timedelta(hours=UNDO_HOURS)
