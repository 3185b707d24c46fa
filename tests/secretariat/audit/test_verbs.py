"""Every verb that the code writes has a name in both languages, and so has its group."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import translation

from secretariat.audit import labels
from tests.messages import APPS, ROOT

CHINESE = re.compile("[\u3400-\u9fff]")


def verbs_of(source):
    """The verbs that a module writes: whole ones, and short ones under each prefix the module puts before them."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    said = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "verb"]
    literals = {node.value for node in said if isinstance(node, ast.Constant)}
    prefixes = {node.values[0].value for node in said if isinstance(node, ast.JoinedStr)}
    whole = {verb for verb in literals if "." in verb}
    return whole, literals - whole, prefixes


def modules():
    return [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def drawer(path: Path):
    """The package of a capability: its modules share the helper that puts the prefix before a verb."""
    return path.relative_to(ROOT).parts[:2]


def test_verbs_are_found_whole_and_in_halves():
    source = 'f(verb="a.b"); g(verb="c"); record(verb=f"d.{verb}")'

    assert verbs_of(source) == ({"a.b"}, {"c"}, {"d."})


def test_every_verb_written_anywhere_has_a_name():
    found = {path: verbs_of(path.read_text(encoding="utf-8")) for path in modules()}
    for path in found:
        if any(found[path]):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    prefixes = {}
    for path, (_whole, _short, before) in found.items():
        prefixes.setdefault(drawer(path), set()).update(before)

    unnamed = {
        verb
        for path, (whole, short, _before) in found.items()
        for verb in [*(whole - labels.known_verbs()), *short]
        if not any(f"{prefix}{verb}" in labels.known_verbs() for prefix in prefixes[drawer(path)])
    }

    assert unnamed == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_name_of_a_verb_and_of_its_group_is_in_the_language(language):
    with translation.override(language):
        names = {verb: labels.verb_label(verb) for verb in labels.known_verbs()}
        names |= {group: labels.group_label(group) for group in labels.verbs_by_group()}

    assert {key for key, name in names.items() if key == name} == set()
    assert {key for key, name in names.items() if bool(CHINESE.search(name)) != (language == "zh-hans")} == set()
