"""Events: written once, never changed, never deleted; a database trigger sees to it."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, *records: models.Model) -> "EventQuerySet":
        """Events of these records: a thing and its parts, newest first."""
        wanted = models.Q(pk__in=[])
        for record in records:
            kind = ContentType.objects.get_for_model(record)
            wanted |= models.Q(subject_type=kind, subject_id=record.pk)
            wanted |= models.Q(whole_type=kind, whole_id=record.pk)
        return self.filter(wanted).select_related("actor", "behalf").order_by("-pk")


class Event(models.Model):
    """Who did what to which record; `whole` is the record whose page shows the event where the subject is a part."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("log", "person"),
    )
    behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    verb = models.CharField(_("action"), max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    whole_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    whole_id = models.BigIntegerField(null=True, blank=True)
    whole = GenericForeignKey("whole_type", "whole_id")
    label = models.CharField(_("record"), max_length=200)
    before = models.CharField(_("from"), max_length=30, blank=True)
    after = models.CharField(_("to"), max_length=30, blank=True)
    note = models.TextField(_("note"), blank=True)
    data = models.JSONField(_("data"), default=dict, blank=True)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("event log")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="event_subject"),
            models.Index(fields=["whole_type", "whole_id", "-id"], name="event_whole"),
            models.Index(fields=["actor", "-at"], name="event_actor"),
            models.Index(fields=["verb", "-at"], name="event_verb"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.label}"
