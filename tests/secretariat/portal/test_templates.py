"""What holds for every template: it compiles, has no inline script or style, no unknown icon, no untranslated word."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
ICONS = set(re.findall(r'<symbol id="i-([a-z-]+)"', (ROOT / "static/icons.svg").read_text()))
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext)\(((?:\s*{STRING}\s*,?)+)")
INLINE = r"\sstyle=|<style|\son[a-z]+=[\"']|\shx-on|javascript:"


def source(name):
    return (ROOT / "templates" / name).read_text()


def msgids(name):
    """Context and msgid of every text of a template."""
    for function, arguments in CALL.findall(templatize(source(name), origin=name)):
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


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name):
    assert engines["django"].get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_has_no_inline_script_or_style(name):
    text = source(name)

    assert re.findall(INLINE, text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_names_known_icons_only(name):
    text = source(name)
    used = re.findall(r'{%\s*icon\s+"([^"]+)"', text) + re.findall(r"#i-([a-z-]+)", text)
    used += re.findall(r'\bicon="([^"]+)"', text)

    assert set(used) - ICONS == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_translated(name, catalogue):
    assert [msgid for msgid in msgids(name) if msgid not in catalogue] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_holds_no_chinese(name):
    assert re.findall(r"[\u4e00-\u9fff]+", re.sub(r"{#.*?#}", "", source(name))) == []


def test_every_icon_the_code_names_is_drawn():
    from secretariat.portal.platforms import PLATFORMS
    from secretariat.templatetags.office import LIGHTS, STATES

    named = {page.icon for platform in PLATFORMS for page in platform.pages}
    named |= {icon for icon, _now in STATES.values()} | {icon for _word, icon in LIGHTS.values() if icon}
    assert named - ICONS == set()


def test_every_icon_the_script_names_is_drawn():
    assert {"late", "warn", "check", "x"} <= ICONS
