"""Administration of units, people and posts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm, UsernameField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from secretariat.people.models import Department, DepartmentAlias, Post, User


class AliasInline(admin.TabularInline):
    model = DepartmentAlias
    extra = 1


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    filter_horizontal = ("oversees",)
    autocomplete_fields = ("department",)


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "kind", "order", "is_active")
    list_editable = ("order",)
    list_filter = ("kind", "is_active")
    search_fields = ("name", "short_name", "aliases__name")
    inlines = (AliasInline,)


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
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("name", "username", "department", "email", "is_active", "is_staff")
    list_filter = ("department", "posts__kind", "is_active", "is_staff")
    list_select_related = ("department",)
    search_fields = ("name", "username", "pinyin", "email")
    ordering = ("department__order", "pinyin")
    readonly_fields = ("last_login", "date_joined")
    autocomplete_fields = ("department",)
    inlines = (PostInline,)
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


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    list_display = ("user", "kind", "department")
    list_filter = ("kind",)
    list_select_related = ("user", "department")
    search_fields = ("user__name", "user__username")
    autocomplete_fields = ("user", "department")
    filter_horizontal = ("oversees",)
