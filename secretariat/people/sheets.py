"""Units and people as sheets: what their columns are called and how they are read."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from import_export.fields import Field
from import_export.widgets import Widget

from secretariat.errors import Refused
from secretariat.patterns import regex
from secretariat.people.models import Department, DepartmentAlias, Post, PostKind, User
from secretariat.people.pinyin import pinyin_of
from secretariat.people.reach import check_post, check_reach
from secretariat.registers import Whole, YesNo
from secretariat.resources import SheetResource, in_every_language

_BETWEEN = regex(r"[、,，;；\n]+")


def _listed(text: str) -> list[str]:
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]


class UnitByName(Widget):
    """A unit by its name, its short name or another of its names."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Department | None:
        if not value:
            return None
        for known in ({"name": value}, {"short_name": value}, {"aliases__name": value}):
            if unit := Department.objects.filter(**known).first():
                return unit
        raise ValueError(_("There is no unit called “%(name)s”.") % {"name": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name if value else ""


class UnitResource(SheetResource):
    """Units with their other names; a unit is known by its name. Names are added to a unit and not taken away."""

    titles: ClassVar[dict[str, Any]] = {
        "name": gettext_lazy("name"),
        "short_name": gettext_lazy("short name"),
        "kind": gettext_lazy("kind"),
        "order": gettext_lazy("order"),
        "is_active": gettext_lazy("active"),
        "aliases": gettext_lazy("other names"),
    }
    parts = ("aliases",)

    order = Field(attribute="order", widget=Whole(), default=999)
    is_active = Field(attribute="is_active", widget=YesNo())
    aliases = Field()

    class Meta(SheetResource.Meta):
        model = Department
        fields = ("name", "short_name", "kind", "order", "is_active", "aliases")
        import_id_fields = ("name",)

    @classmethod
    def hint(cls) -> str:
        return _(
            "The order is the place in the organisation. Other names, as papers write them, are set apart by 、 or ;. "
            "Units of one kind can be addressed together."
        )

    def dehydrate_aliases(self, unit: Department) -> str:
        return "、".join(unit.aliases.order_by("pk").values_list("name", flat=True)) if unit.pk else ""

    def clean_aliases(self, unit: Department, text: str) -> None:
        taken = DepartmentAlias.objects.filter(name__in=_listed(text)).exclude(department=unit.pk)
        if names := [alias.name for alias in taken]:
            raise ValueError(_("Another unit has this name already: %(names)s") % {"names": ", ".join(names)})
        if long := [name for name in _listed(text) if len(name) > 60]:
            raise ValueError(_("This name is too long: %(name)s") % {"name": long[0][:60]})

    def save_aliases(self, unit: Department, text: str) -> None:
        for name in _listed(text):
            DepartmentAlias.objects.get_or_create(name=name, defaults={"department": unit})


class PersonResource(SheetResource):
    """People with their posts, known by their staff number. Neither password nor rights of administration are read;
    posts are added and not taken away, and who is active is only told."""

    titles: ClassVar[dict[str, Any]] = {
        "username": gettext_lazy("staff number"),
        "name": gettext_lazy("full name"),
        "department": gettext_lazy("unit"),
        "phone": gettext_lazy("telephone extension"),
        "email": gettext_lazy("e-mail"),
        "posts": gettext_lazy("posts"),
        "is_active": gettext_lazy("active"),
    }
    parts = ("posts",)

    department = Field(attribute="department", widget=UnitByName())
    posts = Field()
    is_active = Field(attribute="is_active", widget=YesNo(), readonly=True)

    class Meta(SheetResource.Meta):
        model = User
        fields = ("username", "name", "department", "phone", "email", "posts", "is_active")
        import_id_fields = ("username",)

    @classmethod
    def hint(cls) -> str:
        posts = pgettext("between the items of a list", ", ").join(str(kind.label) for kind in PostKind)
        return _(
            "Posts are set apart by 、 or ;: %(posts)s. Units must be there already. Whoever is new logs in with a "
            "first password: give it in the list of people."
        ) % {"posts": posts}

    def after_init_instance(self, instance: User, new: bool, row: Any, **kwargs: Any) -> None:
        if new:
            # Somebody must give a new person a way in; a sheet never does.
            instance.set_unusable_password()

    def before_save_instance(self, instance: User, row: Any, **kwargs: Any) -> None:
        self._refuse_beyond_reach(instance, row, by=kwargs["user"])
        instance.pinyin = instance.pinyin or pinyin_of(instance.name)

    def _refuse_beyond_reach(self, person: User, row: Any, *, by: Any) -> None:
        """A sheet changes nobody, and gives no post, that its sender could not by hand; rows as they were pass."""
        given = _new_posts(person, self._cell(row, "posts")) if self._given(row) else []
        try:
            check_reach(person, by=by)
            for kind, _unit in given:
                check_post(person, kind, by=by)
        except Refused as refusal:
            raise ValidationError({"posts" if given else "username": [str(refusal)]}) from refusal

    def dehydrate_posts(self, person: User) -> str:
        kinds = person.posts.order_by("pk").values_list("kind", flat=True) if person.pk else []
        return "、".join(str(PostKind(kind).label) for kind in kinds)

    def clean_posts(self, person: User, text: str) -> None:
        kinds = _kinds(text)
        if PostKind.HEAD in kinds and person.department is None:
            raise ValueError(_("Whoever heads a unit must belong to one."))

    def save_posts(self, person: User, text: str) -> None:
        for kind, unit in _new_posts(person, text):
            Post.objects.create(user=person, kind=kind, department=unit)


def _new_posts(person: User, text: str) -> list[tuple[str, Department | None]]:
    """The posts of the cell that the person does not hold yet, with their units."""
    held = set(person.posts.values_list("kind", "department")) if person.pk else set()
    wanted = [(kind, person.department if kind == PostKind.HEAD else None) for kind in dict.fromkeys(_kinds(text))]
    return [(kind, unit) for kind, unit in wanted if (kind, unit and unit.pk) not in held]


def _kinds(text: str) -> list[str]:
    known = {word: kind.value for kind in PostKind for word in {kind.value, *in_every_language(kind.label)}}
    words = _listed(text)
    if unknown := [word for word in words if word not in known]:
        raise ValueError(_("There is no such post: %(names)s") % {"names": ", ".join(unknown)})
    return [known[word] for word in words]
