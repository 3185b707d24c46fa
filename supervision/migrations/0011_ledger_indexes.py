"""Indexes for a ledger of hundreds of thousands of items: its orders, and search by characters and pairs of them."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import supervision.items.grams

# Only functions of pg_catalog are called, so that the index can be restored under any search path.
FUNCTIONS = """
CREATE FUNCTION item_grams(title text, requirement text, number text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
  SELECT ARRAY(
    SELECT DISTINCT gram
    FROM (SELECT string_to_array(lower(title || ' ' || requirement || ' ' || number), NULL) AS a) AS letters,
         generate_series(1, cardinality(a)) AS n,
         LATERAL (VALUES (a[n]), (a[n] || a[n + 1])) AS found (gram)
    WHERE gram IS NOT NULL AND position(' ' IN gram) = 0
  )
$$;
CREATE FUNCTION word_grams(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN cardinality(a) < 2 THEN a
    ELSE ARRAY(SELECT a[n] || a[n + 1] FROM generate_series(1, cardinality(a) - 1) AS n) END
  FROM (SELECT string_to_array(lower(word), NULL) AS a) AS letters
$$;
"""
NO_FUNCTIONS = "DROP FUNCTION word_grams(text); DROP FUNCTION item_grams(text, text, text);"


class Migration(migrations.Migration):
    dependencies = [("supervision", "0010_report_drafts")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(condition=models.Q(('deleted_at', None), ('state__in', ('dispatched', 'objected', 'in_progress', 'suspended', 'under_review', 'leader_review'))), fields=['due_on', 'id'], name='item_open_due'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['due_on', 'id'], name='item_due'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(models.OrderBy(models.F('due_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None)), name='item_due_desc'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(models.OrderBy(models.F('year'), descending=True, nulls_last=True), models.OrderBy(models.F('number'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('deleted_at', None)), name='item_number_desc'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(models.OrderBy(models.F('last_report_on'), nulls_first=True), models.F('id'), condition=models.Q(('deleted_at', None)), name='item_report'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['lead', 'due_on', 'id'], name='item_lead_due'),
        ),
        migrations.AddIndex(
            model_name='supervisionitem',
            index=django.contrib.postgres.indexes.GinIndex(supervision.items.grams.ItemGrams('title', 'requirement', 'number_text'), name='item_search'),
        ),
    ]
