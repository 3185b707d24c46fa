"""Every text of the interface is translated, and Chinese stands only where it belongs."""

import ast
import re
from pathlib import Path

import polib
import pytest

from tests.messages import APPS, ROOT, Message, Unextractable, all_messages, messages_of_module, messages_of_template

CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile("[\u3400-\u9fff]")
# The vocabulary of those who read Chinese texts, and the demo year.
VOCABULARY = {
    "phrases.py",
    "numerals.py",
    "names.py",
    "name_words.py",
    "parsing.py",
    "outline.py",
    "headings.py",
    "framing.py",
    "dues.py",
    "reading.py",
    "acts.py",
    "roles.py",
    "casting.py",
    "entry.py",
    "lines.py",
    "cells.py",
    "enumerated.py",
    "stated.py",
    "likeness.py",
    "subjects.py",
    "wording.py",
    "places.py",
    "persons.py",
    "naming.py",
    "sentences.py",
    "body.py",
    "titles.py",
    "tables.py",
    "timewords.py",
    "moments.py",
    "clauses.py",
    "leading.py",
    "equals.py",
    "limits.py",
    "told.py",
    "strangers.py",
    "asking.py",
    "topics.py",
    "classified.py",
    "demo.py",
}
NAMED_IN_CHINESE = {"demo", "marks"}
_COMMENTS = {
    ".html": r"{#.*?#}|{% comment.*?endcomment %}",
    ".txt": r"{#.*?#}",
    ".js": r"/\*.*?\*/|(?<![:\"'])//[^\n]*",
    ".css": r"/\*.*?\*/",
    ".svg": r"<!--.*?-->",
}


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def messages():
    return list(all_messages())


# ── The catalogue ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_message_is_translated(catalogue, messages):
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}

    missing = {(m.context, m.text): m.place for m in messages if not _is_translated(entries, m)}

    assert missing == {}


def _is_translated(entries, message: Message) -> bool:
    if not message.text:
        return True
    entry = entries.get((message.context, message.text))
    if entry is None or entry.fuzzy:
        return False
    return bool(entry.msgstr_plural.get(0)) if message.plural else bool(entry.msgstr or entry.msgstr_plural.get(0))


def test_no_entry_is_empty_or_fuzzy(catalogue):
    bad = [entry.msgid for entry in catalogue if entry.fuzzy or not (entry.msgstr or entry.msgstr_plural.get(0))]

    assert bad == []


def test_no_translation_loses_or_invents_a_placeholder(catalogue):
    def names(text):
        return set(re.findall(r"%\((\w+)\)[a-z]|%[sd]|{(\w*)}", text))

    bad = [
        entry.msgid
        for entry in catalogue
        if not names(entry.msgstr or entry.msgstr_plural.get(0, "")) <= names(entry.msgid + entry.msgid_plural)
    ]

    assert bad == []


def test_no_translation_uses_a_half_width_comma_between_chinese_words(catalogue):
    said = [entry.msgstr or entry.msgstr_plural.get(0, "") for entry in catalogue]

    assert [text for text in said if re.search("[\u4e00-\u9fff][,;:?!](?![0-9])", text)] == []


# ── How messages are found ───────────────────────────────────────────────────────────────────────────────────────────
def test_messages_of_a_module_are_found_under_any_name():
    source = """
from django.utils.translation import gettext as say, ngettext, pgettext_lazy as named
say("One " "text")
named("stage", "Filing")
ngettext("%(n)d item", "%(n)d items", 3)
other("no message")
"""

    found = {(m.context, m.text, m.plural) for m in messages_of_module(source)}

    assert found == {(None, "One text", None), ("stage", "Filing", None), (None, "%(n)d item", "%(n)d items")}


def test_a_message_that_no_tool_could_find_is_an_error():
    with pytest.raises(Unextractable):
        list(messages_of_module("from django.utils.translation import gettext as _\n_(text)"))


def test_messages_of_a_template_are_found():
    source = """{% load i18n %}{% translate "It's due" %}{% translate "Open" context "state" %}
    {% blocktranslate trimmed count n=n %}
      {{ n }} item
    {% plural %}
      {{ n }} items
    {% endblocktranslate %}{% include "x.html" with label=_("Label") %}
    {% blocktranslate %}A {{ b }}{% endblocktranslate %}"""

    found = {(m.context, m.text, m.plural) for m in messages_of_template(source)}

    assert found == {
        (None, "It's due", None),
        ("state", "Open", None),
        (None, "%(n)s item", "%(n)s items"),
        (None, "Label", None),
        (None, "A %(b)s", None),
    }


# ── Chinese in the sources ───────────────────────────────────────────────────────────────────────────────────────────
def _modules() -> list[Path]:
    modules = [path for app in (*APPS, "script") for path in (ROOT / app).rglob("*.py")]
    return [path for path in modules if path.name not in VOCABULARY and not NAMED_IN_CHINESE & set(path.parts)]


def _chinese_literals(source: str) -> list[str]:
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in docstrings and CHINESE.search(node.value)]


def test_chinese_literals_are_found_and_docstrings_are_not():
    source = '"""督查."""\n# 督查\nX = "督办"\nY = f"{X}销号"\n'

    assert _chinese_literals(source) == ["督办", "销号"]


def test_no_module_speaks_chinese():
    found = {str(path.relative_to(ROOT)): _chinese_literals(path.read_text(encoding="utf-8")) for path in _modules()}

    assert {path: texts for path, texts in found.items() if texts} == {}


def _files_of_pages() -> list[Path]:
    shown = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "static").rglob("*.*")]
    return [path for path in shown if path.suffix in _COMMENTS and "vendor" not in path.parts]


def test_no_template_script_or_style_speaks_chinese():
    found = {
        str(path.relative_to(ROOT)): CHINESE.findall(
            re.sub(_COMMENTS[path.suffix], "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        )
        for path in _files_of_pages()
    }

    assert {path: texts for path, texts in found.items() if texts} == {}
