"""The agenda of a meeting: its lines, the lines that stand on every agenda, and who let a fixed one be changed."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models.meetings import SEES_ALL, Meeting, Series
from planning.meetings.models.topics import Topic

MINUTES = [MinValueValidator(1), MaxValueValidator(240)]


class LineKind(models.TextChoices):
    """In this order the lines of an agenda stand before anybody has moved them."""

    FIRST = "first", pgettext_lazy("agenda", "First item")
    TEMPLATE = "template", pgettext_lazy("agenda", "Standing line")
    CARRIED = "carried", pgettext_lazy("agenda", "Carried over")
    MATTER = "matter", pgettext_lazy("agenda", "Follow-up")
    TOPIC = "topic", pgettext_lazy("agenda", "Topic")
    OWN = "own", pgettext_lazy("agenda", "Entered by hand")


class LineState(models.TextChoices):
    KEPT = "kept", pgettext_lazy("agenda", "On the agenda")
    DROPPED = "dropped", pgettext_lazy("agenda", "Taken off")
    DEFERRED = "deferred", pgettext_lazy("agenda", "Next meeting")


class TemplateLine(models.Model):
    """A line that stands on every agenda of a series."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="template", verbose_name=_("series"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("agenda", "minutes"), validators=MINUTES)

    class Meta:
        verbose_name = _("standing line of agendas")
        verbose_name_plural = _("standing lines of agendas")
        ordering = ["series", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["series", "title"], name="template_line_once")]

    def __str__(self) -> str:
        return self.title


class AgendaLineQuerySet(models.QuerySet["AgendaLine"]):
    def visible_to(self, user: Any) -> "AgendaLineQuerySet":
        """The agenda is read by those who run or lead the house; a unit sees its own topics instead (rule 46)."""
        return self if user.acts_as(*SEES_ALL) else self.none()


class AgendaLine(models.Model):
    """A line of an agenda. `source` says what it comes of, in the words of whoever proposed it: topic:12, own:1."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name=_("meeting"))
    ordinal = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices)
    source = models.CharField(_("source"), max_length=60)
    url = models.CharField(_("address"), max_length=200, blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("topic")
    )
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("agenda", "minutes"), validators=MINUTES)
    presenter = models.CharField(_("presenter"), max_length=60, blank=True)
    why = models.CharField(_("why it is here"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LineState.choices, default=LineState.KEPT)
    seconds = models.PositiveIntegerField(_("seconds spent on it"), default=0)
    text = models.TextField(_("text in the minutes"), blank=True)

    objects: ClassVar[Any] = AgendaLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an agenda")
        verbose_name_plural = _("lines of agendas")
        ordering = ["meeting", "ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "source"], name="agenda_source_once"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="agenda_line_state_known"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="agenda_line_kind_known"),
            # A first item that the series asks for stands first and stays.
            models.CheckConstraint(
                condition=~Q(kind="first") | Q(ordinal=1, state="kept"), name="agenda_first_item_is_line_one"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaChange(models.Model):
    """That somebody with the right to do so let a fixed agenda be changed (rule 35)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_changes", verbose_name=_("meeting"))
    approved_by = models.CharField(_("approved by"), max_length=60)
    reason = models.CharField(_("reason"), max_length=200)
    on = models.DateField(_("day"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("approved change of an agenda")
        verbose_name_plural = _("approved changes of agendas")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by="") & ~Q(reason=""), name="agenda_change_approved_and_why")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.on:%Y-%m-%d}"
