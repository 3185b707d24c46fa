"""Administration of units, people and posts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm, UsernameField
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from secretariat.people.models import Delegation, Department, DepartmentAlias, Post, User
from secretariat.people.sheets import PersonResource, UnitResource
from secretariat.records import RecordAdmin, RecordedAdmin
from secretariat.resources import SheetAdmin


class AliasInline(admin.TabularInline):
    model = DepartmentAlias
    extra = 1


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    filter_horizontal = ("oversees",)
    autocomplete_fields = ("department",)


@admin.register(Department)
class DepartmentAdmin(SheetAdmin, RecordedAdmin):
    list_display = ("name", "short_name", "kind", "order", "is_active")
    list_editable = ("order",)
    list_filter = ("is_active", "kind")
    search_fields = ("name", "short_name", "aliases__name")
    inlines = (AliasInline,)
    resource_classes = (UnitResource,)


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name", "department", "email")
        field_classes = {"username": UsernameField}


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"username": UsernameField}


@admin.register(User)
class PersonAdmin(SheetAdmin, RecordedAdmin, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("name", "username", "department", "email", "is_active", "is_staff")
    list_filter = ("is_active", "posts__kind", "department", "is_staff")
    list_select_related = ("department",)
    search_fields = ("name", "username", "pinyin", "email")
    ordering = ("department__order", "pinyin")
    readonly_fields = ("last_login", "date_joined")
    autocomplete_fields = ("department",)
    inlines = (PostInline,)
    resource_classes = (PersonResource,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("name", "pinyin", "department", "phone", "email", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "department", "email", "usable_password", "password1", "password2")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.pinyin = obj.pinyin or " ".join(lazy_pinyin(obj.name))[:60]
        super().save_model(request, obj, form, change)

    def columns_of(self, obj: Any, form: Any) -> list[str]:
        columns = super().columns_of(obj, form)
        return [*columns, "pinyin"] if columns and "pinyin" not in columns else columns

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser makes another, and nobody gives themself more than they have."""
        kept = super().get_readonly_fields(request, obj)
        return kept if request.user.is_superuser else (*kept, "is_staff", "is_superuser", "groups")  # type: ignore[union-attr]

    def has_import_permission(self, request: HttpRequest) -> bool:
        # A sheet of people gives posts as well.
        return super().has_import_permission(request) and request.user.has_perm("secretariat.add_post")


@admin.register(Post)
class PostAdmin(RecordedAdmin):
    list_display = ("user", "kind", "department")
    list_filter = ("kind",)
    list_select_related = ("user", "department")
    search_fields = ("user__name", "user__username")
    autocomplete_fields = ("user", "department")
    filter_horizontal = ("oversees",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A post is an assignment and not a record: it is taken away, and the log says from whom."""
        return super(RecordedAdmin, self).has_delete_permission(request, obj)


@admin.register(Delegation)
class DelegationAdmin(RecordAdmin):
    """Who acts for whom is entered and revoked on its own page of the house."""

    list_display = ("giver", "taker", "from_on", "until_on", "reason", "made_by", "revoked_at")
    list_filter = ("revoked_at",)
    list_select_related = ("giver", "taker", "made_by")
    search_fields = ("giver__name", "taker__name", "reason")
    date_hierarchy = "from_on"


admin.site.unregister(Group)


@admin.register(Group)
class RightsAdmin(RecordedAdmin, GroupAdmin):
    """Groups of rights in the administration."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("name")
