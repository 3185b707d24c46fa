"""Kinds of bulletins, their issues, the prose of an issue, and the frozen paper of a signed one."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.numbering.models import NumberKind
from secretariat.people.models import PostKind
from supervision.bulletins.states import IssueState

SEES_DRAFTS = (
    PostKind.SUPERVISOR,
    PostKind.DEPUTY,
    PostKind.SECRETARY_GENERAL,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
)
# To whom issues go once they are signed.
READS_ISSUED = (PostKind.HEAD, PostKind.PLANNER)


class BulletinKind(models.Model):
    """A bulletin of the house, such as 督查专报: masthead, issuer, numbers, distribution."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=30)
    masthead = models.CharField(_("masthead"), max_length=30)
    issuer = models.CharField(_("issuer"), max_length=60)
    numbers = models.ForeignKey(NumberKind, models.PROTECT, related_name="+", verbose_name=_("number format"))
    report_to = models.CharField(_("reported to"), max_length=200, blank=True)
    send_to = models.CharField(_("sent to"), max_length=200, blank=True)
    copy_to = models.CharField(_("copied to"), max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies printed"), default=30)
    compiled_monthly = models.BooleanField(_("compiled every month"), default=False)

    class Meta:
        verbose_name = _("kind of bulletin")
        verbose_name_plural = _("kinds of bulletins")

    def __str__(self) -> str:
        return self.name


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: Any) -> "IssueQuerySet":
        """Officers and leaders see every issue; heads of units those that are issued."""
        if user.acts_as(*SEES_DRAFTS):
            return self
        return self.filter(state=IssueState.ISSUED) if user.acts_as(*READS_ISSUED) else self.none()


class Issue(models.Model):
    """One issue (第N期). A draft shows live facts; a signed one only what was frozen when it was signed (rule 43)."""

    kind = models.ForeignKey(BulletinKind, models.PROTECT, related_name="issues", verbose_name=_("kind"))
    state = models.CharField(_("state"), max_length=10, choices=IssueState.choices, default=IssueState.DRAFT)
    title = models.CharField(_("title"), max_length=100)
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to"))
    facts = models.JSONField(_("facts"), default=dict)
    compiled_at = models.DateTimeField(_("compiled at"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("editor")
    )
    editor_behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted on behalf of"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("issue number"), null=True, blank=True)
    overall_number = models.PositiveIntegerField(_("overall number"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin issue")
        verbose_name_plural = _("bulletin issues")
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IssueState.values), name="issue_state_known"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="issue_period"),
            models.UniqueConstraint(fields=["kind", "year", "number"], name="issue_number_once"),
            models.UniqueConstraint(fields=["kind", "overall_number"], name="issue_overall_number_once"),
            models.UniqueConstraint(
                fields=["kind", "first_on", "last_on"], condition=~Q(state="issued"), name="issue_one_draft_per_period"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="issued",
                    number__isnull=False,
                    year__isnull=False,
                    overall_number__isnull=False,
                    signed_by__isnull=False,
                    signed_on__isnull=False,
                )
                | ~Q(state="issued") & Q(number=None, year=None, overall_number=None, signed_by=None, signed_on=None),
                name="issue_number_iff_issued",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="issued"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind.name} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:issue_detail", args=[self.pk])

    @property
    def named(self) -> set[int | None]:
        """Ids of those whose issue it is in the first place: whoever acts for one of them does so in their name."""
        return {self.editor_id}

    @property
    def submitters(self) -> set[int | None]:
        """Ids of whoever submitted it, and in whose name: others review it."""
        return {self.editor_id, self.editor_behalf_id}


class Section(models.Model):
    """A section of an issue: the prose that editors add to what the facts say. Recompiling leaves it alone."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="sections", verbose_name=_("issue"))
    code = models.SlugField(_("code"))
    order = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("heading"), max_length=60)
    prose = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["issue", "code"], name="section_once")]

    def __str__(self) -> str:
        return self.heading


class FrozenPaper(models.Model):
    """The very bytes of a signed issue; a reprint is these bytes."""

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="paper", verbose_name=_("issue"))
    docx = models.BinaryField(_("Word file"))
    docx_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField(_("PDF file"), null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("frozen paper")
        verbose_name_plural = _("frozen papers")
        triggers = [pgtrigger.Protect(name="paper_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.issue)
