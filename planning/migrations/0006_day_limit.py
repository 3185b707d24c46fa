"""The most entries on a day: one row, as a new office starts with it."""

import tomllib
from pathlib import Path

import django.core.validators
from django.db import migrations, models

PRESETS = Path(__file__).parent.parent / "presets.toml"


def load(apps, schema_editor):
    presets = tomllib.loads(PRESETS.read_text(encoding="utf-8"))
    apps.get_model("planning", "DayLimit").objects.get_or_create(pk=1, defaults=presets["day_limit"])


class CreateUnlessThere(migrations.CreateModel):
    """A house that ran a build in which this migration had number 0005 has the table already."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            is_there = table in schema_editor.connection.introspection.table_names(cursor)
        if not is_there:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0005_minutes_route'),
    ]

    operations = [
        CreateUnlessThere(
            name='DayLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('per_leader', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='entries of one leader on a day, at most')),
                ('per_day', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='entries of the house on a day, at most')),
            ],
            options={
                'verbose_name': 'limit of a day',
                'verbose_name_plural': 'limits of a day',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('per_day__range', (1, 99)), ('per_leader__range', (1, 99))), name='day_limit_plausible'), models.CheckConstraint(condition=models.Q(('pk', 1)), name='day_limit_once')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
