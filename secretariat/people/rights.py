"""Groups of rights in the administration: nobody gives by a group what they do not have themself."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.records import RecordedAdmin, ToldWho

admin.site.unregister(Group)

RIGHTS = {"view": _("View %(records)s"), "add": _("Add %(records)s"),
          "change": _("Change %(records)s"), "delete": _("Delete %(records)s")}  # fmt: skip


class RightsField(forms.ModelMultipleChoiceField):
    """Rights as the office calls them: what may be done with which records."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, right: Any) -> str:
        may, model = right.codename.partition("_")[0], right.content_type.model_class()
        if model is None or may not in RIGHTS:
            return str(right.name)
        return str(RIGHTS[may] % {"records": model._meta.verbose_name_plural})


class RightsForm(forms.ModelForm):
    """A group and its rights; only those over records of the house are given here, and only by whoever has them."""

    permissions = RightsField(queryset=Permission.objects.none(), required=False, label=_("rights"))
    by: Any = None

    class Meta:
        model = Group
        fields = ("name", "permissions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ContentType.objects.get_for_models(*admin.site._registry).values()
        rights = Permission.objects.filter(content_type__in=kinds).select_related("content_type")
        offered = rights if self.by.is_superuser else named(rights).filter(right__in=self.by.get_all_permissions())
        self.fields["permissions"].queryset = offered.order_by("content_type", "pk")  # type: ignore[attr-defined]


def named(rights: QuerySet[Permission]) -> Any:
    """These rights, each with the name under which a person is asked for it."""
    return rights.annotate(right=Concat("content_type__app_label", Value("."), "codename"))


@admin.register(Group)
class RightsAdmin(ToldWho, RecordedAdmin, GroupAdmin):
    """Groups of rights in the administration."""

    form = RightsForm
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group that gives more than one has oneself is only looked at."""
        return super().has_change_permission(request, obj) and (obj is None or _covers(request.user, obj))


def _covers(user: Any, group: Group) -> bool:
    return user.is_superuser or user.has_perms(named(group.permissions.all()).values_list("right", flat=True))
