"""What does somebody see who came in with a code or a link of their own? Their own rows, and none of anybody else."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, Movable, RowSecurity

# Only the actor of a visit is somebody: whoever holds the link of one appointment or vacancy stays with that one.
SELF = """
CREATE FUNCTION ruta_self() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting('ruta.kind', true) = 'person' AND coalesce(current_setting('ruta.visit', true), '') <> ''
         THEN nullif(current_setting('ruta.person', true), '')::bigint END
$$;
"""
MACHINE = "current_setting('ruta.kind', true) = 'system'"
OWN = "person_id = (SELECT ruta_self())"
# Table, and which of its rows are theirs to read. A number that is a danger is not shown: somebody else may hold the telephone.
READ = {
    "people_person": "id = (SELECT ruta_self())",
    "people_identifier": OWN,
    "people_contact": f"{OWN} AND safety <> 'unsafe'",
    "people_returnepisode": OWN,
    "people_consent": OWN,
    "people_access": OWN,
    "cases_case": OWN,
    "cases_personalplan": OWN,
    "cases_goal": OWN,
    "cases_planaction": f"{OWN} AND data_category = 'plan_services'",
    "cases_servicedelivery": f"{OWN} AND data_category = 'plan_services'",
    "agenda_appointment": OWN,
    "placements_seekerprofile": OWN,
}
# A permission is taken back by whom it is about; what opened because of it closes in the same statement.
WITHDRAW = f"""
CREATE POLICY own_withdraw ON people_consent FOR UPDATE TO ruta_app USING ({OWN}) WITH CHECK ({OWN} AND withdrawn_at IS NOT NULL);
CREATE POLICY own_cut ON people_access FOR UPDATE TO ruta_app USING ({OWN}) WITH CHECK ({OWN} AND revoked_at IS NOT NULL);
"""
UNWITHDRAW = "DROP POLICY own_cut ON people_access; DROP POLICY own_withdraw ON people_consent;"
TAIL = "right(regexp_replace(value, '\\D', '', 'g'), 8)"
INDEXES = f"""
CREATE INDEX subjects_contact_tail ON people_contact (({TAIL})) WHERE kind = 'phone';
CREATE INDEX subjects_contact_mail ON people_contact ((lower(btrim(value)))) WHERE kind = 'email';
"""
UNINDEXES = "DROP INDEX subjects_contact_tail; DROP INDEX subjects_contact_mail;"
# Who asks to come in. Of several registers the one that attended last; where the day is estimated, the year is enough.
FIND = f"""
SELECT p.id, p.owner_institution_id
FROM (SELECT c.person_id FROM people_contact c WHERE way = 'phone' AND c.kind = 'phone' AND {TAIL} = wanted
      UNION SELECT c.person_id FROM people_contact c WHERE way = 'email' AND c.kind = 'email' AND lower(btrim(c.value)) = wanted) AS reached
JOIN people_person p ON p.id = reached.person_id AND p.merged_into_id IS NULL
WHERE {MACHINE} AND (p.birth_date = born OR (p.is_birth_date_estimated AND extract(year FROM p.birth_date) = extract(year FROM born)))
ORDER BY (SELECT max(k.last_activity_at) FROM cases_case k WHERE k.person_id = p.id AND k.closed_at IS NULL) DESC NULLS LAST, p.id DESC
LIMIT 1
"""
OPEN_VISIT = """
SELECT v.id, v.person_id, v.owner_institution_id FROM subjects_visit v JOIN people_person p ON p.id = v.person_id
WHERE v.token_sha256 = hash AND v.ended_at IS NULL AND v.ends_at > now() AND p.merged_into_id IS NULL
"""
# What stands about a referral in a list; the page of one opens as behind its link. Of a protected one, no word.
REFERRALS = """
SELECT r.id, r.number, r.state, r.position, CASE WHEN r.is_protected THEN '' ELSE r.service_type END,
       CASE WHEN r.is_protected THEN NULL ELSE r.receiver_id END, r.is_protected, r.state_since, r.sent_at, r.appointment_id, r.closed_at
FROM referrals_referral r WHERE r.person_id = ruta_self() AND r.state <> 'draft' ORDER BY r.state_since DESC, r.id DESC LIMIT 200
"""
MESSAGES = """
SELECT m.id, m.template, m.channel, m.state, m.body, coalesce(m.sent_at, m.created_at)
FROM communication_message m WHERE m.person_id = ruta_self() AND m.state IN ('queued', 'sent') ORDER BY m.created_at DESC, m.id DESC LIMIT 200
"""
# Who opened and who changed, by institution: never by name. Whoever keeps something reserved of the person is no institution here.
TRAIL = """
WITH quiet AS (SELECT r.receiver_id AS id FROM referrals_referral r WHERE r.person_id = ruta_self() AND r.is_protected)
SELECT happened.at, happened.what, CASE WHEN happened.institution_id IN (SELECT id FROM quiet WHERE id IS DISTINCT FROM mine.owner_institution_id)
       THEN NULL ELSE happened.institution_id END, happened.kind
FROM people_person mine CROSS JOIN LATERAL (
  (SELECT a.at, 'open' AS what, a.institution_id, a.kind FROM access_log a WHERE a.person_id = mine.id AND a.institution_id IS NOT NULL
     AND a.user_id IS NOT NULL ORDER BY a.at DESC LIMIT most)
  UNION ALL
  (SELECT e.at, 'change', e.institution_id, e.table_name FROM audit_event e WHERE e.person_id = mine.id AND e.kind = 'staff'
     ORDER BY e.at DESC LIMIT most)) AS happened
