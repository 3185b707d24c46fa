from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0004_delegations")]

    operations = [
        migrations.AddIndex(model_name="event", index=models.Index(fields=["actor", "-at"], name="event_actor")),
        migrations.AddIndex(model_name="event", index=models.Index(fields=["verb", "-at"], name="event_verb")),
    ]
