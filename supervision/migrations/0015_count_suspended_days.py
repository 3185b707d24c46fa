"""The working days of the suspensions that are over, for items that are not."""

from django.db import migrations
from django.db.models import F

from secretariat.workdays.calendar import Calendar


def count(apps, schema_editor):
    days = apps.get_model("secretariat", "SpecialDay").objects.values_list("date", "kind", "name")
    calendar = Calendar(days)
    spans = apps.get_model("supervision", "Suspension").objects.exclude(until_on=None)
    items = apps.get_model("supervision", "SupervisionItem").objects
    for span in spans.filter(item__done_on=None, item__dropped_on=None):
        counted = calendar.between(span.from_on, span.until_on)
        items.filter(pk=span.item_id).update(suspended_days=F("suspended_days") + counted)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0014_suspended_days"), ("secretariat", "0009_warning_rule_kinds")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
