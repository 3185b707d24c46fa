"""What a dotted verb of the event log, and a value in code, is called in the office; each drawer registers its own."""

from collections.abc import Callable, Mapping
from typing import Any

_labels: dict[str, Any] = {}
_groups: dict[str, Any] = {}
_values: dict[str, Callable[[str], str]] = {}


def register(verb: str, label: Any) -> None:
    """Name `verb` ("item.returned") by a lazy text ("returned it for rework"). Registering it again replaces it."""
    _labels[verb] = label


def register_all(verbs: Mapping[str, Any]) -> None:
    """Name all verbs of a drawer at once."""
    _labels.update(verbs)


def register_group(prefix: str, label: Any) -> None:
    """Name what the verbs with this word before the dot are about ("item": "Supervision items")."""
    _groups[prefix] = label


def register_values(column: str, told: Callable[[str], str]) -> None:
    """Say how values of a column are told (“weekly:5” as every Friday); `told` raises ValueError for what is none."""
    _values[column] = told


def value_words(column: str, value: str) -> str:
    """A value of a column as people say it; as it stands where no drawer has said how, or it is none of theirs."""
    try:
        return _values[column](value) if column in _values else value
    except ValueError:
        return value


def verb_label(verb: str) -> str:
    """The registered name of a verb; the verb itself where no drawer has named it."""
    return str(_labels.get(verb, verb))


def group_label(prefix: str) -> str:
    """The registered name of a group of verbs; its word where no drawer has named it."""
    return str(_groups.get(prefix, prefix))


def verbs_named(words: str) -> list[str]:
    """The verbs in whose names these words stand, in the present language; however they are capitalised."""
    return [verb for verb, label in _labels.items() if words.casefold() in str(label).casefold()]


def known_verbs() -> frozenset[str]:
    """Every verb that has a name."""
    return frozenset(_labels)


def verbs_by_group() -> dict[str, list[str]]:
    """The named verbs by the word before the dot, in the order in which they were registered."""
    groups: dict[str, list[str]] = {}
    for verb in _labels:
        groups.setdefault(verb.partition(".")[0], []).append(verb)
    return groups
