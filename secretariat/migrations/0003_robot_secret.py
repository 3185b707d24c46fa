"""What signs the messages of a robot, where its service asks for it."""

from django.db import migrations, models

from secretariat.migrating import AtOnce


class Migration(AtOnce):

    dependencies = [
        ('secretariat', '0002_new_office'),
    ]

    operations = [
        migrations.AddField(
            model_name='chatrobot',
            name='secret',
            field=models.CharField(blank=True, max_length=200, verbose_name='signing secret'),
        ),
        migrations.AddConstraint(
            model_name='chatrobot',
            constraint=models.CheckConstraint(condition=models.Q(('secret', ''), ('kind', 'dingtalk'), _connector='OR'), name='robot_signed_for_dingtalk'),
        ),
    ]
