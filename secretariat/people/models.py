"""Departments in the order of the organisation, the people in them, the posts they hold, and who acts for whom."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Department(models.Model):
    """A unit of the house (委室), or one from outside that takes part in its work."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    kind = models.CharField(
        _("kind"), max_length=30, blank=True, help_text=_("Units of one kind can be addressed together.")
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=999, help_text=_("Place in the order of the organisation.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The name for narrow columns."""
        return self.short_name or self.name


class DepartmentAlias(models.Model):
    """Another name under which papers speak of a unit (提案委 = 提案委员会)."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="aliases", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("unit alias")
        verbose_name_plural = _("unit aliases")

    def __str__(self) -> str:
        return self.name


class PostKind(models.TextChoices):
    HEAD = "head", _("Head of unit")
    SUPERVISOR = "supervisor", _("Supervision officer")
    PLANNER = "planner", _("Planning officer")
    DEPUTY = "deputy", _("Deputy secretary-general")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-general")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Theme(models.TextChoices):
    LIGHT = "light", pgettext_lazy("theme", "Light")
    DARK = "dark", pgettext_lazy("theme", "Dark")


class User(AbstractUser):
    """A person who logs in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(pgettext_lazy("person", "name"), max_length=30)
    pinyin = models.CharField(_("pinyin"), max_length=60, blank=True, help_text=_("Sort key of the name."))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("unit")
    )
    phone = models.CharField(pgettext_lazy("telephone", "extension"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=10, blank=True, choices=[("zh-hans", _("Chinese")), ("en", _("English"))]
    )
    theme = models.CharField(_("theme"), max_length=10, blank=True, choices=Theme.choices)
    mails_digest = models.BooleanField(
        _("daily digest by mail"),
        default=True,
        help_text=_("Whatever is urgent is mailed in any case, and everything stands among the notices."),
    )
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)

    # For whom this person acts now, as the log-in of a request resolved it. Whoever was read otherwise acts for nobody
    # but themself: a right is never lent by accident.
    acting: tuple["Acting", ...] = ()

    # The hash that a new password has replaced, for the history of passwords, until it is saved.
    replaced_password = ""

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["department__order", "pinyin", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Every page and command sets it here: what it replaces is kept in mind until the rules are told of it."""
        self.replaced_password = self.replaced_password or self.password
        super().set_password(raw_password)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def post_kinds(self) -> frozenset[str]:
        """The kinds of posts held: one query a request."""
        # Whoever has every right administers the house, before any post is entered.
        own = {PostKind.ADMINISTRATOR.value} if self.is_superuser else set()
        return frozenset(own | {kind for kind, _unit in self._held})

    @cached_property
    def overseen(self) -> frozenset[int]:
        """Ids of the units this person oversees (分管): one more query, leaders only."""
        if not self.holds(PostKind.DEPUTY):
            return frozenset()
        return frozenset(Post.oversees.through.objects.filter(post__user=self).values_list("department_id", flat=True))

    @cached_property
    def heads(self) -> frozenset[int]:
        """Ids of the units this person heads."""
        return frozenset(unit for kind, unit in self._held if kind == PostKind.HEAD and unit is not None)

    @cached_property
    def _held(self) -> list[tuple[str, int | None]]:
        # The log-in brings the posts along (`PeopleBackend`); a person read from elsewhere asks for them.
        held: list[dict[str, Any]] | None = self.__dict__.get("held")
        if held is None:
            return list(self.posts.values_list("kind", "department_id"))
        return [(post["kind"], post["department"]) for post in held]

    def holds(self, *kinds: str) -> bool:
        """Whether the person holds a post of any of these kinds."""
        return not self.post_kinds.isdisjoint(kinds)

    @property
    def capacities(self) -> list["User"]:
        """Everyone by whose right this person may act: themself, then those for whom they act."""
        return [self, *(acting.giver for acting in self.acting)]

    @cached_property
    def hands(self) -> frozenset[int]:
        """Ids of those through whose hands goes what is done by this person's right: whoever acts for them, too."""
        return frozenset({self.pk})

    def acts_as(self, *kinds: str) -> bool:
        """Whether the person holds a post of any of these kinds, or acts for somebody who does."""
        return any(person.holds(*kinds) for person in self.capacities)

    @property
    def acting_units(self) -> frozenset[int]:
        """Ids of the person's own unit and of the units of those for whom they act."""
        return frozenset(person.department_id for person in self.capacities if person.department_id is not None)

    @property
    def title(self) -> str:
        """What stands under the name: the highest post, else the unit."""
        shown = [kind for kind in _RANK if kind in self.post_kinds]
        if shown and shown[0] == PostKind.HEAD and self.department:
            return self.department.short
        return str(PostKind(shown[0]).label) if shown else (self.department.short if self.department else "")


_RANK: list[Any] = [
    PostKind.SECRETARY_GENERAL,
    PostKind.DEPUTY,
    PostKind.SUPERVISOR,
    PostKind.PLANNER,
    PostKind.ADMINISTRATOR,
    PostKind.AUDITOR,
    PostKind.HEAD,
]


class Post(models.Model):
    """A post that a person holds; a deputy secretary-general oversees units."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("person"))
    kind = models.CharField(pgettext_lazy("of a person", "kind"), max_length=20, choices=PostKind.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("unit")
    )
    oversees = models.ManyToManyField(Department, blank=True, related_name="overseers", verbose_name=_("oversees"))

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "department"], name="post_once", nulls_distinct=False),
            models.CheckConstraint(condition=models.Q(kind__in=PostKind.values), name="post_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(kind="head") | models.Q(department__isnull=False), name="post_head_of_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"


# ── Delegation (代理) ─────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Acting:
    """That somebody acts for `giver`: on which days, both included."""

    giver: User
    from_on: date
    until_on: date


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: date) -> "DelegationQuerySet":
        """Those that hold on a day: not revoked, between people who are active."""
        active = self.filter(giver__is_active=True, taker__is_active=True)
        return active.filter(from_on__lte=on, until_on__gte=on, revoked_at=None)

    def to_come(self, on: date) -> "DelegationQuerySet":
        """Those that hold on `on` or will hold later."""
        return self.filter(until_on__gte=on, revoked_at=None)


class Delegation(models.Model):
    """While `giver` is away, `taker` may do what `giver` may (代理). Both days are included."""

    giver = models.ForeignKey(User, models.PROTECT, related_name="delegations_given", verbose_name=_("who is away"))
    taker = models.ForeignKey(User, models.PROTECT, related_name="delegations_taken", verbose_name=_("who acts"))
    from_on = models.DateField(pgettext_lazy("delegation", "from"))
    until_on = models.DateField(pgettext_lazy("delegation", "until"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    made_at = models.DateTimeField(_("entered at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects: ClassVar[Any] = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="delegation_to_another"),
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="delegation_period"),
            ExclusionConstraint(
                name="delegation_pair_once_a_day",
                # A range of one number needs no extension of the database to be compared.
                expressions=[
                    (models.Func("giver", "giver", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (models.Func("taker", "taker", models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        models.Func(
                            "from_on",
                            "until_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(revoked_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["until_on"], name="delegation_kept", condition=models.Q(revoked_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker} {self.from_on:%Y-%m-%d}—{self.until_on:%Y-%m-%d}"


class PasswordHistory(models.Model):
    """The hash of a password that a person has used, so that it is not used again too soon."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords", verbose_name=_("person"))
    password = models.CharField(max_length=128)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"