WHERE mine.id = ruta_self() ORDER BY happened.at DESC LIMIT most
"""
GRANTS = """
GRANT SELECT ON people_contact, people_person, cases_case, subjects_visit, referrals_referral TO ruta_reader;
GRANT SELECT (id, person_id, template, channel, state, body, sent_at, created_at) ON communication_message TO ruta_reader;
GRANT SELECT (at, person_id, institution_id, user_id, kind) ON access_log TO ruta_reader;
GRANT SELECT (at, person_id, institution_id, kind, table_name) ON audit_event TO ruta_reader;
CREATE POLICY subjects_reader ON people_contact FOR SELECT TO ruta_reader USING (true);
CREATE POLICY subjects_reader ON subjects_visit FOR SELECT TO ruta_reader USING (true);
CREATE POLICY subjects_reader ON communication_message FOR SELECT TO ruta_reader USING (person_id = (SELECT ruta_self()));
CREATE POLICY subjects_reader ON access_log FOR SELECT TO ruta_reader USING (person_id = (SELECT ruta_self()));
CREATE POLICY subjects_reader ON audit_event FOR SELECT TO ruta_reader USING (person_id = (SELECT ruta_self()));
"""
UNGRANT = """
DROP POLICY subjects_reader ON audit_event; DROP POLICY subjects_reader ON access_log; DROP POLICY subjects_reader ON communication_message;
DROP POLICY subjects_reader ON subjects_visit; DROP POLICY subjects_reader ON people_contact;
"""
# What the person asked never changes; what is answered once stays.
GUARD = """
CREATE FUNCTION ruta_guard_data_request() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF OLD.state <> 'open' OR (NEW.id, NEW.person_id, NEW.owner_institution_id, NEW.asked, NEW.about, NEW.words, NEW.asked_at, NEW.due_on)
     IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.owner_institution_id, OLD.asked, OLD.about, OLD.words, OLD.asked_at, OLD.due_on)
  THEN RAISE EXCEPTION 'what a person asked is answered once and never changed' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_data_request BEFORE UPDATE ON subjects_datarequest FOR EACH ROW EXECUTE FUNCTION ruta_guard_data_request();
"""
UNGUARD = "DROP TRIGGER guard_data_request ON subjects_datarequest; DROP FUNCTION ruta_guard_data_request();"
REFERRAL_ROW = (
    "TABLE (id bigint, number text, state text, place smallint, service_type text, receiver_id bigint, is_protected boolean, state_since timestamptz, "
    "sent_at timestamptz, appointment_id bigint, closed_at timestamptz)"
)
MESSAGE_ROW = "TABLE (id bigint, template text, channel text, state text, body text, sent_at timestamptz)"
TRAIL_ROW = "TABLE (at timestamptz, what text, institution_id bigint, kind text)"


class Migration(migrations.Migration):
    """One function says who is in; every policy for them stands on it."""

    dependencies = [
        ("subjects", "0001_initial"),
        ("base", "0003_masked_audit"),
        ("people", "0042_words_found_at_once"),
        ("communication", "0005_no_message_into_danger"),
        ("agenda", "0011_honduran_day"),
        ("cases", "0016_reserve_again"),
        ("referrals", "0015_nobody_receives"),
        ("placements", "0011_no_proposal_into_danger"),
    ]
    operations = [
        migrations.RunSQL(SELF, "DROP FUNCTION ruta_self()"),
        RowSecurity("subjects_entry", read=MACHINE, insert=MACHINE, update=MACHINE, delete=MACHINE),
        RowSecurity("subjects_visit", read=f"{MINE} OR {OWN}"),
        RowSecurity("subjects_datarequest", read=f"{MINE} OR {OWN}", insert=f"{OWN} AND state = 'open'"),
        *(ChildOf(f"subjects_{name}", "people_person", "person_id") for name in ("visit", "datarequest")),
        *(Movable(f"subjects_{name}", refuses=True) for name in ("visit", "datarequest")),
        *(Audited(f"subjects_{name}") for name in ("visit", "datarequest")),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(GRANTS, UNGRANT),
        migrations.RunSQL(INDEXES, UNINDEXES),
        *(
            migrations.RunSQL(f"CREATE POLICY own_read ON {table} FOR SELECT TO ruta_app USING ({which})", f"DROP POLICY own_read ON {table}")
            for table, which in READ.items()
        ),
        migrations.RunSQL(WITHDRAW, UNWITHDRAW),
        Definer(
            "ruta_find_subject(way text, wanted text, born date)", FIND, owner="ruta_reader",
            returns="TABLE (person_id bigint, owner_institution_id bigint)", volatility="STABLE",
        ),
        Definer(
            "ruta_open_visit(hash text)", OPEN_VISIT, owner="ruta_reader",
            returns="TABLE (visit_id bigint, person_id bigint, owner_institution_id bigint)", volatility="STABLE",
        ),
        Definer("ruta_own_referrals()", REFERRALS, owner="ruta_reader", returns=REFERRAL_ROW, volatility="STABLE"),
        Definer("ruta_own_messages()", MESSAGES, owner="ruta_reader", returns=MESSAGE_ROW, volatility="STABLE"),
        Definer("ruta_own_trail(most int)", TRAIL, owner="ruta_reader", returns=TRAIL_ROW, volatility="STABLE"),
    ]  # fmt: skip
