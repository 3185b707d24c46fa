"""What becomes of the minutes of a meeting: noted, signed, frozen at publication, corrected by number afterwards."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models.agenda import AgendaLine
from planning.meetings.models.meetings import SEES_ALL, Meeting


class Seen(models.QuerySet[Any]):
    """Rows about the minutes of a meeting: read by those who run or lead the house (rule 46)."""

    def visible_to(self, user: Any) -> "Seen":
        """All of them, or none: a unit sees the decisions that name it instead."""
        return self if user.acts_as(*SEES_ALL) else self.none()


class Sitting(models.Model):
    """That a meeting was begun and noted here: when, at which line it is, and the words around its minutes."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="sitting", verbose_name=_("meeting"))
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    line = models.ForeignKey(
        AgendaLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("line under discussion")
    )
    turned_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    title = models.CharField(_("title of the minutes"), max_length=120, blank=True)
    opening = models.TextField(_("opening words of the minutes"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted on behalf of"),
    )

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        verbose_name = _("course of a meeting")
        verbose_name_plural = _("courses of meetings")
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(line=None), name="sitting_no_line_once_ended"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")), name="sitting_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class NoteKind(models.TextChoices):
    INFO = "info", pgettext_lazy("note", "Information")
    DECISION = "decision", pgettext_lazy("note", "Decision")
    ACTION = "action", pgettext_lazy("note", "To do")


class Note(models.Model):
    """What was noted at a line of the agenda, by whom and when. A decision noted here is read as pasted ones are."""

    line = models.ForeignKey(AgendaLine, models.PROTECT, related_name="notes", verbose_name=_("line"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices)
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    at = models.DateTimeField(_("noted at"))
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ["line__ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Verdict(models.TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("minutes", "Submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("minutes", "Taken back")
    RETURNED = "returned", pgettext_lazy("minutes", "Returned")
    APPROVED = "approved", pgettext_lazy("minutes", "Signed")


class Called(models.TextChoices):
    """What a signature on a route is called (核稿、会签、签发)."""

    CHECK = "check", pgettext_lazy("signature", "Check")
    COUNTERSIGN = "countersign", pgettext_lazy("signature", "Countersign")
    ISSUE = "issue", pgettext_lazy("signature", "Issue")


class Approval(models.Model):
    """A stage of the way of minutes through review (审签): who did what on which day; a return says why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="approvals", verbose_name=_("meeting"))
    verdict = models.CharField(_("outcome"), max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    called = models.CharField(_("signature"), max_length=12, choices=Called.choices, blank=True)

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        verbose_name = _("review of minutes")
        verbose_name_plural = _("reviews of minutes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="approval_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict="returned") & ~Q(reason="") | ~Q(verdict="returned") & Q(reason=""),
                name="approval_reason_iff_returned",
            ),
            models.CheckConstraint(
                condition=Q(called="") | Q(called__in=Called.values, verdict="approved"),
                name="approval_called_if_signed",
            ),
        ]
        triggers = [pgtrigger.Protect(name="approval_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting} {self.words}"

    @property
    def words(self) -> str:
        """What was done: on a route a signature by its name."""
        return str(self.get_called_display() if self.called else self.get_verdict_display())


class MinutesPaper(models.Model):
    """The minutes as they were published: their facts and the very bytes; a reprint is these bytes (rule 37)."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="paper", verbose_name=_("meeting"))
    facts = models.JSONField(_("facts"))
    docx = models.BinaryField(_("Word file"))
    docx_sha256 = models.CharField(_("SHA-256 of the Word file"), max_length=64)
    pdf = models.BinaryField(_("PDF file"), null=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF file"), max_length=64, blank=True)

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        verbose_name = _("published minutes")
        verbose_name_plural = _("published minutes")
        triggers = [pgtrigger.Protect(name="minutes_are_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesCorrection(models.Model):
    """A numbered correction (更正 第N号) of published minutes, which stay as they are (rule 37)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections", verbose_name=_("meeting"))
    number = models.PositiveSmallIntegerField(_("number"))
    place = models.CharField(_("place in the minutes"), max_length=220)
    old = models.TextField(_("as it reads"))
    new = models.TextField(_("as it should read"))
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("day"))

    objects: ClassVar[Any] = Seen.as_manager()

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_correction_number_once"),
            models.CheckConstraint(
                condition=~Q(old="") & ~Q(new="") & ~Q(reason="") & ~Q(old=F("new")),
                name="minutes_correction_says_what",
            ),
        ]
        triggers = [pgtrigger.Protect(name="correction_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('planning:meeting_detail', args=[self.meeting_id])}#correction-{self.pk}"
