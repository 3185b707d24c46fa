"""Administration of units and people."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm, UsernameField
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from secretariat.errors import Refused
from secretariat.people import services
from secretariat.people.handout import CanLogIn, HandsOutPasswords
from secretariat.people.models import Department, DepartmentAlias, User
from secretariat.people.pinyin import pinyin_of
from secretariat.people.posts import PostInline
from secretariat.people.rules import outranks
from secretariat.people.sheets import PersonResource, UnitResource
from secretariat.records import RecordedAdmin, TableInline
from secretariat.resources import SheetAdmin


class AliasInline(TableInline):
    model = DepartmentAlias
    extra = 1


@admin.register(Department)
class DepartmentAdmin(SheetAdmin, RecordedAdmin):
    list_display = ("name", "short_name", "kind", "order", "is_active")
    list_editable = ("order",)
    list_filter = ("is_active", "kind")
    search_fields = ("name", "short_name", "aliases__name")
    inlines = (AliasInline,)
    resource_classes = (UnitResource,)


# As the sheet of people calls them.
NAMES = {"username": _("staff number"), "name": _("full name"), "email": _("e-mail")}


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "name", "department", "email")
        field_classes = {"username": UsernameField}
        labels = NAMES

    def save(self, commit: bool = True) -> User:
        # What another has chosen is changed at the first log-in.
        self.instance.must_change_password = True
        return super().save(commit)  # type: ignore[no-any-return]


class GivenPasswordForm(AdminPasswordChangeForm):
    """A password that an administrator sets: its owner changes it at the next log-in."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        return super().save(commit)  # type: ignore[no-any-return]


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"username": UsernameField}
        labels = NAMES
        widgets: ClassVar[dict[str, Any]] = {"groups": forms.CheckboxSelectMultiple}


@admin.register(User)
class PersonAdmin(HandsOutPasswords, SheetAdmin, RecordedAdmin, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = GivenPasswordForm
    actions = ("give_first_passwords", "require_new_password", "unlock", "leave")
    list_display = ("full_name", "staff_number", "department", "email", "is_active", "is_staff")
    list_filter = (CanLogIn, "is_active", "posts__kind", "department", "is_staff")
    list_select_related = ("department",)
    search_fields = ("name", "username", "pinyin", "email")
    ordering = ("department__order", "pinyin")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "must_change_password", "password_changed_at")
    autocomplete_fields = ("department",)
    inlines = (PostInline,)
    resource_classes = (PersonResource,)
    fieldsets = (
        (None, {"fields": ("username", "password", "must_change_password", "password_changed_at")}),
        (_("Person"), {"fields": ("name", "pinyin", "department", "phone", "email", "mails_digest")}),
        (_("Screen"), {"fields": ("language", "theme")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "department", "email", "usable_password", "password1", "password2")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.pinyin = obj.pinyin or pinyin_of(obj.name)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("full name"), ordering="name")
    def full_name(self, person: User) -> str:
        return person.name

    @admin.display(description=_("staff number"), ordering="username")
    def staff_number(self, person: User) -> str:
        return person.username

    def columns_of(self, obj: Any, form: Any) -> list[str]:
        columns = super().columns_of(obj, form)
        return [*columns, "pinyin"] if columns and "pinyin" not in columns else columns

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has more rights is only looked at: not even the log-in name or the mail is another's to change."""
        return super().has_change_permission(request, obj) and not (obj and outranks(obj, request.user))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the password, where the one who looks does not set it."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or (self.has_log_ins_permission(request) and self.has_change_permission(request, obj)):
            return sets
        return [
            (name, options | {"fields": [f for f in options["fields"] if f != "password"]}) for name, options in sets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser makes another, nobody gives themself more than they have (a unit is rights, too) or shuts
        themself out, and who may log in is for administrators to say."""
        kept = set()
        if not request.user.is_superuser:  # type: ignore[union-attr]
            kept |= {"is_staff", "is_superuser", "groups"}
        if obj == request.user:
            kept |= {"is_active", "is_staff", "is_superuser"}
            kept |= set() if request.user.is_superuser else {"department"}
        if not self.has_log_ins_permission(request):
            kept.add("is_active")
        return (*super().get_readonly_fields(request, obj), *sorted(kept))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """The page of somebody else's password, by the rules of first passwords; one's own has a page of its own."""
        person: Any = self.get_object(request, unquote(id))
        if person == request.user:
            return redirect("password_change")
        if not self.has_log_ins_permission(request):
            raise PermissionDenied
        try:
            if person:
                services.check_first_password(person, by=request.user)
        except Refused as refusal:
            self.message_user(request, f"{person}: {refusal}", messages.ERROR)
            return redirect("admin:secretariat_user_change", person.pk)
        return super().user_change_password(request, id, form_url)

    @admin.action(description=_("Require a new password"), permissions=["log_ins"])
    def require_new_password(self, request: HttpRequest, people: QuerySet[User]) -> None:
        done = self._each(request, people, services.require_new_password)
        words = ngettext(
            "%(n)d person must choose a new password.", "%(n)d people must choose a new password.", len(done)
        )
        self.message_user(request, words % {"n": len(done)})

    @admin.action(description=_("Lift the lock after wrong passwords"), permissions=["log_ins"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        lifted = sum(self._each(request, people, services.unlock))
        words = ngettext("%(n)d lock has been lifted.", "%(n)d locks have been lifted.", lifted)
        self.message_user(request, words % {"n": lifted})

    def _each(self, request: HttpRequest, people: QuerySet[User], deed: Callable[..., Any]) -> list[Any]:
        """What the deed answered for each person; each refusal is told."""
        done = []
        for person in people:
            try:
                done.append(deed(person, by=request.user))
            except Refused as refusal:
                self.message_user(request, f"{person}: {refusal}", messages.ERROR)
        return done

    @admin.action(description=_("Record the leaving …"), permissions=["log_ins"])
    def leave(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        chosen = list(people[:2])
        if len(chosen) == 1:
            return redirect("person_leave", chosen[0].pk)
        self.message_user(request, _("Choose one person: what they have in hand is handed over first."), messages.ERROR)
        return None

    def has_import_permission(self, request: HttpRequest) -> bool:
        # A sheet of people gives posts as well.
        return super().has_import_permission(request) and request.user.has_perm("secretariat.add_post")
