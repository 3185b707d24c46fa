"""Departments in the order of the organisation, the people in them, and the posts they hold."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
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


class User(AbstractUser):
    """A person who logs in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=30)
    pinyin = models.CharField(_("pinyin"), max_length=60, blank=True, help_text=_("Sort key of the name."))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("unit")
    )
    phone = models.CharField(pgettext_lazy("telephone", "extension"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=10, blank=True, choices=[("zh-hans", _("Chinese")), ("en", _("English"))]
    )

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["department__order", "pinyin", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def post_kinds(self) -> frozenset[str]:
        """The kinds of posts held: one query a request."""
        return frozenset(kind for kind, _unit in self._held)

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
    kind = models.CharField(_("kind"), max_length=20, choices=PostKind.choices)
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
