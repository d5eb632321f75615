"""How do two institutions find out that they hold one person, without either reading the other's record?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

ROLES = "'counsellor', 'office_coordinator', 'data_steward'"
ME = """
DECLARE me bigint := ruta_me(); who bigint := nullif(current_setting('ruta.user', true), '')::bigint;
"""
DEMAND = f"""
  PERFORM ruta_demand_actor();
  IF me IS NULL OR who IS NULL OR coalesce(current_setting('ruta.role', true), '') NOT IN ({ROLES}) THEN
    RAISE EXCEPTION 'this role says nothing of a person elsewhere' USING ERRCODE = 'insufficient_privilege';
  END IF;
"""
OWN = """
  IF NOT EXISTS (SELECT FROM people_person WHERE id = own AND owner_institution_id = me AND merged_into_id IS NULL) THEN
    RAISE EXCEPTION 'only of a person of the own institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
"""

# A question goes out only through a handle that a search gave to this very user within two hours, of a record that shares two keys with the
# own one, twenty times a day, and not again for 90 days after an answer. Whoever is asked about the pair already, and asks it, has answered.
ASK = f"""
#variable_conflict use_column
{ME} there bigint; met int; kinds text[]; held people_tie%ROWTYPE;
BEGIN
  {DEMAND} {OWN}
  SELECT f.person_id, f.agreed INTO there, kinds FROM people_foundelsewhere f
  WHERE f.handle = given AND f.institution_id = me AND f.user_id = who AND f.found_at > now() - interval '2 hours';
  IF there IS NULL THEN RETURN QUERY SELECT NULL::uuid, 'lost'; RETURN; END IF;
  IF NOT EXISTS (SELECT FROM people_person WHERE id = there AND owner_institution_id <> me) THEN RETURN QUERY SELECT NULL::uuid, 'lost'; RETURN; END IF;
  SELECT count(*) INTO met FROM people_personkey a JOIN people_personkey b ON b.key = a.key AND b.person_id = there WHERE a.person_id = own;
  IF met < 2 THEN RETURN QUERY SELECT NULL::uuid, 'unlike'; RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(least(own, there) || ' ' || greatest(own, there), 7031));
  SELECT * INTO held FROM people_tie t WHERE least(t.asking_id, t.asked_id) = least(own, there) AND greatest(t.asking_id, t.asked_id) = greatest(own, there) FOR UPDATE;
  IF FOUND AND held.state = 'asked' AND held.asked_id = own THEN
    UPDATE people_tie t SET state = 'same', ground = 'answer', answered_at = now() WHERE t.code = held.code;
    RETURN QUERY SELECT held.code, 'same'; RETURN;
  END IF;
  IF FOUND AND held.state IN ('asked', 'same') THEN RETURN QUERY SELECT held.code, 'known'; RETURN; END IF;
  IF FOUND AND held.answered_at > now() - interval '90 days' THEN RETURN QUERY SELECT held.code, 'answered'; RETURN; END IF;
  IF (SELECT count(*) FROM people_tie t WHERE t.user_id = who AND t.asked_at > now() - interval '1 day') >= 20 THEN
    RETURN QUERY SELECT NULL::uuid, 'limit'; RETURN;
  END IF;
  IF FOUND THEN
    UPDATE people_tie t SET asking_id = own, asked_id = there, institution_id = me, user_id = who, agreed = kinds, state = 'asked', ground = 'answer',
      asked_at = now(), answered_at = NULL WHERE t.code = held.code;
    RETURN QUERY SELECT held.code, 'asked'; RETURN;
  END IF;
  RETURN QUERY INSERT INTO people_tie (asking_id, asked_id, institution_id, user_id, agreed) VALUES (own, there, me, who, kinds) RETURNING code, 'asked';
END
"""
# Both records may be read: no question is needed, and nothing is told that the permission did not open.
COMPARED = f"""
#variable_conflict use_column
{ME} held uuid;
BEGIN
  {DEMAND} {OWN}
  IF NOT EXISTS (SELECT FROM people_person WHERE id = there AND owner_institution_id <> me) OR NOT ruta_shared(there, 'identity') THEN
    RAISE EXCEPTION 'the other record is not open' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(least(own, there) || ' ' || greatest(own, there), 7031));
  SELECT code INTO held FROM people_tie WHERE least(asking_id, asked_id) = least(own, there) AND greatest(asking_id, asked_id) = greatest(own, there) FOR UPDATE;
  IF FOUND THEN
    UPDATE people_tie SET state = 'same', ground = 'permission', answered_at = now() WHERE code = held AND state <> 'same';
  ELSE
    INSERT INTO people_tie (asking_id, asked_id, institution_id, user_id, state, ground, answered_at)
    VALUES (own, there, me, who, 'same', 'permission', now()) RETURNING code INTO held;
  END IF;
  RETURN held;
END
"""
# Only the side that was asked answers, also through the record that the asked one went into.
ANSWER = f"""
#variable_conflict use_column
{ME} mine bigint;
BEGIN
  {DEMAND}
  IF said NOT IN ('same', 'different', 'unsure') THEN RAISE EXCEPTION 'no such answer' USING ERRCODE = 'check_violation'; END IF;
  SELECT t.asked_id INTO mine FROM people_tie t JOIN people_person p ON p.id = t.asked_id
  WHERE t.code = the_tie AND p.owner_institution_id = me AND t.state IN ('asked', 'unsure') FOR UPDATE OF t;
  IF mine IS NULL THEN RETURN NULL; END IF;
  UPDATE people_tie SET state = said, ground = 'answer', answered_at = now() WHERE code = the_tie;
  RETURN mine;
