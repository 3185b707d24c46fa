"""Who comes to a meeting: the standing participants of a series, and those of one meeting with their leave."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.meetings.models.meetings import SEES_ALL, Meeting, Series
from planning.meetings.states import AttendanceState
from secretariat.people.models import Department

Key = tuple[str, Any]


class Capacity(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Participant")
    OBSERVER = "observer", pgettext_lazy("attendance", "Observer")


class Guest(models.Model):
    """Somebody who comes: a person, a unit (then whoever it sends, its head as a rule), or a name from outside."""

    kind = models.CharField(_("takes part as"), max_length=10, choices=Capacity.choices, default=Capacity.PRESENT)
    ordinal = models.PositiveSmallIntegerField(_("order"), default=0)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(pgettext_lazy("from outside", "name"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> Key:
        """By what two lists tell that they mean the same guest."""
        if self.unit_id is not None:
            return "unit", self.unit_id
        return ("person", self.person_id) if self.person_id is not None else ("name", self.name)

    @property
    def words(self) -> str:
        """The guest's name; of a unit the name of the unit, where nobody is known."""
        return str(self.person or self.name or self.unit)


def is_somebody() -> Q:
    """What a row must name."""
    return Q(person__isnull=False) | Q(unit__isnull=False) | ~Q(name="")


class StandingGuest(Guest):
    """A guest of every meeting of a series."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="guests", verbose_name=_("series"))

    class Meta:
        verbose_name = _("standing participant")
        verbose_name_plural = _("standing participants")
        ordering = ["series", "-kind", "ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Capacity.values), name="standing_guest_kind_known"),
            models.CheckConstraint(condition=is_somebody(), name="standing_guest_is_somebody"),
            models.UniqueConstraint(
                fields=["series", "person", "unit", "name"], name="standing_guest_once", nulls_distinct=False
            ),
        ]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Any) -> "AttendanceQuerySet":
        """Those who run or lead the house see every list; others the rows of themselves and of their units."""
        if user.acts_as(*SEES_ALL):
            return self
        people = [person.pk for person in user.capacities]
        return self.filter(Q(person__in=people) | Q(unit__in=user.acting_units))

    def with_people(self) -> "AttendanceQuerySet":
        """With what a list shows of each row."""
        return self.select_related("person__department", "unit", "approved_by", "asked_by")

    def coming(self) -> "AttendanceQuerySet":
        """Without those whose leave is approved."""
        return self.exclude(state=AttendanceState.LEAVE)


class Attendance(Guest):
    """That somebody is to come to a meeting (出席、列席), is on leave (请假), and whether they came."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance", verbose_name=_("meeting"))
    state = models.CharField(
        _("state"), max_length=10, choices=AttendanceState.choices, default=AttendanceState.EXPECTED
    )
    reason = models.CharField(_("reason for leave"), max_length=200, blank=True)
    substitute = models.CharField(_("comes instead"), max_length=60, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("leave", "asked by"),
    )
    asked_on = models.DateField(pgettext_lazy("leave", "asked on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("leave", "approved by"),
    )
    approved_at = models.DateTimeField(pgettext_lazy("leave", "approved at"), null=True, blank=True)
    answer = models.CharField(_("why it was refused"), max_length=200, blank=True)
    came = models.BooleanField(_("came"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["meeting", "-kind", "ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Capacity.values), name="attendance_kind_known"),
            models.CheckConstraint(condition=Q(state__in=AttendanceState.values), name="attendance_state_known"),
            models.CheckConstraint(condition=is_somebody(), name="attendance_is_somebody"),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="attendance_person_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "unit"], condition=Q(unit__isnull=False), name="attendance_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(state="expected") | Q(asked_by__isnull=False, asked_on__isnull=False) & ~Q(reason=""),
                name="attendance_leave_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="leave", approved_by__isnull=False, approved_at__isnull=False)
                | ~Q(state="leave") & Q(approved_by=None, approved_at=None),
                name="attendance_leave_iff_approved",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="attendance_asked", condition=Q(state="asked"))]

    def get_absolute_url(self) -> str:
        return reverse("planning:meeting_attendance", args=[self.meeting_id])

    @property
    def named(self) -> set[int | None]:
        """Ids of those whose matter it is in the first place."""
        return {self.person_id}

    @property
    def unit_ids(self) -> set[int]:
        """Ids of the units to which the guest belongs."""
        own = self.person.department_id if self.person else None
        return {unit for unit in (self.unit_id, own) if unit is not None}


class Method(models.TextChoices):
    """What an invitation says to a calendar (RFC 5546)."""

    REQUEST = "request", pgettext_lazy("invitation", "Takes place")
    CANCEL = "cancel", pgettext_lazy("invitation", "Cancelled")


class Invitation(models.Model):
    """A notice of a meeting as it was sent: what it said, and its place in the calendars of those who got it.

    Series and number make the `uid`, which stays; `sequence` rises when day, time or place changes (rule 37).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations", verbose_name=_("meeting"))
    uid = models.CharField(_("identity in calendars"), max_length=120)
    sequence = models.PositiveIntegerField(_("sequence in calendars"))
    method = models.CharField(_("kind"), max_length=10, choices=Method.choices, default=Method.REQUEST)
    number_text = models.CharField(_("number"), max_length=40)
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"))
    length = models.PositiveSmallIntegerField(pgettext_lazy("meeting", "minutes"), validators=[MinValueValidator(1)])
    place = models.CharField(_("place"), max_length=60)
    topics = models.JSONField(pgettext_lazy("notice", "topics"), default=list, blank=True)
    bring = models.CharField(_("what to bring"), max_length=400, blank=True)
    contact = models.CharField(_("contact"), max_length=100, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_on = models.DateField(_("sent on"))
    made_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("notice of a meeting")
        verbose_name_plural = _("notices of meetings")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(method__in=Method.values), name="invitation_method_known")]

    def __str__(self) -> str:
        return self.number_text
