"""Drafts of reports, and requests for reports of co-units."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('secretariat', '0008_checkpoint_reminders'),
        ('supervision', '0009_instructions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('report', 'Report'), ('submit_closing', 'Closing report'), ('ask_extension', 'Request for extension')], max_length=20, verbose_name='kind')),
                ('fields', models.JSONField(default=dict, verbose_name='fields')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='supervision.supervisionitem', verbose_name='item')),
            ],
            options={
                'verbose_name': 'draft of a report',
                'verbose_name_plural': 'drafts of reports',
                'ordering': ['-saved_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'submit_closing', 'ask_extension'])), name='draft_kind_known'), models.UniqueConstraint(fields=('item', 'author', 'kind'), name='draft_one_of_each')],
            },
        ),
        migrations.CreateModel(
            name='ReportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                ('asked_on', models.DateField(verbose_name='requested on')),
                ('due_on', models.DateField(verbose_name='report until')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is about')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_requests', to='supervision.supervisionitem', verbose_name='item')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='secretariat.department', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'request for a report',
                'verbose_name_plural': 'requests for reports',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['item', 'unit'], name='report_request_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='report_request_not_in_the_past')],
            },
        ),
    ]
