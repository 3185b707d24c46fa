"""What somebody is typing into a form of an item and has not sent: kept for its author alone."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.items.models import SupervisionItem

# As many characters as the longest field of these forms holds.
ROOM = 4000


class DraftKind(models.TextChoices):
    """The steps whose forms are kept, by the names of the steps."""

    REPORT = "report", _("Report")
    CLOSING = "submit_closing", _("Closing report")
    EXTENSION = "ask_extension", _("Request for extension")


class DraftQuerySet(models.QuerySet["ReportDraft"]):
    def of(self, user: Any) -> "DraftQuerySet":
        """The drafts of this person. Nobody else sees them, nor whoever acts for the person: nothing is said yet."""
        return self.filter(author=user)


class ReportDraft(models.Model):
    """A form as it stood when it was typed last (草稿); sending the form takes it away."""

    item = models.ForeignKey(SupervisionItem, models.PROTECT, related_name="drafts", verbose_name=_("item"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    kind = models.CharField(_("kind"), max_length=20, choices=DraftKind.choices)
    fields = models.JSONField(_("fields"), default=dict)
    saved_at = models.DateTimeField(_("saved at"))

    objects: ClassVar[Any] = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a report")
        verbose_name_plural = _("drafts of reports")
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DraftKind.values), name="draft_kind_known"),
            models.UniqueConstraint(fields=["item", "author", "kind"], name="draft_one_of_each"),
        ]

    def __str__(self) -> str:
        return f"{self.item.number_text} {self.get_kind_display()}"
