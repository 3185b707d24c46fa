"""What a dotted verb of the event log is called in the office; each drawer registers its own."""

from collections.abc import Mapping
from typing import Any

_labels: dict[str, Any] = {}


def register(verb: str, label: Any) -> None:
    """Name `verb` ("item.returned") by a lazy text ("returned it for rework"). Registering it again replaces it."""
    _labels[verb] = label


def register_all(verbs: Mapping[str, Any]) -> None:
    """Name all verbs of a drawer at once."""
    _labels.update(verbs)


def verb_label(verb: str) -> str:
    """The registered name of a verb; the verb itself where no drawer has named it."""
    return str(_labels.get(verb, verb))


def known_verbs() -> frozenset[str]:
    """Every verb that has a name."""
    return frozenset(_labels)
