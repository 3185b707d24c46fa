"""The bulletin, the handling of items, the slips and the causes of a new office, and who reads what is private."""

import tomllib
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"
TABLES = {"HandlingRule": "handling_rules", "PrivateReader": "private_readers", "SlipRule": "slip_rules"}


def load(apps, schema_editor):
    presets = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    numbers = {kind.code: kind for kind in apps.get_model("secretariat", "NumberKind").objects.all()}
    for row in presets["bulletin_kinds"]:
        apps.get_model("supervision", "BulletinKind").objects.create(**{**row, "numbers": numbers[row["numbers"]]})
    for name, table in TABLES.items():
        model = apps.get_model("supervision", name)
        model.objects.bulk_create(model(**row) for row in presets[table])
    cause = apps.get_model("supervision", "CauseCode")
    names = enumerate(presets["causes"]["names"], start=1)
    cause.objects.bulk_create(cause(name=name, order=place) for place, name in names)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_tables"), ("secretariat", "0002_new_office")]
    replaces = [
        ("supervision", "0002_presets"),
        ("supervision", "0008_handling_presets"),
        ("supervision", "0013_urging_presets"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
