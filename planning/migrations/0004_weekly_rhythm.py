"""Arrangements; meetings held, minuted, convened and taken up; the number of notices in a house that runs."""

import datetime
import tomllib
from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from secretariat.migrating import AtOnce

PRESETS = Path(__file__).parents[2] / "secretariat" / "presets.toml"


def number_notices(apps, schema_editor):
    # A new house has it already: `secretariat.0002_new_office` reads the same file.
    rows = tomllib.loads(PRESETS.read_text(encoding="utf-8"))["numbers"]
    row = next(row for row in rows if row["code"] == "meeting-notice")
    apps.get_model("secretariat", "NumberKind").objects.get_or_create(code=row["code"], defaults=row)


class Migration(AtOnce):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('planning', '0003_topics'),
        ('secretariat', '0003_robot_secret'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('week', 'Week'), ('month', 'Month')], default='week', max_length=8, verbose_name='kind')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('cut_off_at', models.DateTimeField(help_text='Entries that units report later are marked as late.', verbose_name='cut-off')),
                ('state', models.CharField(choices=[('collecting', 'Collecting'), ('coordinating', 'Coordinating'), ('published', 'Published')], default='collecting', max_length=12, verbose_name='state')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published on')),
                ('version', models.PositiveIntegerField(default=1)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'arrangement',
                'verbose_name_plural': 'arrangements',
                'ordering': ['-first_on', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'first_on'), name='arrangement_once'), models.CheckConstraint(condition=models.Q(('state__in', ['collecting', 'coordinating', 'published'])), name='arrangement_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('first_on__iso_week_day', 1), ('kind', 'week'), ('last_on', django.db.models.expressions.CombinedExpression(models.F('first_on'), '+', models.Value(datetime.timedelta(days=6))))), models.Q(('first_on__day', 1), ('kind', 'month'), ('last_on__gt', models.F('first_on'))), _connector='OR'), name='arrangement_whole'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at', None)), _connector='OR'), name='arrangement_published_iff_dated')],
            },
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('issued_at', models.DateTimeField(verbose_name='issued on')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addenda', to='planning.arrangement', verbose_name='arrangement')),
            ],
            options={
                'verbose_name': 'addendum',
                'verbose_name_plural': 'addenda',
                'ordering': ['arrangement', 'number'],
                'constraints': [models.UniqueConstraint(fields=('arrangement', 'number'), name='addendum_number_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='addendum_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('submitted', 'Submitted'), ('withdrawn', 'Taken back'), ('returned', 'Returned'), ('approved', 'Signed')], max_length=10, verbose_name='outcome')),
                ('on', models.DateField(verbose_name='day')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='reason')),
                ('behalf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='on behalf of')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='planning.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'review of minutes',
                'verbose_name_plural': 'reviews of minutes',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['submitted', 'withdrawn', 'returned', 'approved'])), name='approval_verdict_known'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'returned'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('verdict', 'returned'), _negated=True), ('reason', '')), _connector='OR'), name='approval_reason_iff_returned')],
            },
        ),
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
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='planning.meeting', verbose_name='meeting')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['meeting', '-kind', 'ordinal', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'asked')), fields=['state'], name='attendance_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['present', 'observer'])), name='attendance_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['expected', 'asked', 'leave'])), name='attendance_state_known'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='attendance_is_somebody'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('meeting', 'person'), name='attendance_person_once'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('meeting', 'unit'), name='attendance_unit_once'), models.CheckConstraint(condition=models.Q(('state', 'expected'), models.Q(('asked_by__isnull', False), ('asked_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='attendance_leave_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state', 'leave')), models.Q(models.Q(('state', 'leave'), _negated=True), ('approved_at', None), ('approved_by', None)), _connector='OR'), name='attendance_leave_iff_approved')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('half_day', models.CharField(blank=True, choices=[('morning', 'Morning'), ('afternoon', 'Afternoon'), ('evening', 'Evening'), ('day', 'All day')], max_length=10, verbose_name='half of the day')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('activity', models.CharField(max_length=500, verbose_name='activity')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='place')),
                ('leaders', models.CharField(blank=True, max_length=200, verbose_name='leaders')),
                ('participants', models.CharField(blank=True, max_length=400, verbose_name='participants')),
                ('unit_words', models.CharField(blank=True, max_length=100, verbose_name='unit as written')),
                ('vehicles', models.CharField(blank=True, max_length=200, verbose_name='vehicles')),
                ('support', models.CharField(blank=True, max_length=200, verbose_name='support needed')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('is_late', models.BooleanField(default=False, verbose_name='late')),
                ('conflict_reason', models.CharField(blank=True, max_length=200, verbose_name='why it is kept in spite of a conflict')),
                ('source_url', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('outcome', models.CharField(blank=True, choices=[('done', 'Done'), ('carried', 'Carried over'), ('redated', 'Re-dated'), ('cancelled', 'Cancelled')], max_length=10, verbose_name='outcome')),
                ('outcome_note', models.CharField(blank=True, max_length=200, verbose_name='why it did not take place')),
                ('moved_to', models.DateField(blank=True, null=True, verbose_name='moved to')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='reviewed on')),
                ('discarded_at', models.DateTimeField(blank=True, null=True, verbose_name='discarded')),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('added_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='added', to='planning.addendum', verbose_name='added by addendum')),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='planning.arrangement', verbose_name='arrangement')),
                ('continues', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='planning.entry', verbose_name='continues')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='planning.entry', verbose_name='replaces')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewed by')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit')),
                ('withdrawn_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn', to='planning.addendum', verbose_name='withdrawn by addendum')),
            ],
            options={
                'verbose_name': 'entry of an arrangement',
                'verbose_name_plural': 'entries of arrangements',
                'ordering': ['on', 'pk'],
                'indexes': [models.Index(fields=['on'], name='arrangement_entry_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('half_day__in', ['', 'morning', 'afternoon', 'evening', 'day'])), name='entry_half_day_known'), models.CheckConstraint(condition=models.Q(('ends_at', None), models.Q(('ends_at__gt', models.F('starts_at')), ('starts_at__isnull', False)), _connector='OR'), name='entry_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('activity', ''), _negated=True), name='entry_says_what'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'done', 'carried', 'redated', 'cancelled'])), name='entry_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('moved_to', None), ('outcome', ''), ('outcome_note', ''), ('settled_at', None), ('settled_by', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='entry_settled_iff_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('moved_to__isnull', False), ('outcome__in', ['carried', 'redated'])), models.Q(models.Q(('outcome__in', ['carried', 'redated']), _negated=True), ('moved_to', None)), _connector='OR'), name='entry_moved_iff_to_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'cancelled'), _negated=True), models.Q(('outcome_note', ''), _negated=True), _connector='OR'), name='entry_cancelled_with_reason'), models.UniqueConstraint(condition=models.Q(models.Q(('source_url', ''), _negated=True), ('withdrawn_in', None)), fields=('arrangement', 'source_url'), name='entry_of_a_source_once')],
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
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='planning.meeting', verbose_name='meeting')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'notice of a meeting',
                'verbose_name_plural': 'notices of meetings',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('method__in', ['request', 'cancel'])), name='invitation_method_known')],
            },
        ),
        migrations.CreateModel(
            name='MinutesCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('place', models.CharField(max_length=220, verbose_name='place in the minutes')),
                ('old', models.TextField(verbose_name='as it reads')),
                ('new', models.TextField(verbose_name='as it should read')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('on', models.DateField(verbose_name='day')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='planning.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'correction of minutes',
                'verbose_name_plural': 'corrections of minutes',
                'ordering': ['meeting', 'number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='minutes_correction_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('old', ''), _negated=True), models.Q(('new', ''), _negated=True), models.Q(('reason', ''), _negated=True), models.Q(('old', models.F('new')), _negated=True)), name='minutes_correction_says_what')],
            },
        ),
        migrations.CreateModel(
            name='MinutesPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.JSONField(verbose_name='facts')),
                ('docx', models.BinaryField(verbose_name='Word file')),
                ('docx_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the Word file')),
                ('pdf', models.BinaryField(null=True, verbose_name='PDF file')),
                ('pdf_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the PDF file')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='planning.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'published minutes',
                'verbose_name_plural': 'published minutes',
            },
        ),
        migrations.CreateModel(
            name='NilReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='given on')),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nil_returns', to='planning.arrangement', verbose_name='arrangement')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'nil return',
                'verbose_name_plural': 'nil returns',
                'ordering': ['arrangement', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('arrangement', 'unit'), name='nil_return_once')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('info', 'Information'), ('decision', 'Decision'), ('action', 'To do')], max_length=10, verbose_name='kind')),
                ('text', models.TextField(verbose_name='text')),
                ('at', models.DateTimeField(verbose_name='noted at')),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='planning.agendaline', verbose_name='line')),
            ],
            options={
                'verbose_name': 'note of a meeting',
                'verbose_name_plural': 'notes of meetings',
                'ordering': ['line__ordinal', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['info', 'decision', 'action'])), name='note_kind_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='name')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='seats')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('order', models.PositiveSmallIntegerField(default=99, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ['order', 'name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField(verbose_name='begun at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('turned_at', models.DateTimeField(blank=True, null=True, verbose_name='taken up at')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title of the minutes')),
                ('opening', models.TextField(blank=True, verbose_name='opening words of the minutes')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.agendaline', verbose_name='line under discussion')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sitting', to='planning.meeting', verbose_name='meeting')),
                ('submitted_behalf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted on behalf of')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by')),
            ],
            options={
                'verbose_name': 'course of a meeting',
                'verbose_name_plural': 'courses of meetings',
                'ordering': ['-begun_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('line', None), _connector='OR'), name='sitting_no_line_once_ended'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('begun_at')), _connector='OR'), name='sitting_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='StandingGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('present', 'Participant'), ('observer', 'Observer')], default='present', max_length=10, verbose_name='takes part as')),
                ('ordinal', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='planning.series', verbose_name='series')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'standing participant',
                'verbose_name_plural': 'standing participants',
                'ordering': ['series', '-kind', 'ordinal', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['present', 'observer'])), name='standing_guest_kind_known'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('unit__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='standing_guest_is_somebody'), models.UniqueConstraint(fields=('series', 'person', 'unit', 'name'), name='standing_guest_once', nulls_distinct=False)],
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
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='takings', to='planning.decision', verbose_name='decision')),
                ('subject_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_from', to='planning.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'taking up of a decision',
                'verbose_name_plural': 'takings up of decisions',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subject_id', None), ('subject_type', None), ('topic__isnull', False)), models.Q(('subject_id__isnull', False), ('subject_type__isnull', False), ('topic', None)), _connector='OR'), name='taken_up_by_a_topic_or_an_item'), models.UniqueConstraint(fields=('decision', 'topic'), name='taken_up_by_a_topic_once'), models.UniqueConstraint(fields=('decision', 'subject_type', 'subject_id'), name='taken_up_by_an_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Vehicle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='name')),
                ('seats', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='seats')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('order', models.PositiveSmallIntegerField(default=99, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'vehicle',
                'verbose_name_plural': 'vehicles',
                'ordering': ['order', 'name'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_minutes_if_minuted',
        ),
        migrations.RemoveConstraint(
            model_name='meeting',
            name='meeting_state_known',
        ),
        migrations.AddField(
            model_name='agendaline',
            name='seconds',
            field=models.PositiveIntegerField(default=0, verbose_name='seconds spent on it'),
        ),
        migrations.AddField(
            model_name='agendaline',
            name='text',
            field=models.TextField(blank=True, verbose_name='text in the minutes'),
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
            name='minutes_copy_to',
            field=models.CharField(blank=True, max_length=200, verbose_name='the minutes are copied to'),
        ),
        migrations.AddField(
            model_name='series',
            name='minutes_issuer',
            field=models.CharField(blank=True, help_text='Left empty, it is the general office.', max_length=60, verbose_name='issuer of the minutes'),
        ),
        migrations.AddField(
            model_name='series',
            name='minutes_masthead',
            field=models.CharField(blank=True, help_text='Left empty, the name of the series makes it.', max_length=30, verbose_name='masthead of the minutes'),
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
        migrations.AlterField(
            model_name='meeting',
            name='state',
            field=models.CharField(choices=[('planned', 'Collecting topics'), ('fixed', 'Agenda fixed'), ('begun', 'In progress'), ('drafting', 'Minutes in draft'), ('review', 'In review'), ('published', 'Minutes published'), ('cancelled', 'Cancelled')], default='planned', max_length=12, verbose_name='state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='published_minutes_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'published\' AND (OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."state" IS DISTINCT FROM (NEW."state")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5514a63a304b01fda9dd858dcb2ade9bc763b307', operation='UPDATE', pgid='pgtrigger_published_minutes_stay_ccadb', table='planning_meeting', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'fixed', 'begun', 'drafting', 'review', 'published', 'cancelled'])), name='meeting_state_known'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['drafting', 'review', 'published']), _negated=True), models.Q(('minutes', ''), _negated=True), _connector='OR'), name='meeting_minutes_if_minuted'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('leave_approver__in', ['secretary_general', 'overseer', 'planner'])), name='series_approver_known'),
        ),
        migrations.AddField(
            model_name='decision',
            name='note',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='planning.note', verbose_name='note'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='approval_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='70102734ff32a36898d3d23be20493754f23ac04', operation='UPDATE OR DELETE', pgid='pgtrigger_approval_stays_36ee7', table='planning_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addendum',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6338bd7f25350a75d88c501d238d7a0fd382065f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e479c', table='planning_addendum', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutescorrection',
            trigger=pgtrigger.compiler.Trigger(name='correction_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a25af054f42fdf312624f819d8ec38b36f82c80f', operation='UPDATE OR DELETE', pgid='pgtrigger_correction_stays_186bf', table='planning_minutescorrection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutespaper',
            trigger=pgtrigger.compiler.Trigger(name='minutes_are_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c5b6043525edc26415d3dbb09fdb8f31f38041e', operation='UPDATE OR DELETE', pgid='pgtrigger_minutes_are_frozen_93940', table='planning_minutespaper', when='BEFORE')),
        ),
        migrations.RunPython(number_notices, migrations.RunPython.noop),
    ]
