"""docs/operations.md names what there is: services, settings, commands, files."""

import re

import pytest
from django.core.management import get_commands

from tests.messages import ROOT
from tests.operation.compose import SERVICES, settings_names

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def in_first_column(heading):
    """The `names` in the first column of the first table after a heading."""
    table = GUIDE.partition(heading)[2].partition("\n|---")[2].partition("\n\n")[0]
    return {name for line in table.splitlines()[1:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}


def test_guide_explains_every_service():
    assert in_first_column("## What runs") | {"console"} == SERVICES.keys()


def test_guide_explains_every_setting():
    assert in_first_column("### Without Docker") == settings_names()


def test_guide_names_commands_that_exist():
    named = set(re.findall(r"(?:manage\.py|[Cc]onsole:?) `?([a-z_]{4,})\b(?! is)", GUIDE))

    assert (named - {"write", "python"} - get_commands().keys(), len(named) > 8) == (set(), True)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:deploy|script|docs)/[\w./-]+)`", GUIDE))))
def test_guide_names_files_that_exist_or_are_kept_out_of_git(path):
    kept_out = (ROOT / ".gitignore").read_text(encoding="utf-8").split()

    assert (ROOT / path).exists() or any(f"/{path}".startswith(line) or f"/{path}/" == line for line in kept_out)


def test_guide_speaks_of_every_variable_an_upgrade_may_change():
    named = {"SITE_URL", "SECRETARIAT_IMAGE", "BACKUP_DIR", "BACKUP_AT", "BACKUP_KEEP"}

    assert [name for name in named if f"`{name}`" not in GUIDE] == []
