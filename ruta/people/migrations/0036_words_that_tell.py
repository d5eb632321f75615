"""Which free words may tell what is reserved of a person? Those of somebody of whom something is reserved: the database knows of whom."""

from django.db import migrations

from ruta.base.schema import Definer

# Answers of an instrument that asks everybody a strict question make nobody's notes reserved; what was opened because of them does.
HAS = """
SELECT EXISTS (SELECT 1 FROM people_reservedwords w WHERE w.person_id = person AND w.owner_institution_id = owner
  AND (w.of_table IN ('cases_need', 'cases_planaction', 'cases_servicedelivery', 'cases_casealert', 'referrals_referral')
       OR (w.of_table = 'cases_assessment' AND w.category = 'protection' AND NOT w.is_draft)))
"""
# A text that repeats a word of what is reserved of this person, or that names a strict need or a service that answers one.
TELLS = """
SELECT CASE WHEN said IN ('', 'reservado') OR NOT ruta_has_reserved(person, owner) THEN false ELSE
  EXISTS (SELECT 1 FROM people_reservedwords w, jsonb_path_query(w.words, 'strict $.**') v
          WHERE w.person_id = person AND w.owner_institution_id = owner AND w.category <> 'general' AND w.of_table <> 'cases_assessment'
          AND jsonb_typeof(v) = 'string' AND length(v #>> '{}') > 5 AND strpos(lower(said), lower(v #>> '{}')) > 0)
  OR EXISTS (
    WITH strict AS (SELECT i FROM taxonomy_catalogue c, jsonb_array_elements(c.content -> 'items') i
                    WHERE c.code = 'needs' AND c.is_current AND i ->> 'sensitivity' = 'strict'),
    services AS (SELECT i FROM taxonomy_catalogue c, jsonb_array_elements(c.content -> 'items') i
                 WHERE c.code = 'service_types' AND c.is_current AND i -> 'needs' ?| (SELECT array_agg(i ->> 'code') FROM strict)),
    told AS (SELECT i FROM strict UNION ALL SELECT i FROM services)
    SELECT 1 FROM told, LATERAL (VALUES (i ->> 'code'), (i ->> 'label_es'), (i ->> 'label_en')) AS named(word)
    WHERE word <> '' AND strpos(lower(said), lower(word)) > 0)
  END
"""


class Migration(migrations.Migration):
    """Two questions for the triggers that move words apart."""

    dependencies = [("people", "0035_neighbouring_keys"), ("taxonomy", "0005_retired_codes")]
    operations = [
        migrations.RunSQL("GRANT SELECT ON taxonomy_catalogue TO ruta_reader", "REVOKE SELECT ON taxonomy_catalogue FROM ruta_reader"),
        Definer("ruta_has_reserved(person bigint, owner bigint)", HAS, owner="ruta_reader", returns="bool"),
        Definer("ruta_tells(person bigint, owner bigint, said text)", TELLS, owner="ruta_reader", returns="bool"),
    ]
