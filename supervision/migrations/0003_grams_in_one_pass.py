"""The characters and pairs of an item in one pass over its text: until now the time grew with the square of its length,
and every step on an item takes it."""

from django.db import migrations

# The same set as before, so that the index stays as it is, and so may the function on the way back; what stands twice in
# the answer the index holds once.
IN_ONE_PASS = """
CREATE OR REPLACE FUNCTION item_grams(title text, requirement text, number text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
  SELECT array_remove(a, ' ') || ARRAY(
    SELECT x || y FROM unnest(a, a[2:]) AS pair (x, y) WHERE x <> ' ' AND y <> ' '
  )
  FROM (SELECT string_to_array(lower(title || ' ' || requirement || ' ' || number), NULL) AS a) AS letters
$$;
"""

class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_new_office")]
    operations = [migrations.RunSQL(IN_ONE_PASS, migrations.RunSQL.noop)]
