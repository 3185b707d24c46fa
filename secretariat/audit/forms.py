"""The filter of the log; everything it says stands in the address."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from secretariat.audit.labels import group_label, verb_label, verbs_by_group, verbs_named
from secretariat.audit.models import Event
from secretariat.audit.queries import kind_label
from secretariat.fields import DayField

SYSTEM = "system"


class LogFilterForm(forms.Form):
    """Period, person, on behalf of whom, what was done, to which kind of record, and words."""

    q = forms.CharField(label=gettext_lazy("Search"), max_length=100, required=False)
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)
    person = forms.ChoiceField(label=pgettext_lazy("log", "Person"), required=False)
    behalf = forms.ChoiceField(label=gettext_lazy("On behalf of"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Action"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of record"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(pk), name) for pk, name in get_user_model().objects.values_list("pk", "name")]
        self._choose("person", [("", _("Everybody")), (SYSTEM, _("System")), *people])
        self._choose("behalf", [("", _("For anybody")), *people])
        self._choose("verb", [("", _("All actions")), *_verbs()])
        self._choose("kind", [("", _("All kinds")), *_kinds()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def apply(self) -> "QuerySet[Event]":
        """The events that the filter leaves, newest first. What cannot be read is left aside."""
        self.full_clean()
        found = Event.objects.filter(*self._conditions(self.cleaned_data))
        return found.select_related("actor", "behalf").order_by("-at", "-pk")

    def words(self) -> str:
        """What is filtered, for the event of an export."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return "; ".join(f"{self.fields[name].label}: {self._word(name, value)}" for name, value in chosen.items())

    def _word(self, name: str, value: Any) -> str:
        choices: Any = getattr(self.fields[name], "choices", ())
        flat: dict[Any, Any] = {}
        for key, label in choices:
            flat |= dict(label) if isinstance(label, list) else {key: label}
        return str(flat.get(value, value))

    def _conditions(self, chosen: dict[str, Any]) -> list[Q]:
        wanted = [_says(word) for word in (chosen.get("q") or "").split()]
        if since := chosen.get("since"):
            wanted.append(Q(at__gte=_midnight(since)))
        if until := chosen.get("until"):
            wanted.append(Q(at__lt=_midnight(until) + timedelta(days=1)))
        if person := chosen.get("person"):
            wanted.append(Q(actor=None) if person == SYSTEM else Q(actor=person))
        if behalf := chosen.get("behalf"):
            wanted.append(Q(behalf=behalf))
        if verb := chosen.get("verb"):
            wanted.append(Q(verb__startswith=verb) if verb.endswith(".") else Q(verb=verb))
        if kind := chosen.get("kind"):
            wanted.append(Q(subject_type=ContentType.objects.get_by_natural_key(*kind.split("."))))
        return wanted


def _says(word: str) -> Q:
    """Events that say this word: in the name of the record, in the note, or in what was done."""
    return Q(label__icontains=word) | Q(note__icontains=word) | Q(verb__in=verbs_named(word))


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _verbs() -> list[Any]:
    """Every group with its verbs; a group as a whole ends in a dot."""
    return [
        (group_label(group), [(f"{group}.", _("All: %(group)s") % {"group": group_label(group)}), *map(_verb, verbs)])
        for group, verbs in verbs_by_group().items()
    ]


def _verb(verb: str) -> tuple[str, str]:
    return verb, verb_label(verb)


def _kinds() -> list[tuple[str, str]]:
    """Every kind of record: what the administration knows."""
    models: list[type[Model]] = [model for model in admin.site._registry if model is not Event]
    found = ((model._meta.label_lower, kind_label(model)) for model in models)
    return sorted(found, key=lambda one: one[1])
