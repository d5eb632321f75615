"""On what must a grant stand, what may never be revived, and who may learn whose a person is?"""

from django.db import migrations

# Beside the keys: a grant says no more than its consent or override, for no longer, to nobody else.
GROUND = """
CREATE FUNCTION ruta_ground_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM new_rows n
    WHERE NOT EXISTS (SELECT 1 FROM people_consent c WHERE c.id = n.consent_id AND c.person_id = n.person_id AND c.grantee_id = n.institution_id
                      AND c.purpose = n.purpose AND n.category = ANY (c.categories) AND n.valid_until <= c.valid_until
                      AND (c.withdrawn_at IS NULL OR n.revoked_at IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM people_override o WHERE o.id = n.override_id AND o.person_id = n.person_id
                      AND o.institution_id = n.institution_id AND n.category = ANY (o.categories) AND n.valid_until <= o.valid_until)
  ) THEN RAISE EXCEPTION 'a grant needs a live consent or an override that says the same' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_ground_access() FROM PUBLIC;
CREATE TRIGGER ground_access AFTER INSERT ON people_access REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION ruta_ground_access();
"""
UNGROUND = "DROP TRIGGER ground_access ON people_access; DROP FUNCTION ruta_ground_access()"

ENDED = """
CREATE FUNCTION ruta_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what ended is not revived' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER stays_ended BEFORE UPDATE OF withdrawn_at, withdrawn_reason ON people_consent
  FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF revoked_at ON people_access
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF reviewed_at, reviewed_by_id, verdict, review_note ON people_override
  FOR EACH ROW WHEN (OLD.reviewed_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF answered_at, answer, answered_by_id ON people_accessrequest
  FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
"""
UNENDED = """
DROP TRIGGER stays_ended ON people_consent; DROP TRIGGER stays_ended ON people_access; DROP TRIGGER stays_ended ON people_override;
DROP TRIGGER stays_ended ON people_accessrequest; DROP FUNCTION ruta_stays_ended();
"""

# Whose a person is, is told to the owner, to whoever reads the identity, and to the user whom a search told of the person.
OWNER_OF = """
SET ROLE ruta_reader;
DROP FUNCTION ruta_owner_of(bigint);
RESET ROLE;
CREATE FUNCTION ruta_owner_of(person bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.owner_institution_id FROM people_person p
  WHERE p.id = person AND (p.owner_institution_id = ruta_me() OR ruta_shared(p.id, 'identity')
    OR EXISTS (SELECT 1 FROM people_foundelsewhere f WHERE f.person_id = p.id AND f.institution_id = ruta_me()
               AND f.user_id = nullif(current_setting('ruta.user', true), '')::bigint AND f.found_at > now() - interval '2 hours'))
$$;
REVOKE EXECUTE ON FUNCTION ruta_owner_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_owner_of(bigint) TO ruta_app;
ALTER FUNCTION ruta_owner_of(bigint) OWNER TO ruta_linkage;
"""


class Migration(migrations.Migration):
    """What the policies cannot say, because they see one row and not what it was before."""

    dependencies = [("people", "0006_probe")]
    operations = [
        migrations.RunSQL(GROUND, UNGROUND),
        migrations.RunSQL(ENDED, UNENDED),
        migrations.RunSQL(OWNER_OF, migrations.RunSQL.noop),
    ]
