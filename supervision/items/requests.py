"""A report that the lead unit asked of another unit: a part of the item, for its lists tell who is asked."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from secretariat.people.models import Department
from supervision.items.models import PartQuerySet, SupervisionItem


class ReportRequest(models.Model):
    """What the lead unit asked a co-unit to report, and until when (提请反馈, rule 51)."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="report_requests", verbose_name=_("item"))
    unit = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("unit"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    asked_on = models.DateField(_("requested on"))
    due_on = models.DateField(_("report until"))
    note = models.CharField(_("what it is about"), max_length=200, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a report")
        verbose_name_plural = _("requests for reports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="report_request_not_in_the_past"),
        ]
        indexes = [models.Index(fields=["item", "unit"], name="report_request_of_unit")]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.unit} {self.asked_on:%m-%d}"