END
"""
END = f"""
#variable_conflict use_column
{ME} mine bigint;
BEGIN
  {DEMAND}
  SELECT p.id INTO mine FROM people_tie t JOIN people_person p ON p.id IN (t.asking_id, t.asked_id)
  WHERE t.code = the_tie AND p.owner_institution_id = me AND t.state = 'same' ORDER BY p.id LIMIT 1 FOR UPDATE OF t;
  IF mine IS NULL THEN RETURN NULL; END IF;
  UPDATE people_tie SET state = 'ended', answered_at = now() WHERE code = the_tie;
  RETURN mine;
END
"""
# Through a tie one may ask for the person's permission, as through a search: by a handle of two hours.
HANDLE = f"""
#variable_conflict use_column
{ME} made uuid;
BEGIN
  {DEMAND}
  INSERT INTO people_foundelsewhere (person_id, institution_id, user_id, agreed)
  SELECT other.id, me, who, t.agreed FROM people_tie t JOIN people_person own ON own.id IN (t.asking_id, t.asked_id) AND own.owner_institution_id = me
  JOIN people_person other ON other.id IN (t.asking_id, t.asked_id) AND other.owner_institution_id <> me
  WHERE t.code = the_tie AND t.state = 'same' LIMIT 1 RETURNING handle INTO made;
  RETURN made;
END
"""
# One's own half: what is known, never with whom; the other record by id only where the person's permission opens it.
TIES = """
WITH RECURSIVE way AS (
  SELECT p.id AS top, p.id FROM people_person p WHERE p.id = ANY (persons) AND p.owner_institution_id = ruta_me()
  UNION ALL
  SELECT way.top, p.id FROM way JOIN people_person p ON p.merged_into_id = way.id
), sides AS (
  SELECT t.code AS tie, way.top, true AS is_asker, t.state, t.ground, t.agreed, t.asked_at, t.answered_at, t.asked_id AS there
  FROM way JOIN people_tie t ON t.asking_id = way.id
  UNION ALL
  SELECT t.code, way.top, false, t.state, t.ground, t.agreed, t.asked_at, t.answered_at, t.asking_id FROM way JOIN people_tie t ON t.asked_id = way.id
)
SELECT s.tie, s.top, s.is_asker, s.state, s.ground, s.agreed, s.asked_at, s.answered_at,
       CASE WHEN s.state = 'same' AND ruta_shared(o.id, 'identity') THEN o.id END
FROM sides s JOIN people_person o ON o.id = s.there WHERE o.owner_institution_id <> ruta_me()
"""
QUESTIONS = """
WITH RECURSIVE up AS (
  SELECT t.code AS tie, t.agreed, t.asked_at, p.id, p.merged_into_id FROM people_tie t JOIN people_person p ON p.id = t.asked_id
  WHERE t.state = 'asked' AND p.owner_institution_id = ruta_me()
  UNION ALL
  SELECT up.tie, up.agreed, up.asked_at, p.id, p.merged_into_id FROM up JOIN people_person p ON p.id = up.merged_into_id
)
SELECT tie, id, agreed, asked_at FROM up WHERE merged_into_id IS NULL ORDER BY asked_at, tie LIMIT 200
"""
DOORS = """
REVOKE ALL ON people_tie FROM ruta_app;
ALTER TABLE people_tie ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_tie FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON people_tie TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY linkage ON people_tie TO ruta_linkage USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON people_tie TO ruta_linkage;
REVOKE UPDATE ON people_tieword FROM ruta_app;
"""
UNDOORS = """
DROP POLICY owner_all ON people_tie;
DROP POLICY linkage ON people_tie;
"""
ROW = "TABLE (tie uuid, person_id bigint, is_asker boolean, state text, ground text, agreed text[], asked_at timestamptz, answered_at timestamptz, readable bigint)"
DOOR = {"owner": "ruta_linkage", "volatility": "VOLATILE", "language": "plpgsql"}


class Migration(migrations.Migration):
    """One table that nobody reads, six doors, and a history of one's own for each side."""

    dependencies = [("people", "0026_ties")]
    operations = [
        RowSecurity("people_tieword", read=MINE, update=""),
        ChildOf("people_tieword", "people_person", "person_id"),
        Audited("people_tieword"),
        migrations.RunSQL(DOORS, UNDOORS),
        Definer("ruta_ask_same(given uuid, own bigint)", ASK, returns="TABLE (tie uuid, came_of text)", **DOOR),
        Definer("ruta_tie_compared(own bigint, there bigint)", COMPARED, returns="uuid", **DOOR),
        Definer("ruta_answer_same(the_tie uuid, said text)", ANSWER, returns="bigint", **DOOR),
        Definer("ruta_end_tie(the_tie uuid)", END, returns="bigint", **DOOR),
        Definer("ruta_tie_handle(the_tie uuid)", HANDLE, returns="uuid", **DOOR),
        Definer("ruta_ties(persons bigint[])", TIES, owner="ruta_linkage", returns=ROW, volatility="STABLE"),
        Definer(
            "ruta_same_questions()", QUESTIONS, owner="ruta_linkage",
            returns="TABLE (tie uuid, person_id bigint, agreed text[], asked_at timestamptz)", volatility="STABLE",
        ),
    ]  # fmt: skip
