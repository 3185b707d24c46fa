"""Views of lists that people saved: a name for a filter, an order and a choice of columns."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.people.models import Department


class Sharing(models.TextChoices):
    ME = "me", pgettext_lazy("shared with", "Only me")
    UNIT = "unit", pgettext_lazy("shared with", "My unit")
    ALL = "all", pgettext_lazy("shared with", "Everybody")


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own, those of one's unit and those for everybody; also theirs for whom one acts (rule 46)."""
        owners = [person.pk for person in user.capacities]
        mine = Q(owner__in=owners) | Q(shared=Sharing.ALL) | Q(shared=Sharing.UNIT, unit__in=user.acting_units)
        return self.filter(mine, deleted_at=None)


class SavedView(models.Model):
    """A tab of a list. `query` is the address it leads to; the rows themselves are always judged by who looks."""

    list = models.CharField(_("list"), max_length=40)
    name = models.CharField(_("name"), max_length=30)
    query = models.CharField(_("filter"), max_length=1000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_views", verbose_name=_("owner")
    )
    shared = models.CharField(_("shared with"), max_length=10, choices=Sharing.choices, default=Sharing.ME)
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("shared with the unit")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Place among the tabs."))
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(shared__in=Sharing.values), name="view_shared_known"),
            models.CheckConstraint(
                condition=Q(shared="unit", unit__isnull=False) | ~Q(shared="unit") & Q(unit=None),
                name="view_unit_iff_shared_with_it",
            ),
            models.UniqueConstraint(
                fields=["owner", "list", "name"], condition=Q(deleted_at=None), name="view_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
