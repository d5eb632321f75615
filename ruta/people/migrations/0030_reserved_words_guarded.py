"""Who reads the words of a reserved row, and who moves them out of it? Named roles, and the database itself."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Movable, RowSecurity, mine_or_shared

KIND, USER = "current_setting('ruta.kind', true)", "nullif(current_setting('ruta.user', true), '')::bigint"
STRICT = "coalesce(current_setting('ruta.strict', true), '') = 'on'"
READ = (
    f"(({mine_or_shared('category')}) AND ({STRICT} OR ruta_strict_open(person_id))) OR ({MINE} AND {KIND} = 'system') "
    f"OR (is_draft AND {MINE} AND written_by_id = {USER})"
)
# A writing adds a row and changes none: the audit keeps no values of an insert. A column that holds the mask says nothing new, so
# whoever saves a row that they read masked loses nothing of it.
RESERVE = """
CREATE FUNCTION ruta_reserve() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  whole jsonb := to_jsonb(NEW); masks jsonb := '{}'; before jsonb; words jsonb; mask jsonb; name text; draft bool; was_draft bool;
BEGIN
  draft := coalesce(whole ->> 'state' = 'draft', false) AND TG_TABLE_NAME = 'cases_assessment';
  SELECT w.words, w.is_draft INTO before, was_draft FROM people_reservedwords w
  WHERE w.of_table = TG_TABLE_NAME AND w.row_id = NEW.id ORDER BY w.id DESC LIMIT 1;
  words := coalesce(before, '{}');
  FOREACH name IN ARRAY TG_ARGV LOOP
    mask := CASE jsonb_typeof(whole -> name)
      WHEN 'object' THEN CASE WHEN whole -> name = '{}' THEN '{}' ELSE '{"reservado": {}}' END::jsonb
      WHEN 'array' THEN '[]' WHEN 'string' THEN '"reservado"' ELSE 'null' END;
    IF whole -> name <> mask THEN words := words || jsonb_build_object(name, whole -> name); END IF;
    masks := masks || jsonb_build_object(name, mask);
  END LOOP;
  IF words IS DISTINCT FROM before OR draft IS DISTINCT FROM was_draft THEN
    INSERT INTO people_reservedwords (owner_institution_id, person_id, of_table, row_id, category, is_draft, words, written_by_id)
    VALUES (NEW.owner_institution_id, NEW.person_id, TG_TABLE_NAME, NEW.id,
            CASE WHEN whole ->> 'data_category' = 'protection' THEN 'protection' ELSE 'needs_sensitive' END, draft, words,
            nullif(current_setting('ruta.user', true), '')::bigint);
  END IF;
  RETURN jsonb_populate_record(NEW, masks);
END $$;
REVOKE EXECUTE ON FUNCTION ruta_reserve() FROM PUBLIC;
ALTER FUNCTION ruta_reserve() OWNER TO ruta_reader;
SET ROLE ruta_reader; GRANT EXECUTE ON FUNCTION ruta_reserve() TO ruta_owner; RESET ROLE;
GRANT SELECT, INSERT ON people_reservedwords TO ruta_reader;
GRANT USAGE ON SEQUENCE people_reservedwords_id_seq TO ruta_reader;
CREATE POLICY keeper ON people_reservedwords TO ruta_reader USING (true) WITH CHECK (true);
REVOKE INSERT, UPDATE, DELETE ON people_reservedwords FROM ruta_app;
"""
BACK = """
DROP POLICY keeper ON people_reservedwords; REVOKE ALL ON people_reservedwords FROM ruta_reader; DROP FUNCTION ruta_reserve();
"""


class Migration(migrations.Migration):
    """Nothing but the trigger writes them, and nothing changes them."""

    dependencies = [("people", "0029_reserved_words")]
    operations = [
        RowSecurity("people_reservedwords", read=READ, insert="", update=""),
        ChildOf("people_reservedwords", "people_person", "person_id"),
        Movable("people_reservedwords"),
        Audited("people_reservedwords"),
        migrations.RunSQL(RESERVE, BACK),
    ]
