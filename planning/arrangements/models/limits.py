"""How much the house puts on a day before the arrangement says so."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_BETWEEN = [MinValueValidator(1), MaxValueValidator(99)]


class DayLimitManager(models.Manager["DayLimit"]):
    def current(self) -> "DayLimit":
        """The limits that hold: those of the house, else what a new house starts with. One query."""
        return self.first() or DayLimit()


class DayLimit(models.Model):
    """The most entries of one leader, and of the house, on one day; more are shown among the conflicts."""

    per_leader = models.PositiveSmallIntegerField(
        _("entries of one leader on a day, at most"), default=3, validators=_BETWEEN
    )
    per_day = models.PositiveSmallIntegerField(
        _("entries of the house on a day, at most"), default=10, validators=_BETWEEN
    )

    objects: ClassVar[Any] = DayLimitManager()

    class Meta:
        verbose_name = _("limit of a day")
        verbose_name_plural = _("limits of a day")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per_leader__range=(1, 99), per_day__range=(1, 99)), name="day_limit_plausible"
            ),
            # One row holds for the house.
            models.CheckConstraint(condition=Q(pk=1), name="day_limit_once"),
        ]

    def __str__(self) -> str:
        facts = {"leader": self.per_leader, "day": self.per_day}
        return gettext("%(leader)d of a leader, %(day)d of the house") % facts
