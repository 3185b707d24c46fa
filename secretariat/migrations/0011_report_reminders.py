"""The ladders of reminders of reports: items without one, and items with a reporting cycle."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import migrations

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    rule = apps.get_model("secretariat", "ReminderRule")
    rule.objects.bulk_create(
        rule(ladder=row["ladder"], offset=offset, audience=row["audience"], valid_from=date(2020, 1, 1))
        for row in tomllib.loads(PRESETS.read_text(encoding="utf-8"))["report_reminders"]
        for offset in row["offsets"]
    )


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0010_reminders")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
