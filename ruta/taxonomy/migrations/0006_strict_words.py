"""Which words name what is strict? Kept beside the catalogues in force, so that whoever writes a note does not read them whole."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION taxonomy_keep_strict_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM taxonomy_strictword;
  INSERT INTO taxonomy_strictword
  WITH item AS (SELECT c.code AS of_catalogue, i FROM taxonomy_catalogue c, jsonb_array_elements(c.content -> 'items') i
                WHERE c.code IN ('needs', 'service_types') AND c.is_current),
  strict AS (SELECT i FROM item WHERE of_catalogue = 'needs' AND i ->> 'sensitivity' = 'strict'),
  told AS (SELECT i FROM strict UNION ALL SELECT i FROM item
           WHERE of_catalogue = 'service_types' AND i -> 'needs' ?| (SELECT array_agg(i ->> 'code') FROM strict))
  SELECT DISTINCT lower(word) FROM told, LATERAL (VALUES (i ->> 'code'), (i ->> 'label_es'), (i ->> 'label_en')) AS named(word)
  WHERE word <> '';
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION taxonomy_keep_strict_words() FROM PUBLIC;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON taxonomy_strictword FROM ruta_app;
GRANT SELECT ON taxonomy_strictword TO ruta_reader;
CREATE TRIGGER keep_strict_words AFTER INSERT OR UPDATE OF is_current ON taxonomy_catalogue
  FOR EACH STATEMENT EXECUTE FUNCTION taxonomy_keep_strict_words();
UPDATE taxonomy_catalogue SET is_current = is_current WHERE is_current;
"""
BACK = """
DROP TRIGGER keep_strict_words ON taxonomy_catalogue;
DROP FUNCTION taxonomy_keep_strict_words();
"""


class Migration(migrations.Migration):
    """A list that the database makes anew whenever another version of a catalogue comes into force."""

    dependencies = [("taxonomy", "0005_retired_codes")]
    operations = [
        migrations.CreateModel(
            name="StrictWord",
            fields=[("word", models.TextField(primary_key=True, serialize=False))],
            options={"verbose_name": "palabra reservada", "verbose_name_plural": "palabras reservadas", "ordering": ("word",)},
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
