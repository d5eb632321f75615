"""By which trades and skills is somebody found, and how does a profile stand before the engine without being read column by column?"""

from django.db import migrations, models

from ruta.base.schema import MINE, RowSecurity

# What the engine reads of a profile, as one line: lists of code:number, parts divided by a bar. Places come last: a country may be added.
LINE = """
CREATE FUNCTION ruta_seeker_line() RETURNS trigger LANGUAGE plpgsql AS $line$
BEGIN
  NEW.line := NEW.id
    || '|' || coalesce((SELECT string_agg((e->>'code') || ':' || round(12 * (e->>'years')::numeric), ';') FROM jsonb_path_query(NEW.occupations, '$[*]') e), '')
    || '|' || coalesce((SELECT string_agg((e->>'code') || ':' || (e->>'level'), ';') FROM jsonb_path_query(NEW.skills, '$[*]') e), '')
    || '|' || (NEW.state = 'complete')::int
    || '|' || NEW.education
    || '|' || coalesce((SELECT string_agg((e->>'code') || ':' || CASE e->>'level' WHEN 'basic' THEN 2 WHEN 'conversation' THEN 3
                 WHEN 'fluent' THEN 5 ELSE 6 END, ';') FROM jsonb_path_query(NEW.languages, '$[*]') e), '')
    || '|' || array_to_string(NEW.shifts, ';')
    || '|' || CASE WHEN NEW.state = 'complete' THEN array_to_string(ARRAY(SELECT unnest('{motorcycle,light,heavy,machinery}'::text[])
                 EXCEPT SELECT unnest(NEW.licences) EXCEPT SELECT 'light' WHERE 'heavy' = ANY (NEW.licences)), ';') ELSE '' END
    || '|' || coalesce(NEW.available_from::text, '')
    || '|' || coalesce(NEW.wage_min::text, '')
    || '|' || array_to_string(NEW.contracts, ';')
    || '|' || array_to_string(NEW.places, ';');
  RETURN NEW;
END $line$;
CREATE TRIGGER seeker_line BEFORE INSERT OR UPDATE ON placements_seekerprofile FOR EACH ROW EXECUTE FUNCTION ruta_seeker_line();
"""
NO_LINE = "DROP TRIGGER seeker_line ON placements_seekerprofile; DROP FUNCTION ruta_seeker_line()"
# o: a trade that is known; s: a skill of whoever knows a trade; t: a skill of whoever told none. Who rests from looking is found by nothing.
KEYS = """
CREATE FUNCTION ruta_seeker_keys() RETURNS trigger LANGUAGE plpgsql AS $keys$
BEGIN
  IF TG_OP = 'UPDATE' THEN DELETE FROM placements_seekerkey k USING fresh f WHERE k.profile_id = f.id; END IF;
  INSERT INTO placements_seekerkey (owner_institution_id, key, profile_id)
  SELECT f.owner_institution_id, keys.key, f.id FROM fresh f CROSS JOIN LATERAL (
    SELECT 'o' || (e->>'code') AS key FROM jsonb_path_query(f.occupations, '$[*]') e
    UNION SELECT CASE WHEN f.occupations = '[]' THEN 't' ELSE 's' END || (e->>'code') FROM jsonb_path_query(f.skills, '$[*]') e) keys
  WHERE keys.key IS NOT NULL AND f.is_looking AND f.availability <> 'not_now';
  RETURN NULL;
END $keys$;
CREATE TRIGGER seeker_keys_insert AFTER INSERT ON placements_seekerprofile REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ruta_seeker_keys();
CREATE TRIGGER seeker_keys_update AFTER UPDATE ON placements_seekerprofile REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ruta_seeker_keys();
"""
NO_KEYS = """
DROP TRIGGER seeker_keys_insert ON placements_seekerprofile; DROP TRIGGER seeker_keys_update ON placements_seekerprofile;
DROP FUNCTION ruta_seeker_keys()
"""
# Derived of what stands there already: nobody changed anything, so nothing is audited.
FILL = """
ALTER TABLE placements_seekerprofile DISABLE TRIGGER audit_update;
UPDATE placements_seekerprofile SET line = '';
ALTER TABLE placements_seekerprofile ENABLE TRIGGER audit_update;
"""


class Migration(migrations.Migration):
    """Kept by the database, so that no writer forgets it."""

    dependencies = [("placements", "0007_kept")]
    operations = [
        migrations.AddField("seekerprofile", "line", models.TextField(db_default="", default="", editable=False)),
        migrations.CreateModel(
            "SeekerKey",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "owner_institution_id", "key", "profile_id", primary_key=True, editable=False, blank=True, serialize=False
                    ),
                ),
                ("owner_institution_id", models.BigIntegerField()),
                ("key", models.TextField()),
                ("profile_id", models.BigIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["profile_id"], name="placements_seekerkey_profile")]},
        ),
        RowSecurity("placements_seekerkey", read=MINE, update="", delete=MINE),
        migrations.RunSQL(LINE, NO_LINE),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
