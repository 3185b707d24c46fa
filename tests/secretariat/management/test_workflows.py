"""The pages of docs/workflows say what the tables say."""

import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from secretariat.management.commands import workflows
from supervision.items.states import STEPS
from tests.test_structure import LIFECYCLES


def test_every_page_is_up_to_date():
    call_command("workflows", check=True)


def test_every_life_has_its_page():
    written = {(life.drawer, life.steps) for life in workflows.LIVES}

    assert written == {(drawer, steps) for drawer, steps, *_rest in LIFECYCLES}


def test_a_page_that_is_out_of_date_is_named(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    call_command("workflows")
    (tmp_path / "docs/workflows/items.md").write_text("old")

    with pytest.raises(CommandError, match=r"items\.md"):
        call_command("workflows", check=True)


def test_a_page_has_a_row_for_every_step():
    text = (settings.BASE_DIR / workflows.FOLDER / "items.md").read_text(encoding="utf-8")

    assert "| merge | dispatched, filed, in_progress | merged | is_officer |" in text
    assert len(re.findall(r"^\| \w+ \|", text, re.MULTILINE)) == 1 + len(STEPS)
