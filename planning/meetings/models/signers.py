"""The approval route of minutes (审签路线): who signs in which order, for a series and for one meeting of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planning.meetings.models.meetings import Meeting, Series
from planning.meetings.models.minutes import Approval, Called, Seen


class Signer(models.Model):
    """A place on a route: who signs there, and what the signature is called."""

    ordinal = models.PositiveSmallIntegerField(_("order"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    called = models.CharField(_("signature"), max_length=12, choices=Called.choices)

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return gettext("%(name)s (%(called)s)") % {"name": self.person, "called": self.get_called_display()}


class SeriesSigner(Signer):
    """Who signs the minutes of every meeting of a series; a change concerns minutes that are submitted after it."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="signers", verbose_name=_("series"))

    class Meta:
        verbose_name = _("approval route of a series")
        verbose_name_plural = _("approval routes of series")
        ordering = ["series", "ordinal"]
        constraints = [
            models.CheckConstraint(condition=Q(called__in=Called.values), name="series_signer_called_known"),
            models.UniqueConstraint(fields=["series", "ordinal"], name="series_signer_place_once"),
            models.UniqueConstraint(fields=["series", "person"], name="series_signer_person_once"),
        ]


class MinutesSigner(Signer):
    """Who signs the minutes of one meeting, from their submission on, with the signature once it is given."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="signers", verbose_name=_("meeting"))
    approval = models.OneToOneField(
        Approval, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("review of minutes")
    )

    class Meta:
        verbose_name = _("approval route of minutes")
        verbose_name_plural = _("approval routes of minutes")
        ordering = ["meeting", "ordinal"]
        constraints = [
            models.CheckConstraint(condition=Q(called__in=Called.values), name="minutes_signer_called_known"),
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="minutes_signer_place_once"),
            models.UniqueConstraint(fields=["meeting", "person"], name="minutes_signer_person_once"),
        ]
