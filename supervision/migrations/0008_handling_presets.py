"""How items are handled in a new office."""

import tomllib
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    rule = apps.get_model("supervision", "HandlingRule")
    rule.objects.bulk_create(
        rule(**row) for row in tomllib.loads(PRESETS.read_text(encoding="utf-8"))["handling_rules"]
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0007_full_lifecycle")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
