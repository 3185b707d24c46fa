"""The bulletin of a new office."""

import tomllib
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    numbers = {kind.code: kind for kind in apps.get_model("secretariat", "NumberKind").objects.all()}
    bulletin = apps.get_model("supervision", "BulletinKind")
    for row in tomllib.loads(PRESETS.read_text(encoding="utf-8"))["bulletin_kinds"]:
        bulletin.objects.create(**{**row, "numbers": numbers[row["numbers"]]})


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("secretariat", "0002_presets")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
