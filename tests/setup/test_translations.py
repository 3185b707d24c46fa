"""Catalogues without the gettext tools."""

import gettext
import os

import pytest

from script.house.translations import compile_catalogues

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Overdue"
msgstr "已超期"
"""


@pytest.fixture
def catalogue(tmp_path):
    file = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE)
    return file


def test_catalogue_is_compiled_for_gettext(catalogue, tmp_path):
    compile_catalogues(tmp_path)

    with catalogue.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Overdue") == "已超期"


def test_catalogue_is_compiled_again_only_when_it_is_newer(catalogue, tmp_path):
    first, second = compile_catalogues(tmp_path), compile_catalogues(tmp_path)
    later = catalogue.with_suffix(".mo").stat().st_mtime + 1
    os.utime(catalogue, (later, later))

    assert (first, second, compile_catalogues(tmp_path)) == (1, 0, 1)
