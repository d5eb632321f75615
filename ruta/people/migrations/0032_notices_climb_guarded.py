"""Who may write that a notice climbed? The machine of whoever was told; nobody takes a rung back."""

from django.db import migrations

GRANT = """
GRANT UPDATE (escalation, escalated_at) ON people_senafnotice TO ruta_app;
CREATE FUNCTION ruta_only_climbs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.escalation < OLD.escalation THEN RAISE EXCEPTION 'a notice only climbs' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_climbs BEFORE UPDATE OF escalation ON people_senafnotice FOR EACH ROW EXECUTE FUNCTION ruta_only_climbs();
"""
BACK = """
DROP TRIGGER only_climbs ON people_senafnotice; DROP FUNCTION ruta_only_climbs();
REVOKE UPDATE (escalation, escalated_at) ON people_senafnotice FROM ruta_app;
"""


class Migration(migrations.Migration):
    """It is only written forward."""

    dependencies = [("people", "0031_notices_climb")]
    operations = [migrations.RunSQL(GRANT, BACK)]
