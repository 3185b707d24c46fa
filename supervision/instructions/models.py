"""Instructions, and who may read those that a leader meant for few."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from secretariat.people.models import PostKind
from supervision.instructions.states import InstructionState

# Administrators see of instructions what the administration shows: everything but the text.
SEES_ALL = (PostKind.SUPERVISOR, PostKind.DEPUTY, PostKind.SECRETARY_GENERAL, PostKind.AUDITOR)


class PrivateReader(models.Model):
    """A post whose holders read private instructions (rule 46); the administrator chooses which."""

    kind = models.CharField(_("post"), max_length=20, choices=PostKind.choices, unique=True)
    is_active = models.BooleanField(_("reads private instructions"), default=True)

    class Meta:
        verbose_name = _("reader of private instructions")
        verbose_name_plural = _("readers of private instructions")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="private_reader_kind_known")]

    def __str__(self) -> str:
        return self.get_kind_display()


class InstructionQuerySet(models.QuerySet["Instruction"]):
    def visible_to(self, user: Any) -> "InstructionQuerySet":
        """Leaders, officers and auditors see all; a unit those of which an item was dispatched to it (rule 46).

        A private one is seen by nobody but the leader who wrote it and the posts that were chosen for it.
        """
        seen = Q(is_private=False)
        if not user.acts_as(*SEES_ALL):
            seen &= Q(pk__in=self._dispatched_to(user.acting_units))
        posts = {kind for person in user.capacities for kind in person.post_kinds}
        chosen = Exists(PrivateReader.objects.filter(is_active=True, kind__in=posts))
        return self.filter(seen | Q(is_private=True) & (Q(leader_user__in=user.capacities) | chosen))

    def _dispatched_to(self, units: Any) -> Any:
        mine = Q(items__lead__in=units) | Q(items__co_units__in=units)
        given = Instruction.objects.filter(mine, items__deleted_at=None, items__dispatched_on__isnull=False)
        return given.order_by().values("pk")


class Instruction(models.Model):
    """What a leader wrote on a paper (批示). A private text stands nowhere else: not in events, notices or names."""

    leader = models.CharField(pgettext_lazy("instruction", "leader"), max_length=60)
    leader_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("instruction", "leader as a person"),
    )
    document = models.CharField(pgettext_lazy("instruction", "paper"), max_length=200)
    text = models.TextField(_("text"))
    given_on = models.DateField(_("day"))
    is_private = models.BooleanField(_("private"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=InstructionState.choices, default=InstructionState.NOTED
    )
    not_tracked_reason = models.CharField(_("why it is not tracked"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InstructionState.values), name="instruction_state_known"),
            models.CheckConstraint(
                condition=Q(state="not_tracked") & ~Q(not_tracked_reason="")
                | ~Q(state="not_tracked") & Q(not_tracked_reason=""),
                name="instruction_reason_iff_not_tracked",
            ),
            models.CheckConstraint(
                condition=~Q(leader="") & ~Q(text="") & ~Q(document=""), name="instruction_says_something"
            ),
        ]
        indexes = [models.Index(fields=["given_on"], name="instruction_day")]

    def __str__(self) -> str:
        facts = {"leader": self.leader, "day": f"{self.given_on:%Y-%m-%d}"}
        return gettext("Instruction by %(leader)s, %(day)s") % facts

    def get_absolute_url(self) -> str:
        return reverse("supervision:instruction_detail", args=[self.pk])
