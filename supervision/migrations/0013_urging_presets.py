"""How slips are numbered and with which colour they begin in a new office."""

import tomllib
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"
SHARED = Path(__file__).parent.parent.parent / "secretariat" / "presets.toml"


def load(apps, schema_editor):
    number = tomllib.loads(SHARED.read_text(encoding="utf-8"))["slip_number"]
    apps.get_model("secretariat", "NumberKind").objects.create(**number)
    cause = apps.get_model("supervision", "CauseCode")
    presets = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    names = presets["causes"]["names"]
    cause.objects.bulk_create(cause(name=name, order=place) for place, name in enumerate(names, start=1))
    rule = apps.get_model("supervision", "SlipRule")
    rule.objects.bulk_create(rule(**row) for row in presets["slip_rules"])


class Migration(migrations.Migration):
    dependencies = [("supervision", "0012_urging"), ("secretariat", "0008_checkpoint_reminders")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
