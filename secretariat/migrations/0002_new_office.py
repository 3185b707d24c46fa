"""Numbers, the warning rule, the ladders of reminders and the announced calendars of a new office."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import migrations

from secretariat.workdays import presets as calendars

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    presets = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    number = apps.get_model("secretariat", "NumberKind")
    number.objects.bulk_create(number(**row) for row in presets["numbers"])
    rule = apps.get_model("secretariat", "ReminderRule")
    rule.objects.bulk_create(
        rule(ladder=row["ladder"], offset=offset, audience=row["audience"], valid_from=date(2020, 1, 1))
        for row in presets["reminder_rules"]
        for offset in row["offsets"]
    )
    calendars.fill(*(apps.get_model("secretariat", name) for name in ("CalendarYear", "SpecialDay", "WarningRule")))


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0001_tables")]
    replaces = [
        ("secretariat", "0002_presets"),
        ("secretariat", "0008_checkpoint_reminders"),
        ("secretariat", "0011_report_reminders"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
