"""Taken up (承接): what another series, or an item elsewhere, makes of a decision of a higher series."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planning.meetings.models.meetings import Decision
from planning.meetings.models.topics import Topic


class TakenUp(models.Model):
    """That a decision has become a topic of another series, or is followed by an item that stood elsewhere already.

    `title` and `url` are those of the item: the drawers above own it.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="takings", verbose_name=_("decision"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="taken_from", verbose_name=_("topic")
    )
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(_("address"), max_length=200, blank=True)
    on = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by"))

    class Meta:
        verbose_name = _("taking up of a decision")
        verbose_name_plural = _("takings up of decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, subject_type=None, subject_id=None)
                | Q(topic=None, subject_type__isnull=False, subject_id__isnull=False),
                name="taken_up_by_a_topic_or_an_item",
            ),
            models.UniqueConstraint(fields=["decision", "topic"], name="taken_up_by_a_topic_once"),
            models.UniqueConstraint(fields=["decision", "subject_type", "subject_id"], name="taken_up_by_an_item_once"),
        ]

    def __str__(self) -> str:
        return self.title
