"""What holds for every template: it compiles, has no inline script or style, no unknown icon, no untranslated word, a
token wherever it posts."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
TEXTS = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*"))
}
ICONS = set(re.findall(r'<symbol id="i-([a-z-]+)"', (ROOT / "static/icons.svg").read_text()))
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext)\(((?:\s*{STRING}\s*,?)+)")
INLINE = r"\sstyle=|<style|\son[a-z]+=[\"']|\shx-on|javascript:"


def found(find):
    """What is found in each page, where something is."""
    pages = {name: find(text) for name, text in TEXTS.items() if name.endswith(".html")}
    return {name: wrong for name, wrong in pages.items() if wrong}


def msgids(text):
    """Context and msgid of every text of a template."""
    for function, arguments in CALL.findall(templatize(text)):
        texts = [ast.literal_eval(text) for text in re.findall(STRING, arguments)]
        yield (texts[0], texts[1]) if "p" in function else (None, texts[0])


@pytest.fixture(scope="module")
def catalogue():
    entries = polib.pofile(str(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
    return {
        (entry.msgctxt, entry.msgid)
        for entry in entries
        if not entry.fuzzy and (entry.msgstr or any(entry.msgstr_plural.values()))
    }


def test_templates_compile():
    for name in TEXTS:
        assert engines["django"].get_template(name)


def test_templates_have_no_inline_script_or_style():
    assert found(lambda text: re.findall(INLINE, text)) == {}
    assert found(lambda text: [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]) == {}


def test_forms_that_post_carry_the_token():
    posting = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)

    assert found(lambda text: [form[:60] for form in posting.findall(text) if "csrf_token" not in form]) == {}


def test_templates_name_known_icons_only():
    naming = r'{%\s*icon\s+"([^"]+)"', r"#i-([a-z-]+)", r'\bicon="([^"]+)"'

    assert found(lambda text: {icon for how in naming for icon in re.findall(how, text)} - ICONS) == {}


def test_templates_are_translated(catalogue):
    assert found(lambda text: [msgid for msgid in msgids(text) if msgid not in catalogue]) == {}


def test_templates_hold_no_chinese():
    assert found(lambda text: re.findall(r"[\u4e00-\u9fff]+", re.sub(r"{#.*?#}", "", text))) == {}


def test_every_icon_the_code_names_is_drawn():
    from secretariat.portal.platforms import PLATFORMS
    from secretariat.templatetags.office import LIGHTS, STATES

    named = {page.icon for platform in PLATFORMS for page in platform.pages}
    named |= {icon for icon, _now in STATES.values()} | {icon for _word, icon in LIGHTS.values() if icon}
    assert named - ICONS == set()


def test_every_icon_the_script_names_is_drawn():
    assert {"late", "warn", "check", "x"} <= ICONS
