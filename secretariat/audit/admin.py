"""The event log in administration: to be read only; nothing made here would go through the records it tells of."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.audit.labels import verb_label
from secretariat.audit.models import Event
from secretariat.audit.queries import kind_label, kind_of


class KindFilter(admin.RelatedFieldListFilter):
    """By the kind of record, as the office calls it: of those only that are administered."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        kinds = ContentType.objects.get_for_models(*model_admin.admin_site._registry)
        return sorted(((kind.pk, kind_label(model)) for model, kind in kinds.items()), key=lambda one: one[1])


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """The page of the log filters better; this one is for looking at a single event."""

    list_display = ("at", "actor", "behalf", "what", "label", "before", "after")
    list_filter = (("subject_type", KindFilter),)
    list_select_related = ("actor", "behalf", "subject_type")
    list_per_page = 50
    search_fields = ("label", "note", "actor__name", "=verb")
    search_help_text = _("Name of the record, note, person, or a verb such as item.filed")
    date_hierarchy = "at"
    fields = ("at", "actor", "behalf", "what", "verb", "label", "kind", "before", "after", "note", "data")
    readonly_fields = ("what", "kind")

    @admin.display(description=_("action"), ordering="verb")
    def what(self, event: Event) -> str:
        return verb_label(event.verb)

    @admin.display(description=_("kind of record"), ordering="subject_type")
    def kind(self, event: Event) -> str:
        return kind_label(kind_of(event))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
