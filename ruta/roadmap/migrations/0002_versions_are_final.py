"""What a version of a plan says never changes and never goes: only which version is current may move."""

from django.db import migrations

SAYS = ("node", "target", "targetvalue", "risk", "dependency", "budgetline", "progress")
FORWARD = """
CREATE FUNCTION roadmap_said_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what a version of a plan says cannot change: load a new version' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION roadmap_version_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.id, NEW.plan_id, NEW.number, NEW.sha256, NEW.header, NEW.reason, NEW.loaded_at, NEW.loaded_by)
     IS DISTINCT FROM
     (OLD.id, OLD.plan_id, OLD.number, OLD.sha256, OLD.header, OLD.reason, OLD.loaded_at, OLD.loaded_by) THEN
    RAISE EXCEPTION 'a version of a plan cannot change: load a new one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_is_final BEFORE UPDATE OR DELETE ON roadmap_planversion FOR EACH ROW EXECUTE FUNCTION roadmap_version_is_final();
""" + "".join(
    f"CREATE TRIGGER said_is_final BEFORE UPDATE OR DELETE ON roadmap_{name} FOR EACH ROW EXECUTE FUNCTION roadmap_said_is_final();\n"
    for name in SAYS
)
BACK = (
    "".join(f"DROP TRIGGER said_is_final ON roadmap_{name};\n" for name in SAYS)
    + """
DROP TRIGGER version_is_final ON roadmap_planversion;
DROP FUNCTION roadmap_version_is_final();
DROP FUNCTION roadmap_said_is_final();
"""
)


class Migration(migrations.Migration):
    """Put the rule in the database, where no code can forget it."""

    dependencies = [("roadmap", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
