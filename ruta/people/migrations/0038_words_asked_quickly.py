"""Do words tell? The same question as before, asked of the list of strict words and only of those of whom something is reserved."""

from importlib import import_module

from django.db import migrations

HEAD = """
CREATE OR REPLACE FUNCTION ruta_tells(person bigint, owner bigint, said text) RETURNS bool LANGUAGE {} STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $definer$ {} $definer$
"""
TELLS = """
DECLARE told CONSTANT text := lower(said);
BEGIN
  IF said IN ('', 'reservado') OR NOT ruta_has_reserved(person, owner) THEN RETURN false; END IF;
  RETURN EXISTS (SELECT 1 FROM taxonomy_strictword WHERE strpos(told, word) > 0)
    OR EXISTS (SELECT 1 FROM people_reservedwords w, jsonb_path_query(w.words, 'strict $.**') v
               WHERE w.person_id = person AND w.owner_institution_id = owner AND w.category <> 'general' AND w.of_table <> 'cases_assessment'
               AND jsonb_typeof(v) = 'string' AND length(v #>> '{}') > 5 AND strpos(told, lower(v #>> '{}')) > 0);
END
"""
BEFORE = import_module("ruta.people.migrations.0036_words_that_tell").TELLS
AS_OWNER, BACK = "SET ROLE ruta_reader", "RESET ROLE"


def _body(language: str, body: str) -> list[str]:
    return [AS_OWNER, HEAD.replace("{}", language, 1).replace("{}", body, 1), BACK]


class Migration(migrations.Migration):
    """One list of words instead of two catalogues taken apart for each note."""

    dependencies = [("people", "0037_merges_may_ask"), ("taxonomy", "0006_strict_words")]
    operations = [migrations.RunSQL(_body("plpgsql", TELLS), _body("sql", BEFORE))]
