"""What was published never changes and never goes: only its state moves, and only forward."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION insights_file_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a published file cannot change: publish another report' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION insights_publication_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.id, NEW.slug, NEW.name, NEW.period, NEW.period_label, NEW.title, NEW.body, NEW.institution_id, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM
     (OLD.id, OLD.slug, OLD.name, OLD.period, OLD.period_label, OLD.title, OLD.body, OLD.institution_id, OLD.proposed_by, OLD.proposed_at)
     OR (OLD.state, NEW.state) NOT IN (('proposed', 'public'), ('proposed', 'refused'), ('public', 'withdrawn'))
     OR (NEW.state = 'public' AND NEW.decided_by IS NOT DISTINCT FROM NEW.proposed_by) THEN
    RAISE EXCEPTION 'a publication cannot change: only a second person lets it out, and it may be withdrawn' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_is_final BEFORE UPDATE OR DELETE ON insights_publishedfile FOR EACH ROW EXECUTE FUNCTION insights_file_is_final();
CREATE TRIGGER publication_is_final BEFORE UPDATE OR DELETE ON insights_publication FOR EACH ROW EXECUTE FUNCTION insights_publication_is_final();
"""
BACK = """
DROP TRIGGER publication_is_final ON insights_publication;
DROP TRIGGER file_is_final ON insights_publishedfile;
DROP FUNCTION insights_publication_is_final();
DROP FUNCTION insights_file_is_final();
"""


class Migration(migrations.Migration):
    """Put the rule in the database, where no code can forget it."""

    dependencies = [("insights", "0003_publications")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
