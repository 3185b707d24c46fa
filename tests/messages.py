"""Every text that goes through gettext, found in the sources as makemessages would find it, without its tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ("secretariat", "planning", "supervision")

# function of Django's translation: places of context, text and plural among its arguments
_PLACES = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_NAMES = {f"{name}{ending}": places for name, places in _PLACES.items() for ending in ("", "_lazy", "_noop")}
_LITERAL = r"""\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*"""
_CALL = re.compile(rf"\b(n?p?gettext)\(((?:{_LITERAL},?)+)|\b_\({_LITERAL}\)")


@dataclass(frozen=True)
class Message:
    """A text to be translated, and where it stands."""

    place: str
    text: str
    context: str | None = None
    plural: str | None = None


class Unextractable(Exception):
    """A call of gettext whose text is not written there: no tool could find it."""


def all_messages() -> Iterator[Message]:
    """The messages of all modules and templates of the house."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        yield from messages_of_module(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from messages_of_template(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))


def messages_of_module(source: str, place: str = "") -> Iterator[Message]:
    """The messages of a Python module, whatever names it imports the functions by."""
    tree = ast.parse(source)
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield _message(node, names[node.func.id], f"{place}:{node.lineno}")


def messages_of_template(source: str, place: str = "") -> Iterator[Message]:
    """The messages of a template: Django itself turns it into calls of gettext."""
    for call in _CALL.finditer(templatize(source)):
        literals = [ast.literal_eval(found) for found in re.findall(_LITERAL, call[2] or f"{call[4]}")]
        context, text, plural = _PLACES[call[1] or "gettext"]
        yield Message(
            place,
            literals[text],
            None if context is None else literals[context],
            None if plural is None else literals[plural],
        )


def _imported(tree: ast.Module) -> Iterator[tuple[str, tuple[int | None, int, int | None]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                if name.name in _NAMES:
                    yield name.asname or name.name, _NAMES[name.name]


def _message(call: ast.Call, places: tuple[int | None, int, int | None], place: str) -> Message:
    context, text, plural = (None if at is None else _literal(call, at, place) for at in places)
    assert text is not None
    return Message(place, text, context, plural)


def _literal(call: ast.Call, at: int, place: str) -> str:
    argument = call.args[at] if at < len(call.args) else None
    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
        raise Unextractable(place)
    return argument.value
