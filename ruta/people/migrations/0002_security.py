"""Who may read and write rows about persons, and through which narrow doors does linkage, override and asking pass?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity, either_side, mine_or_shared

SHARED = """
SELECT EXISTS (SELECT 1 FROM people_access a WHERE a.institution_id = ruta_me() AND a.person_id = person AND a.category = wanted
               AND a.revoked_at IS NULL AND a.valid_until > now())
"""
OWNER_OF = "SELECT owner_institution_id FROM people_person WHERE id = person"

OVERRIDE = """
DECLARE made bigint; owner bigint;
BEGIN
  IF coalesce(current_setting('ruta.role', true), '') NOT IN ('protection_officer', 'child_protection_officer', 'office_coordinator') THEN
    RAISE EXCEPTION 'this role may not override' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF length(trim(why)) < 30 THEN RAISE EXCEPTION 'an override needs a reason of 30 characters' USING ERRCODE = 'check_violation'; END IF;
  SELECT owner_institution_id INTO STRICT owner FROM people_person WHERE id = person;
  INSERT INTO people_override (owner_institution_id, person_id, institution_id, user_id, lawful_basis, reason, categories, valid_until, review_due,
                               verdict, review_note)
  VALUES (owner, person, ruta_me(), current_setting('ruta.user')::bigint, basis, why, wanted, now() + make_interval(hours => 3),
          current_date + 5, '', '') RETURNING id INTO made;
  INSERT INTO people_access (owner_institution_id, person_id, institution_id, category, purpose, override_id, valid_until)
  SELECT owner, person, ruta_me(), one, 'override', made, now() + make_interval(hours => 3) FROM unnest(wanted) AS one;
  RETURN made;
END
"""

# Keys are written only for persons of the caller's institution, and read by nobody but linkage.
SET_KEYS = """
BEGIN
  IF EXISTS (SELECT 1 FROM unnest(persons) AS p LEFT JOIN people_person r ON r.id = p AND r.owner_institution_id = ruta_me() WHERE r.id IS NULL) THEN
    RAISE EXCEPTION 'keys are set only for persons of the own institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF is_new IS NOT TRUE THEN DELETE FROM people_personkey WHERE person_id = ANY (persons); END IF;
  INSERT INTO people_personkey (key, person_id, institution_id) SELECT k, p, ruta_me() FROM unnest(keys, persons) AS t(k, p) WHERE k IS NOT NULL;
END
"""

CHILDREN = ("identifier", "contact", "returnepisode", "disability", "consent", "refusal", "access", "override", "accessrequest")
GRANTS = """
GRANT SELECT ON people_access, people_person TO ruta_reader;
GRANT SELECT, INSERT ON people_override, people_access TO ruta_reader;
CREATE POLICY reader ON people_access TO ruta_reader USING (true) WITH CHECK (true);
CREATE POLICY reader ON people_override TO ruta_reader USING (true) WITH CHECK (true);
CREATE POLICY reader ON people_person FOR SELECT TO ruta_reader USING (true);
GRANT SELECT, INSERT, DELETE ON people_personkey TO ruta_linkage;
GRANT SELECT ON people_person TO ruta_linkage;
CREATE POLICY linkage ON people_person FOR SELECT TO ruta_linkage USING (true);
REVOKE ALL ON people_personkey FROM ruta_app;
ALTER TABLE people_personkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_personkey FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON people_personkey TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY linkage ON people_personkey TO ruta_linkage USING (true) WITH CHECK (true);
"""
UNGRANT = """
DROP POLICY reader ON people_access; DROP POLICY reader ON people_override; DROP POLICY reader ON people_person;
DROP POLICY linkage ON people_person; DROP POLICY linkage ON people_personkey; DROP POLICY owner_all ON people_personkey;
"""
GRANTED_BY_OWNER = either_side("owner_institution_id", "institution_id")


class Migration(migrations.Migration):
    """Default deny; an owner column or one definer function opens."""

    dependencies = [("people", "0001_initial"), ("base", "0002_security")]
    operations = [
        Definer("ruta_shared(person bigint, wanted text)", SHARED, owner="ruta_reader", returns="bool"),
        Definer("ruta_owner_of(person bigint)", OWNER_OF, owner="ruta_reader", returns="bigint"),
        RowSecurity("people_person", read=mine_or_shared("'identity'", "id")),
        RowSecurity("people_identifier", read=mine_or_shared("'identity'"), delete=MINE),
        RowSecurity("people_contact", read=mine_or_shared("'contact'"), delete=MINE),
        RowSecurity("people_returnepisode", read=mine_or_shared("'migration'"), delete=MINE),
        RowSecurity("people_disability", read=mine_or_shared("'health'"), delete=MINE),
        RowSecurity("people_consent", read=either_side("owner_institution_id", "grantee_id")),
        RowSecurity("people_refusal", read=MINE),
        RowSecurity("people_access", read=GRANTED_BY_OWNER),
        RowSecurity("people_override", read=GRANTED_BY_OWNER, insert="", update=MINE),
        RowSecurity("people_accessrequest", read=GRANTED_BY_OWNER, insert=either_side("institution_id")),
        RowSecurity("people_importbatch", read=MINE),
        RowSecurity("people_importrow", read=MINE, delete=MINE),
        RowSecurity("people_duplicatepair", read=MINE),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer(
            "ruta_open_override(person bigint, basis text, why text, wanted text[])", OVERRIDE,
            owner="ruta_reader", returns="bigint", volatility="VOLATILE", language="plpgsql",
        ),
        Definer(
            "ruta_set_keys(persons bigint[], keys bigint[], is_new boolean)", SET_KEYS,
            owner="ruta_linkage", returns="void", volatility="VOLATILE", language="plpgsql",
        ),
        *(ChildOf(f"people_{name}", "people_person", "person_id") for name in CHILDREN),
        *(Audited(f"people_{name}") for name in ("person", *CHILDREN, "importbatch", "importrow", "duplicatepair")),
    ]  # fmt: skip
