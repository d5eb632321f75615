"""Which purposes open no register? What travels in a sealed packet is read there alone."""

from django.db import migrations

# The same three as `ruta.people.enums.PACKET_ONLY`: a migration keeps its own words.
ONLY = "('referral', 'protection', 'health_sharing')"
GROUND = """
CREATE OR REPLACE FUNCTION ruta_ground_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM new_rows n
    WHERE NOT EXISTS (SELECT 1 FROM people_consent c WHERE c.id = n.consent_id AND c.person_id = n.person_id AND c.grantee_id = n.institution_id
                      AND c.purpose = n.purpose AND n.category = ANY (c.categories) AND n.valid_until <= c.valid_until{further}
                      AND (c.withdrawn_at IS NULL OR n.revoked_at IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM people_override o WHERE o.id = n.override_id AND o.person_id = n.person_id
                      AND o.institution_id = n.institution_id AND n.category = ANY (o.categories) AND n.valid_until <= o.valid_until)
  ) THEN RAISE EXCEPTION 'a grant needs a live consent or an override that says the same' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NULL;
END $$;
"""
# The audit keeps who cut them and why.
CUT = f"""
SELECT set_config('ruta.kind', 'system', true), set_config('ruta.reason', 'packet only', true);
UPDATE people_access SET revoked_at = now() WHERE consent_id IS NOT NULL AND revoked_at IS NULL AND purpose IN {ONLY};
SELECT set_config('ruta.kind', '', true), set_config('ruta.reason', '', true);
"""


class Migration(migrations.Migration):
    """Cut the grants that such permissions had opened, and refuse new ones."""

    dependencies = [("people", "0007_firm_permissions")]
    operations = [
        migrations.RunSQL(GROUND.format(further=f" AND c.purpose NOT IN {ONLY}"), GROUND.format(further="")),
        migrations.RunSQL(CUT, migrations.RunSQL.noop),
    ]
