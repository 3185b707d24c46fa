"""Who comes to a meeting, how they are told, and what is taken up; the number of the notices in a house that runs."""

import tomllib
from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


PRESETS = Path(__file__).parents[2] / "secretariat" / "presets.toml"


def number_notices(apps, schema_editor):
    # A new house has it already: `secretariat.0002_new_office` reads the same file.
    rows = tomllib.loads(PRESETS.read_text(encoding="utf-8"))["numbers"]
    row = next(row for row in rows if row["code"] == "meeting-notice")
    apps.get_model("secretariat", "NumberKind").objects.get_or_create(code=row["code"], defaults=row)


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('planning', '0005_minutes'),
        ('secretariat', '0003_robot_secret'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('present', 'Participant'), ('observer', 'Observer')], default='present', max_length=10, verbose_name='takes part as')),
                ('ordinal', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('state', models.CharField(choices=[('expected', 'Expected'), ('asked', 'Leave asked for'), ('leave', 'On leave')], default='expected', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason for leave')),
                ('substitute', models.CharField(blank=True, max_length=60, verbose_name='comes instead')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked on')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='why it was refused')),
                ('came', models.BooleanField(blank=True, null=True, verbose_name='came')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['meeting', '-kind', 'ordinal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(max_length=120, verbose_name='identity in calendars')),
                ('sequence', models.PositiveIntegerField(verbose_name='sequence in calendars')),
                ('method', models.CharField(choices=[('request', 'Takes place'), ('cancel', 'Cancelled')], default='request', max_length=10, verbose_name='kind')),
                ('number_text', models.CharField(max_length=40, verbose_name='number')),
                ('held_on', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='begins at')),
                ('length', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes')),
                ('place', models.CharField(max_length=60, verbose_name='place')),
                ('topics', models.JSONField(blank=True, default=list, verbose_name='topics')),
                ('bring', models.CharField(blank=True, max_length=400, verbose_name='what to bring')),
                ('contact', models.CharField(blank=True, max_length=100, verbose_name='contact')),
                ('sent_on', models.DateField(verbose_name='sent on')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'notice of a meeting',
                'verbose_name_plural': 'notices of meetings',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='StandingGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('present', 'Participant'), ('observer', 'Observer')], default='present', max_length=10, verbose_name='takes part as')),
                ('ordinal', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
            ],
            options={
                'verbose_name': 'standing participant',
                'verbose_name_plural': 'standing participants',
                'ordering': ['series', '-kind', 'ordinal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TakenUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('url', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('on', models.DateField(verbose_name='day')),
            ],
            options={
                'verbose_name': 'taking up of a decision',
                'verbose_name_plural': 'takings up of decisions',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='sequence',
            field=models.PositiveIntegerField(default=0, verbose_name='sequence in calendars'),
        ),
        migrations.AddField(
            model_name='series',
            name='leave_approver',
            field=models.CharField(choices=[('secretary_general', 'Secretary-general'), ('overseer', 'Responsible deputy secretary-general'), ('planner', 'Planning officer')], default='secretary_general', max_length=20, verbose_name='leave is approved by'),
        ),
        migrations.AddField(
            model_name='series',
            name='take_up_days',
            field=models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='within so many working days'),
        ),
        migrations.AddField(
            model_name='series',
            name='taken_up_by',
            field=models.ManyToManyField(blank=True, help_text='Series of lower meetings that put the decisions of this one on their agendas.', related_name='takes_up', to='planning.series', verbose_name='its decisions are taken up by'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('leave_approver__in', ['secretary_general', 'overseer', 'planner'])), name='series_approver_known'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='planning.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='planning.meeting', verbose_name='meeting'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='sent_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AddField(
            model_name='standingguest',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='standingguest',
            name='series',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='planning.series', verbose_name='series'),
        ),
        migrations.AddField(
            model_name='standingguest',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takings', to='planning.decision', verbose_name='decision'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='subject_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='takenup',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_from', to='planning.topic', verbose_name='topic'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['state'], name='attendance_asked'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['present', 'observer'])), name='attendance_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['expected', 'asked', 'leave'])), name='attendance_state_known'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='attendance_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('meeting', 'person'), name='attendance_person_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('meeting', 'unit'), name='attendance_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'expected'), models.Q(('asked_by__isnull', False), ('asked_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='attendance_leave_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state', 'leave')), models.Q(models.Q(('state', 'leave'), _negated=True), ('approved_at', None), ('approved_by', None)), _connector='OR'), name='attendance_leave_iff_approved'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['request', 'cancel'])), name='invitation_method_known'),
        ),
        migrations.AddConstraint(
            model_name='standingguest',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['present', 'observer'])), name='standing_guest_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='standingguest',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='standing_guest_is_somebody'),
        ),
        migrations.AddConstraint(
            model_name='standingguest',
            constraint=models.UniqueConstraint(fields=('series', 'person', 'unit', 'name'), name='standing_guest_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_id', None), ('subject_type', None), ('topic__isnull', False)), models.Q(('subject_id__isnull', False), ('subject_type__isnull', False), ('topic', None)), _connector='OR'), name='taken_up_by_a_topic_or_an_item'),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.UniqueConstraint(fields=('decision', 'topic'), name='taken_up_by_a_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.UniqueConstraint(fields=('decision', 'subject_type', 'subject_id'), name='taken_up_by_an_item_once'),
        ),
        migrations.RunPython(number_notices, migrations.RunPython.noop),
    ]
