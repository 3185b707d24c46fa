"""How Django admin treats the rows of the house: nothing is silent, and what has rules of its own is only read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all, register_group
from secretariat.audit.models import Event
from secretariat.audit.queries import lines
from secretariat.classified import unmarked
from secretariat.errors import Refused

register_group("admin", _("Administration pages"))
register_all(
    {
        "admin.added": _("added it in the administration pages"),
        "admin.changed": _("changed it in the administration pages"),
        "admin.deleted": _("deleted it in the administration pages"),
    }
)

# Of these the log holds that they changed, never to what.
SECRET = {"password", "password1", "password2", "usable_password", "webhook", "secret"}
HISTORY = 200
# Leases, tokens and the halves of a link to a record of any kind.
MACHINERY = {"token", "lease_until", "version", "uid", "subject_type", "subject_id", "owner_type", "owner_id"}
_ACTIONS = ("added", "changed", "deleted")


class UnmarkedTexts:
    """For what is edited in the administration: no field takes a mark of classification (rule 50)."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.CharField):
            field.validators = [*field.validators, unmarked]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field.widget, AutocompleteSelectMultiple):
            # What has a cross of its own needs none for all: that one breaks the list for who hears the page.
            field.widget.is_required = True
        return field


class ToldWho:
    """For a page whose form asks who fills it in: as `by`."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        form.by = request.user
        return form


class NamedCells:
    """Fields in the cells of a table: to who hears the page, each says its column and its row."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        row = form.instance if form.instance.pk else ""
        for field in form.fields.values():
            # Django wraps the field of a related record in buttons, and draws the one inside.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = f"{field.label or ''} {row}".strip()


class NamedRows(NamedCells, forms.BaseModelFormSet):
    """The rows of a list that is edited."""


class NamedInlineRows(NamedCells, forms.BaseInlineFormSet):
    """The rows of another table, inside the page of the record that they belong to."""


class TableInline(UnmarkedTexts, admin.TabularInline):
    """Rows of another table that are edited with their record."""

    formset = NamedInlineRows


class RecordedAdmin(UnmarkedTexts, admin.ModelAdmin):
    """Every change made here is an event of the log as well (rule 47), and writes only the columns it changed."""

    list_per_page = 50
    # Columns of which not even a filter that somebody types into the address tells anything.
    hidden = frozenset(SECRET)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Filters of the list, and none by a column that is hidden."""
        is_open = self.hidden.isdisjoint(lookup.split("__"))
        return is_open and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What only the machine needs is not shown."""
        return [name for name in super().get_fields(request, obj) if name not in MACHINERY]

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_formset(request, **{"formset": NamedRows, **kwargs})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are taken out of use, not out of the database (rule 47)."""
        return False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """What was discarded has no page any more."""
        return None if is_discarded(obj) else super().get_view_on_site_url(obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
        elif columns := self.columns_of(obj, form):
            obj.save(update_fields=columns)
            if _is_column(obj, "version"):
                type(obj)._base_manager.filter(pk=obj.pk).update(version=F("version") + 1)

    def columns_of(self, obj: models.Model, form: Any) -> list[str]:
        """The columns to write: a step taken meanwhile by somebody else must not be written over."""
        return [name for name in form.changed_data if _is_column(obj, name)]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        request.__dict__["changed"] = {} if add else changes(form)
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, "admin.added", obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, "admin.changed", obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self.record(request, "admin.deleted", obj, [])
        return super().log_deletions(request, queryset)

    def record(self, request: HttpRequest, verb: str, obj: models.Model, message: Any) -> None:
        """The event: which columns changed from what to what, and which rows of the tables inside the record."""
        facts = {"changed": request.__dict__.pop("changed", {}), "parts": _parts(message)}
        facts = {name: fact for name, fact in facts.items() if fact}
        if facts or verb != "admin.changed":
            with transaction.atomic():
                audit.record(actor=request.user, verb=verb, subject=obj, **facts)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        if not all(pk.isdecimal() for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest
        # An action and its events stand or fall together.
        with transaction.atomic():
            return super().response_action(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        told = list(lines(Event.objects.about(obj)[:HISTORY])) if obj else []
        return super().history_view(request, object_id, {"lines": told, **(extra_context or {})})


class StepAdmin(RecordedAdmin):
    """Rows come into being and leave by their services only; some of their words may be corrected here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(StepAdmin):
    """Rows to be read: nobody adds, changes or deletes one by hand."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Restorable:
    """What was thrown away comes back, each row by the service of its drawer; what that refuses is told (rule 47)."""

    actions: Any = ("restore",)

    def restore_row(self, pk: int, *, by: Any) -> Any:
        """Call the service. It may raise Refused."""
        raise NotImplementedError

    def has_restore_permission(self, request: HttpRequest) -> bool:
        """Whoever may change such rows in the administration, also where nobody changes them by hand."""
        meta = self.model._meta  # type: ignore[attr-defined]
        return request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}")  # type: ignore[union-attr]

    @admin.action(description=_("Restore what was discarded of the selection"), permissions=["restore"])
    def restore(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """One message for what came back, and one for each row that did not."""
        done = 0
        for row in [row for row in chosen if is_discarded(row)]:
            try:
                self.restore_row(row.pk, by=request.user)
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)  # type: ignore[attr-defined]
            else:
                done += 1
        if done:
            said = ngettext("%(n)d record restored", "%(n)d records restored", done)
            self.message_user(request, said % {"n": done})  # type: ignore[attr-defined]


def is_discarded(row: Any) -> bool:
    """Whether the row was thrown away; of a row that cannot be, no."""
    return any(getattr(row, name, None) is not None for name in ("deleted_at", "discarded_at"))


class Discarded(admin.SimpleListFilter):
    """What is in use, or what was thrown away and can be restored (rule 47)."""

    title = _("discarded")
    parameter_name = "discarded"
    column = "deleted_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("No")), ("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(**{f"{self.column}__isnull": self.value() == "no"})


def changes(form: Any) -> dict[str, list[str]]:
    """What a form changed: the name of the column and [before, after]; of a secret only the name."""
    found: dict[str, list[str]] = {}
    for name in form.changed_data:
        field = form.fields.get(name)
        if name in SECRET or field is None:
            found[name] = []
        else:
            before = form.get_initial_for_field(field, name)
            found[name] = [_shown(field, before), _shown(field, form.cleaned_data.get(name))]
    return found


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        told = getattr(field, "label_from_instance", str)
        return ", ".join(str(told(one)) for one in value)
    is_key = isinstance(field, forms.ModelChoiceField) and not isinstance(value, models.Model)
    if is_key and value not in (None, "") and field.queryset is not None:  # type: ignore[attr-defined]
        value = field.queryset.model._base_manager.filter(pk=value).first()  # type: ignore[attr-defined]
    return "" if value is None else str(value)


def _parts(message: Any) -> list[list[str]]:
    """Rows of the tables inside a record, as Django's message tells of them: [action, kind, row]."""
    said = message if isinstance(message, list) else []
    found = ((action, entry[action]) for entry in said for action in _ACTIONS if action in entry)
    return [[action, str(told["name"]), str(told["object"])] for action, told in found if "object" in told]


def _is_column(obj: models.Model, name: str) -> bool:
    try:
        field = obj._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "concrete", False)) and not field.many_to_many
