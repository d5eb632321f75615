"""Who may read a case and its parts? Its owner, and whoever holds a live grant for the category of the part."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity, either_side, mine_or_shared

CATEGORIES = {
    "casestep": "'plan_services'",
    "assessment": "data_category",
    "need": "data_category",
    "personalplan": "'plan_services'",
    "goal": "'plan_services'",
    "planaction": "data_category",
    "followup": "'plan_services'",
}
COPIES = ("person_id", "owner_institution_id")
DELIVERIES = either_side("owner_institution_id", "provider_id") + " OR ruta_shared(person_id, data_category)"
CHILDREN = (*CATEGORIES, "servicedelivery", "casealert")

# The receiving institution takes a case that was offered to it: the person changes owner, composite keys carry all that hangs on
# them, and the giver keeps reading what a live consent to it still allows.
TAKE_OVER = """
DECLARE whose record; offer record; giver bigint; me bigint := ruta_me();
BEGIN
  SELECT person_id, owner_institution_id AS owner INTO STRICT whose FROM cases_case WHERE id = the_case AND closed_at IS NULL;
  SELECT verb, to_office_id INTO offer FROM cases_casestep
  WHERE case_id = the_case AND verb IN ('offer_transfer', 'accept_transfer', 'decline_transfer', 'close') ORDER BY id DESC LIMIT 1;
  IF offer.verb IS DISTINCT FROM 'offer_transfer' OR whose.owner = me
     OR NOT EXISTS (SELECT 1 FROM directory_office WHERE id = offer.to_office_id AND institution_id = me) THEN
    RAISE EXCEPTION 'no case is offered to this institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM people_consent WHERE person_id = whose.person_id AND grantee_id = me
                 AND purpose IN ('shared_case', 'case_management') AND withdrawn_at IS NULL AND valid_until > now()) THEN
    RAISE EXCEPTION 'the person did not allow this institution to carry the case' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE people_person SET owner_institution_id = me, office_id = offer.to_office_id, updated_at = now()
  WHERE id = whose.person_id AND owner_institution_id = whose.owner RETURNING whose.owner INTO STRICT giver;
  INSERT INTO people_access (owner_institution_id, person_id, institution_id, category, purpose, consent_id, valid_until)
  SELECT me, c.person_id, giver, category, c.purpose, c.id, c.valid_until
  FROM people_consent c, unnest(c.categories) AS category
  WHERE c.person_id = whose.person_id AND c.grantee_id = giver AND c.withdrawn_at IS NULL AND c.valid_until > now()
    AND NOT EXISTS (SELECT 1 FROM people_access a WHERE a.consent_id = c.id AND a.institution_id = giver AND a.category = category
                    AND a.revoked_at IS NULL);
  RETURN giver;
END
"""
# The asked institution says no in the history of a case that it does not own.
DECLINE = """
DECLARE offer record;
BEGIN
  SELECT * INTO offer FROM cases_casestep
  WHERE case_id = the_case AND verb IN ('offer_transfer', 'accept_transfer', 'decline_transfer', 'close') ORDER BY id DESC LIMIT 1;
  IF offer.verb IS DISTINCT FROM 'offer_transfer' OR offer.owner_institution_id = ruta_me()
     OR NOT EXISTS (SELECT 1 FROM directory_office WHERE id = offer.to_office_id AND institution_id = ruta_me()) THEN
    RAISE EXCEPTION 'no case is offered to this institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO cases_casestep (owner_institution_id, case_id, person_id, verb, state, office_id, officer_id, actor_user_id, reason, note, at)
  VALUES (offer.owner_institution_id, the_case, offer.person_id, 'decline_transfer', offer.state, offer.office_id, offer.officer_id,
          nullif(current_setting('ruta.user', true), '')::bigint, '', why, now());
  RETURN offer.owner_institution_id;
END
"""
# In plpgsql, whose text is read at the first call: a new database has narrower keys by then, and a later one of these another function.
MOVE_KEYS = """
BEGIN UPDATE people_personkey k SET institution_id = p.owner_institution_id FROM people_person p WHERE p.id = person AND k.person_id = p.id; END
"""
GRANTS = """
GRANT SELECT ON cases_case, cases_casestep, people_consent, directory_office TO ruta_reader;
GRANT UPDATE ON people_person TO ruta_reader;
GRANT INSERT ON cases_casestep TO ruta_reader;
GRANT UPDATE ON people_personkey TO ruta_linkage;
GRANT USAGE ON SEQUENCE people_access_id_seq, cases_casestep_id_seq TO ruta_reader;
CREATE POLICY reader ON cases_case FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON cases_casestep TO ruta_reader USING (true) WITH CHECK (true);
CREATE POLICY case_reader ON people_consent FOR SELECT TO ruta_reader USING (true);
CREATE POLICY taker ON people_person FOR UPDATE TO ruta_reader USING (true) WITH CHECK (true);
"""
UNGRANT = """
DROP POLICY reader ON cases_case; DROP POLICY reader ON cases_casestep; DROP POLICY case_reader ON people_consent;
DROP POLICY taker ON people_person;
"""


class Migration(migrations.Migration):
    """Children carry the owner and the person themselves, kept honest by composite keys."""

    dependencies = [("cases", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("cases_case", read=mine_or_shared("'plan_services'")),
        *(RowSecurity(f"cases_{name}", read=mine_or_shared(category)) for name, category in CATEGORIES.items()),
        RowSecurity("cases_servicedelivery", read=DELIVERIES),
        RowSecurity("cases_casealert", read=MINE),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON cases_casestep FROM ruta_app", migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer(
            "ruta_take_over(the_case bigint)", TAKE_OVER, owner="ruta_reader", returns="bigint", volatility="VOLATILE", language="plpgsql"
        ),
        Definer(
            "ruta_decline_transfer(the_case bigint, why text)",
            DECLINE,
            owner="ruta_reader",
            returns="bigint",
            volatility="VOLATILE",
            language="plpgsql",
        ),
        Definer(
            "ruta_move_keys(person bigint)", MOVE_KEYS, owner="ruta_linkage", returns="void", volatility="VOLATILE", language="plpgsql"
        ),
        ChildOf("cases_case", "people_person", "person_id"),
        *(ChildOf(f"cases_{name}", "cases_case", "case_id", COPIES) for name in CHILDREN),
        Audited("cases_case"),
        *(Audited(f"cases_{name}") for name in CHILDREN),
    ]
