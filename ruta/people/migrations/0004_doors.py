"""How does somebody find a person whom they may not read, and what may never be edited about a permission?"""

from django.db import migrations

from ruta.base.schema import Definer

# Exact probes only. The caller's own and shared persons come back by id, whatever met. Anybody else comes back as a handle with the
# kinds that met, and only when a document met whole, or two different kinds did (names count when two pairs of them met).
FIND = """
#variable_conflict use_column
DECLARE me bigint := ruta_me(); who bigint := nullif(current_setting('ruta.user', true), '')::bigint; names int;
BEGIN
  PERFORM ruta_demand_actor();
  IF me IS NULL OR who IS NULL THEN RAISE EXCEPTION 'a search needs a user and an institution' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF cardinality(keys) NOT BETWEEN 1 AND 40 OR cardinality(keys) <> cardinality(kinds) THEN
    RAISE EXCEPTION 'a search takes 1 to 40 keys, each with its kind' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO access_log (kind, institution_id, user_id, office_id, role, reason, details)
  VALUES ('search', me, who, nullif(current_setting('ruta.office', true), '')::bigint, coalesce(current_setting('ruta.role', true), ''),
          coalesce(current_setting('ruta.reason', true), ''),
          (SELECT jsonb_object_agg(kind, n) FROM (SELECT kind, count(*) AS n FROM unnest(kinds) AS kind GROUP BY kind) AS k));
  DELETE FROM people_foundelsewhere WHERE found_at < now() - interval '2 hours';
  SELECT count(*) INTO names FROM unnest(kinds) AS kind WHERE kind = 'name';
  RETURN QUERY
  WITH hits AS MATERIALIZED (
    SELECT k.person_id AS pid, k.institution_id AS owner, p.kind, count(*) AS n
    FROM unnest(keys, kinds) AS p(key, kind) JOIN people_personkey k ON k.key = p.key GROUP BY 1, 2, 3
  ), found AS (
    SELECT pid, owner, array_agg(kind ORDER BY kind) AS kinds, sum(n) AS hits,
           sum(CASE kind WHEN 'dni' THEN 2 WHEN 'document' THEN 2 WHEN 'name' THEN CASE WHEN n >= least(2, names) THEN 1 ELSE 0 END ELSE 1 END)
             AS points
    FROM hits GROUP BY pid, owner
  ), mine AS (
    SELECT pid, kinds FROM found WHERE owner = me OR ruta_shared(pid, 'identity') ORDER BY points DESC, hits DESC, pid DESC LIMIT 50
  ), strangers AS (
    SELECT pid, kinds FROM found WHERE owner <> me AND points >= 2 AND NOT ruta_shared(pid, 'identity')
    ORDER BY points DESC, hits DESC, pid DESC LIMIT 10
  ), told AS (
    INSERT INTO people_foundelsewhere (person_id, institution_id, user_id, agreed) SELECT pid, me, who, kinds FROM strangers
    RETURNING handle, agreed
  )
  SELECT pid, NULL::uuid, kinds FROM mine UNION ALL SELECT NULL::bigint, handle, agreed FROM told;
END
"""

# Only the user who was given a handle may act on it, for two hours; it opens asking and overriding, never reading.
BEHIND = """
SELECT person_id FROM people_foundelsewhere
WHERE handle = given AND institution_id = ruta_me() AND user_id = nullif(current_setting('ruta.user', true), '')::bigint
  AND found_at > now() - interval '2 hours'
"""

DOORS = """
REVOKE ALL ON people_foundelsewhere FROM ruta_app;
ALTER TABLE people_foundelsewhere ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_foundelsewhere FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON people_foundelsewhere TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY linkage ON people_foundelsewhere TO ruta_linkage USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON people_foundelsewhere TO ruta_linkage;
GRANT USAGE ON SEQUENCE people_personkey_id_seq TO ruta_linkage;
SET ROLE ruta_reader;
GRANT EXECUTE ON FUNCTION ruta_shared(bigint, text) TO ruta_linkage;
RESET ROLE;
GRANT INSERT ON access_log TO ruta_linkage;
GRANT USAGE ON SEQUENCE access_log_id_seq TO ruta_linkage;
CREATE POLICY linkage_writes ON access_log FOR INSERT TO ruta_linkage WITH CHECK (kind = 'search');
GRANT USAGE ON SEQUENCE people_override_id_seq, people_access_id_seq TO ruta_reader;
"""
UNDOORS = """
DROP POLICY linkage_writes ON access_log;
DROP POLICY owner_all ON people_foundelsewhere;
DROP POLICY linkage ON people_foundelsewhere;
SET ROLE ruta_reader;
REVOKE EXECUTE ON FUNCTION ruta_shared(bigint, text) FROM ruta_linkage;
RESET ROLE;
"""

# A permission is immutable: it can end, be reviewed or be answered, and nothing else about it changes.
FIXED = """
REVOKE UPDATE ON people_consent, people_access, people_override, people_accessrequest, people_refusal FROM ruta_app;
GRANT UPDATE (withdrawn_at, withdrawn_reason) ON people_consent TO ruta_app;
GRANT UPDATE (revoked_at) ON people_access TO ruta_app;
GRANT UPDATE (reviewed_at, reviewed_by_id, verdict, review_note) ON people_override TO ruta_app;
GRANT UPDATE (answered_at, answer, answered_by_id) ON people_accessrequest TO ruta_app;
"""
UNFIXED = "GRANT UPDATE ON people_consent, people_access, people_override, people_accessrequest, people_refusal TO ruta_app"

# Whoever withdraws a consent cuts its grants in the same statement; no writer can forget it.
CUT = """
CREATE FUNCTION ruta_cut_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE people_access SET revoked_at = NEW.withdrawn_at WHERE consent_id = NEW.id AND revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER cut_access AFTER UPDATE OF withdrawn_at ON people_consent
  FOR EACH ROW WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION ruta_cut_access();
"""
UNCUT = "DROP TRIGGER cut_access ON people_consent; DROP FUNCTION ruta_cut_access()"


class Migration(migrations.Migration):
    """Blind search by exact keys, immutable permissions, and withdrawal that cuts at once."""

    dependencies = [("people", "0003_search_and_permits")]
    operations = [
        migrations.RunSQL(DOORS, UNDOORS),
        migrations.RunSQL(FIXED, UNFIXED),
        migrations.RunSQL(CUT, UNCUT),
        Definer(
            "ruta_find(keys bigint[], kinds text[])", FIND, owner="ruta_linkage",
            returns="TABLE (person_id bigint, handle uuid, agreed text[])", volatility="VOLATILE", language="plpgsql",
        ),
        Definer("ruta_found_behind(given uuid)", BEHIND, owner="ruta_linkage", returns="bigint", volatility="STABLE"),
    ]  # fmt: skip
