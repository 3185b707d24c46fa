"""The forms of consultation and the checkpoints of a new office."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    presets = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    form = apps.get_model("planning", "ConsultationForm")
    names = enumerate(presets["consultations"]["forms"], start=1)
    form.objects.bulk_create(form(name=name, order=order * 10) for order, name in names)
    rule = apps.get_model("planning", "CheckpointRule")
    rule.objects.bulk_create(
        rule(kind=kind, offset=offset, valid_from=date(2020, 1, 1)) for kind, offset in presets["checkpoints"].items()
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_tables")]
    replaces = [
        ("planning", "0004_consultation_presets"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
