"""Topics: what a unit wants a meeting to talk about, and on which meetings it was."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models.meetings import SEES_ALL, Meeting, Series
from planning.meetings.states import TopicState
from secretariat.people.models import Department

SIGNED = ("signed", "accepted", "deferred", "refused", "finished")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, user: Any) -> "TopicQuerySet":
        """A unit sees its own topics; those who run or lead the house all that were submitted (rule 46)."""
        mine = Q(unit__in=user.acting_units)
        if user.acts_as(*SEES_ALL):
            return self.filter(mine | ~Q(state=TopicState.DRAFT))
        return self.filter(mine)


class Topic(models.Model):
    """A matter that a unit brings before a meeting (议题); it lives through meetings until it is finished (rule 37)."""

    title = models.CharField(_("title"), max_length=120)
    unit = models.ForeignKey(Department, models.PROTECT, related_name="topics", verbose_name=_("unit"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    presenter = models.CharField(_("presenter"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes needed"), default=10, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    reason = models.TextField(_("why it is brought up"))
    wanted = models.TextField(_("wanted decision"))
    series = models.ForeignKey(Series, models.PROTECT, related_name="topics", verbose_name=_("series"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("meant for")
    )
    state = models.CharField(_("state"), max_length=10, choices=TopicState.choices, default=TopicState.DRAFT)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    is_late = models.BooleanField(
        pgettext_lazy("topic", "late"), default=False, help_text=_("Submitted after the cut-off of its meeting.")
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    answer = models.CharField(
        _("reason given"), max_length=200, blank=True, help_text=_("Why it was returned, deferred or refused.")
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TopicState.values), name="topic_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None) | ~Q(state="draft") & Q(submitted_at__isnull=False),
                name="topic_moment_iff_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SIGNED, signed_by__isnull=False, signed_on__isnull=False)
                | ~Q(state__in=SIGNED) & Q(signed_by=None, signed_on=None),
                name="topic_signer_iff_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["deferred", "refused"]) | ~Q(answer=""), name="topic_answer_if_turned_away"
            ),
        ]
        indexes = [models.Index(fields=["state", "meeting"], name="topic_state_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("planning:topic_detail", args=[self.pk])

    @property
    def was_returned(self) -> bool:
        """A draft that the leader sent back, with a reason."""
        return self.state == TopicState.DRAFT and bool(self.answer)


class Outcome(models.TextChoices):
    CARRIED = "carried", pgettext_lazy("hearing", "Not finished, carried over")
    DEFERRED = "deferred", pgettext_lazy("hearing", "Put off to the next meeting")
    DROPPED = "dropped", pgettext_lazy("hearing", "Taken off the agenda")
    FINISHED = "finished", pgettext_lazy("hearing", "Decided on")


class Hearing(models.Model):
    """That a topic was on a meeting, and what came of it (rule 37)."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="hearings", verbose_name=_("topic"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="hearings", verbose_name=_("meeting"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("hearing of a topic")
        verbose_name_plural = _("hearings of topics")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "meeting"], name="hearing_once_a_meeting"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="hearing_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.meeting}"
