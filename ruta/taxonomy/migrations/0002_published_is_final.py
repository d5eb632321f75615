"""A published version of a catalogue never changes and never goes: only which one is current may move."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION taxonomy_published_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.id, NEW.kind, NEW.code, NEW.version, NEW.status, NEW.content, NEW.sha256, NEW.loaded_at, NEW.published_by)
     IS DISTINCT FROM
     (OLD.id, OLD.kind, OLD.code, OLD.version, OLD.status, OLD.content, OLD.sha256, OLD.loaded_at, OLD.published_by) THEN
    RAISE EXCEPTION 'catalogue % % is published and cannot change: publish a new version', OLD.code, OLD.version
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER published_is_final BEFORE UPDATE OR DELETE ON taxonomy_catalogue
  FOR EACH ROW EXECUTE FUNCTION taxonomy_published_is_final();
"""
BACK = """
DROP TRIGGER published_is_final ON taxonomy_catalogue;
DROP FUNCTION taxonomy_published_is_final();
"""


class Migration(migrations.Migration):
    """Put the rule in the database, where no code can forget it."""

    dependencies = [("taxonomy", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
