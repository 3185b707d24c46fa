"""Reads of the log: what an event says in words, and which of its records have a page for the reader."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Value
from django.utils.text import capfirst
from django.utils.translation import gettext

from secretariat.audit.labels import value_words, verb_label
from secretariat.audit.models import Event

Key = tuple[int, int]  # id of the kind of record, id of the record


@dataclass(frozen=True)
class Change:
    """A column that changed; `before` is empty where the event tells only what it came to."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """An event as the page and the sheet show it. `leads` tells whether its record has a page this reader may open."""

    event: Event
    verb: str
    kind: str
    before: str
    after: str
    changes: list[Change]
    leads: bool = False


def lines(events: Iterable[Event]) -> Iterator[Line]:
    """These events in words."""
    return map(line, events)


def line(event: Event, *, leads: bool = False) -> Line:
    """One event in words, in the present language."""
    model = _model(event.subject_type_id)
    return Line(
        event,
        verb_label(event.verb),
        kind_label(kind_of(event)),
        _value(model, _state_column(model), event.before),
        _value(model, _state_column(model), event.after),
        _changes(model, event.data),
        leads,
    )


def lines_for(user: Any, events: Iterable[Event]) -> list[Line]:
    """These events in words, and whether this user can open their records: one query however many kinds there are."""
    found = list(events)
    seen = visible({key for event in found for key in keys_of(event)}, user)
    return [line(event, leads=not seen.isdisjoint(keys_of(event))) for event in found]


def keys_of(event: Event) -> list[Key]:
    """The record of the event and the whole it is part of."""
    keys = [(event.subject_type_id, event.subject_id)]
    if event.whole_type_id is not None and event.whole_id is not None:
        keys.append((event.whole_type_id, event.whole_id))
    return keys


def visible(keys: Iterable[Key], user: Any) -> set[Key]:
    """Those of these records that have a page and that the user may see (rule 46)."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for kind, pk in keys:
        wanted[kind].add(pk)
    parts = [
        found.filter(pk__in=ids).order_by().values_list(Value(kind), "pk")
        for kind, ids in wanted.items()
        if (found := visible_rows(_model(kind), user)) is not None
    ]
    return set(parts[0].union(*parts[1:])) if parts else set()


def visible_rows(model: type[models.Model] | None, user: Any) -> "models.QuerySet[Any] | None":
    """What a user may see of a kind of record that has pages; None for a kind without."""
    manager: Any = getattr(model, "objects", None)
    has_pages = hasattr(model, "get_absolute_url") and hasattr(manager, "visible_to")
    return manager.visible_to(user) if has_pages else None


def kind_of(event: Event) -> type[models.Model] | None:
    """The kind of record that an event is about: where its subject is a whole list, what stands in the list."""
    model = _model(event.subject_type_id)
    return _model(event.subject_id) if model is ContentType else model


def kind_label(model: type[models.Model] | None) -> str:
    """What records of this kind are called."""
    return capfirst(str(model._meta.verbose_name)) if model else ""


def _model(kind: int) -> type[models.Model] | None:
    return ContentType.objects.get_for_id(kind).model_class()


def _changes(model: type[models.Model] | None, data: Any) -> list[Change]:
    changed = data.get("changed") if isinstance(data, dict) else None
    told = changed if isinstance(changed, dict) else {}
    return [Change(_column(model, name), *_pair(model, name, value)) for name, value in told.items()]


def _pair(model: type[models.Model] | None, name: str, value: Any) -> tuple[str, str]:
    values = [str(one) for one in value] if isinstance(value, list) else ["", str(value)]
    before, after = values if len(values) == 2 else ("", "")
    return _value(model, name, before), _value(model, name, after)


def _value(model: type[models.Model] | None, name: str, value: str) -> str:
    """The word for a choice, for yes or no, and for what a drawer has words for; anything else as it stands."""
    field = _field(model, name)
    choices: dict[str, Any] = dict(getattr(field, "flatchoices", ()) or ())
    if isinstance(field, models.BooleanField):
        choices = {"True": gettext("Yes"), "False": gettext("No")}
    return str(choices.get(value, "" if value == "None" else value_words(name, value)))


def _state_column(model: type[models.Model] | None) -> str:
    """The column of which an event tells how it changed; what has no state has its progress."""
    return next((name for name in ("state", "progress") if _field(model, name)), "state")


def _column(model: type[models.Model] | None, name: str) -> str:
    return str(getattr(_field(model, name), "verbose_name", name))


def _field(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
