"""A closed maturity round never changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION roadmap_scan_is_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.scan_id ELSE OLD.scan_id END;
  closed timestamptz;
BEGIN
  SELECT closed_at INTO closed FROM public.roadmap_scan WHERE id = touched FOR SHARE;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'a closed maturity round is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION roadmap_scan_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a closed maturity round is frozen, and none is deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scan_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON roadmap_scanscore FOR EACH ROW EXECUTE FUNCTION roadmap_scan_is_frozen();
CREATE TRIGGER scan_is_final BEFORE UPDATE OR DELETE ON roadmap_scan FOR EACH ROW EXECUTE FUNCTION roadmap_scan_is_final();
"""
BACK = """
DROP TRIGGER scan_is_final ON roadmap_scan;
DROP TRIGGER scan_is_frozen ON roadmap_scanscore;
DROP FUNCTION roadmap_scan_is_final();
DROP FUNCTION roadmap_scan_is_frozen();
"""


class Migration(migrations.Migration):
    """Put the rule in the database, where no code can forget it."""

    dependencies = [("roadmap", "0010_scans")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
