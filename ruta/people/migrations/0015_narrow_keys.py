"""How do exact probes stay as cheap in a register of ten million, and how does a copy of the register learn what changed?"""

from typing import Any

from django.db import migrations, models

from ruta.base.schema import Definer, RowSecurity
from ruta.people.linkage import Document, Record, stored_keys

CHUNK = 20_000
PEOPLE = """
SELECT p.id, p.given_names, p.surnames, p.birth_date, coalesce(p.municipality_id, ''),
  (SELECT array_agg(c.value) FROM people_contact c WHERE c.person_id = p.id AND c.kind = 'phone'),
  (SELECT array_agg(i.kind || ' ' || i.normalized) FROM people_identifier i WHERE i.person_id = p.id)
FROM people_person p WHERE p.id > %s {only} ORDER BY p.id LIMIT %s
"""
STORE = "INSERT INTO {table} (key, person_id) SELECT k, p FROM unnest(%s::bigint[], %s::bigint[]) AS t(k, p) ORDER BY k"


def fill(schema_editor: Any, table: str, only: list[int] | None = None) -> None:
    """The keys of everybody, or of some. Runs as the owner of the tables, who may read all. They are made once, by the migration that numbers them last."""
    last, store = 0, STORE.format(table=table)
    people, few = PEOPLE.format(only="" if only is None else "AND p.id = ANY (%s)"), [] if only is None else [only]
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(people, [last, *few, CHUNK])
            rows = cursor.fetchall()
            if not rows:
                return
            made = [(key, row[0]) for row in rows for key in stored_keys(_record(row))]
            cursor.execute(store, [[key for key, _person in made], [person for _key, person in made]])
            last = rows[-1][0]


def _record(row: tuple[Any, ...]) -> Record:
    person_id, given, surnames, born, place, phones, papers = row
    documents = tuple(Document(*paper.split(" ", 1)) for paper in papers or ())
    return Record(person_id, "", given, surnames, born, "", place, tuple(phones or ()), documents)


# Keys are written only for persons of the caller's institution, and read by nobody but linkage. In the order of the key:
# neighbours in the index are written together.
SET_KEYS = """
DECLARE me bigint := ruta_me();
BEGIN
  IF EXISTS (SELECT 1 FROM unnest(persons) AS p LEFT JOIN people_person r ON r.id = p AND r.owner_institution_id = me WHERE r.id IS NULL) THEN
    RAISE EXCEPTION 'keys are set only for persons of the own institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF is_new IS NOT TRUE THEN DELETE FROM people_personkey WHERE person_id = ANY (persons); END IF;
  INSERT INTO people_personkey (key, person_id) SELECT DISTINCT k, p FROM unnest(keys, persons) AS t(k, p) WHERE k IS NOT NULL ORDER BY k;
  INSERT INTO people_personchange (institution_id, txid, person_id)
  SELECT DISTINCT me, pg_current_xact_id()::text::bigint, p FROM unnest(persons) AS p ON CONFLICT DO NOTHING;
END
"""

# Bounded whatever the size of the register: of each key 65 postings are read at the most. Who has 65 is heavy: it finds nobody, and only
# confirms the best of those whom other keys found. A key weighs more, the fewer share it; who has less than a quarter of the weight of
# the best is not looked at. The caller's own and shared persons come back by id. Anybody else comes back as a handle with the kinds that met, and only when a document met whole, or two different kinds did
# (names count when two of them met; a place or a near date never counts, and is never told).
FIND = """
#variable_conflict use_column
DECLARE me bigint := ruta_me(); who bigint := nullif(current_setting('ruta.user', true), '')::bigint; names int;
BEGIN
  PERFORM ruta_demand_actor();
  IF me IS NULL OR who IS NULL THEN RAISE EXCEPTION 'a search needs a user and an institution' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF cardinality(keys) NOT BETWEEN 1 AND 80 OR cardinality(keys) <> cardinality(kinds) THEN
    RAISE EXCEPTION 'a search takes 1 to 80 keys, each with its kind' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO access_log (kind, institution_id, user_id, office_id, role, reason, details)
  VALUES ('search', me, who, nullif(current_setting('ruta.office', true), '')::bigint, coalesce(current_setting('ruta.role', true), ''),
          coalesce(current_setting('ruta.reason', true), ''),
          (SELECT jsonb_object_agg(kind, n) FROM (SELECT kind, count(*) AS n FROM unnest(kinds) AS kind GROUP BY kind) AS k));
  SELECT count(*) INTO names FROM unnest(kinds) AS kind WHERE kind = 'name';
  RETURN QUERY
  WITH probed AS MATERIALIZED (
    SELECT p.key, p.kind, h.pids, cardinality(h.pids) AS n
    FROM unnest(keys, kinds) AS p(key, kind) CROSS JOIN LATERAL (
      SELECT array_agg(one.person_id) AS pids FROM (SELECT k.person_id FROM people_personkey k WHERE k.key = p.key ORDER BY k.person_id LIMIT 65) AS one
    ) AS h WHERE h.pids IS NOT NULL
  ), hits AS MATERIALIZED (SELECT kind, n, unnest(pids) AS pid FROM probed WHERE n < 65),
  likely AS MATERIALIZED (
    SELECT pid, sum(ln(2000000.0::float8 / n)) AS weight FROM hits GROUP BY pid ORDER BY weight DESC, pid DESC LIMIT 100
  ), found AS MATERIALIZED (
    SELECT l.pid, l.weight, p.owner_institution_id AS owner,
           row_number() OVER sides AS place, first_value(l.weight) OVER sides AS most
    FROM likely l JOIN people_person p ON p.id = l.pid WHERE p.merged_into_id IS NULL
    WINDOW sides AS (PARTITION BY p.owner_institution_id = me ORDER BY l.weight DESC)
  ), mine AS (
    SELECT pid, weight FROM found
    WHERE place <= 40 AND weight >= most * 0.25 AND (owner = me OR owner <> me AND ruta_shared(pid, 'identity'))
  ), met AS (
    SELECT h.pid, h.kind FROM hits h
    UNION ALL
    SELECT f.pid, y.kind FROM found f CROSS JOIN probed y
    CROSS JOIN LATERAL (SELECT 1 FROM people_personkey k WHERE k.key = y.key AND k.person_id = f.pid LIMIT 1) AS borne
    WHERE y.n >= 65 AND f.owner <> me AND f.place <= 20
  ), strangers AS (
    SELECT s.pid, s.weight, array_agg(s.kind ORDER BY s.kind) FILTER (WHERE s.kind NOT IN ('place', 'birth_near')) AS agreed
    FROM (SELECT f.pid, f.weight, m.kind, count(*) AS n FROM found f JOIN met m ON m.pid = f.pid
          WHERE f.owner <> me AND f.place <= 20 AND NOT ruta_shared(f.pid, 'identity') GROUP BY 1, 2, 3) AS s
    GROUP BY s.pid, s.weight
    HAVING sum(CASE s.kind WHEN 'dni' THEN 2 WHEN 'document' THEN 2 WHEN 'name' THEN CASE WHEN s.n >= least(2, names) THEN 1 ELSE 0 END
                           WHEN 'place' THEN 0 WHEN 'birth_near' THEN 0 ELSE 1 END) >= 2
    ORDER BY s.weight DESC LIMIT 10
  ), told AS (
    INSERT INTO people_foundelsewhere (person_id, institution_id, user_id, agreed) SELECT pid, me, who, agreed FROM strangers
    RETURNING handle, agreed
  )
  SELECT pid, NULL::uuid, NULL::text[] FROM (SELECT pid FROM mine ORDER BY weight DESC) AS m
  UNION ALL SELECT NULL::bigint, handle, agreed FROM told;
END
"""

# Handles serve for two hours; their rows go later, by the worker.
FORGET_FOUND = "DELETE FROM people_foundelsewhere WHERE found_at < now() - interval '2 hours'"
FORGET_CHANGES = "DELETE FROM people_personchange WHERE changed_at < now() - interval '3 days'"

# Telling keys (numbers, dates) find; names only confirm. Two keys must meet. The caller's own persons come back by id;
# of the others comes back, without any id, the row whose whole document or three keys met.
PROBE = """
#variable_conflict use_column
DECLARE me bigint := ruta_me();
BEGIN
  PERFORM ruta_demand_actor();
  IF me IS NULL THEN RAISE EXCEPTION 'an import needs an institution' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF coalesce(current_setting('ruta.kind', true), '') <> 'system'
     AND coalesce(current_setting('ruta.role', true), '') NOT IN ('office_coordinator', 'data_steward', 'counsellor') THEN
    RAISE EXCEPTION 'this role may not import' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF cardinality(keys) > 400000 OR cardinality(keys) <> cardinality(rows) OR cardinality(keys) <> cardinality(telling) THEN
    RAISE EXCEPTION 'an import probes at most 400000 keys, each with its row' USING ERRCODE = 'check_violation';
  END IF;
  RETURN QUERY
  WITH probe AS MATERIALIZED (SELECT r, k, t FROM unnest(rows, keys, telling) AS u(r, k, t)),
  met AS MATERIALIZED (
    SELECT p.r, h.pid, count(*) AS hits
    FROM probe p CROSS JOIN LATERAL (SELECT k.person_id AS pid FROM people_personkey k WHERE k.key = p.k ORDER BY k.person_id LIMIT 200) AS h
    WHERE p.t GROUP BY 1, 2
  ), named AS MATERIALIZED (
    SELECT m.r, m.pid, count(*) AS hits FROM met m JOIN probe p ON p.r = m.r AND NOT p.t
    JOIN people_personkey k ON k.key = p.k AND k.person_id = m.pid GROUP BY 1, 2
  ), confirmed AS (
    SELECT m.r, m.pid, s.owner_institution_id AS owner, m.hits + coalesce(n.hits, 0) AS hits
    FROM met m LEFT JOIN named n ON n.r = m.r AND n.pid = m.pid JOIN people_person s ON s.id = m.pid
    WHERE m.hits + coalesce(n.hits, 0) >= 2
  ), best AS (
    SELECT r, pid, hits, row_number() OVER (PARTITION BY r ORDER BY hits DESC, pid) AS place FROM confirmed WHERE owner = me
  )
  SELECT r, pid FROM best WHERE place <= 12
  UNION ALL
  SELECT DISTINCT r, NULL::bigint FROM confirmed WHERE owner <> me AND hits >= 3;
END
"""

# What linkage compares of some persons, in one plan kept by the session; as whoever calls it, so row security answers.
RECORDS = """
CREATE FUNCTION ruta_records(ids bigint[])
RETURNS TABLE (id bigint, given_names text, surnames text, birth_date date, sex text, municipality text, phones text[], papers text[])
LANGUAGE plpgsql STABLE SECURITY INVOKER SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT p.id, p.given_names, p.surnames, p.birth_date, p.sex, coalesce(p.municipality_id, '')::text,
    (SELECT array_agg(c.value ORDER BY c.is_main DESC, c.id) FROM people_contact c WHERE c.person_id = p.id AND c.kind = 'phone'),
    (SELECT array_agg(i.kind || ' ' || i.normalized ORDER BY i.id) FROM people_identifier i WHERE i.person_id = p.id)
  FROM unnest(ids) WITH ORDINALITY AS wanted(pid, place) JOIN people_person p ON p.id = wanted.pid
  WHERE p.merged_into_id IS NULL ORDER BY wanted.place;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_records(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_records(bigint[]) TO ruta_app;
"""

# Whoever deletes a person deletes their keys: no foreign key is looked up for each of the sixteen rows that a registration writes.
DROP_KEYS = """
CREATE FUNCTION ruta_drop_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM people_personkey WHERE person_id IN (SELECT id FROM gone);
  RETURN NULL;
END $$;
CREATE TRIGGER drop_keys AFTER DELETE ON people_person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION ruta_drop_keys();
REVOKE EXECUTE ON FUNCTION ruta_drop_keys() FROM PUBLIC;
ALTER FUNCTION ruta_drop_keys() OWNER TO ruta_linkage;
"""

GUARDED = """
GRANT INSERT ON people_personkey TO ruta_owner;
REVOKE ALL ON people_personkey FROM ruta_app;
GRANT SELECT, INSERT, DELETE ON people_personkey TO ruta_linkage;
ALTER TABLE people_personkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_personkey FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON people_personkey TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY linkage ON people_personkey TO ruta_linkage USING (true) WITH CHECK (true);
"""
GRANTS = f"""
{GUARDED}
REVOKE INSERT, UPDATE, DELETE ON people_personchange FROM ruta_app;
GRANT SELECT, INSERT, DELETE ON people_personchange TO ruta_linkage;
CREATE POLICY linkage ON people_personchange TO ruta_linkage USING (true) WITH CHECK (true);
"""
OLD_DOORS = """
DROP FUNCTION ruta_find(bigint[], text[]);
DROP FUNCTION ruta_probe(int[], bigint[], boolean[]);
DROP FUNCTION ruta_set_keys(bigint[], bigint[], boolean);
"""


# One plan for a session, and always by the index in order: a bitmap would read every posting of a key before the sixty-fifth.
KEPT_PLANS = """
SET ROLE ruta_linkage;
ALTER FUNCTION ruta_find(bigint[], text[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION ruta_find(bigint[], text[]) SET enable_bitmapscan = off;
ALTER FUNCTION ruta_find(bigint[], text[]) SET enable_seqscan = off;
ALTER FUNCTION ruta_probe(int[], bigint[], boolean[]) SET enable_bitmapscan = off;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """Two columns instead of four, found by their own key; doors whose cost does not grow with the register."""

    dependencies = [("people", "0014_minors_guarded"), ("directory", "0001_initial")]
    operations = [
        migrations.RunSQL(OLD_DOORS, migrations.RunSQL.noop),
        migrations.DeleteModel("PersonKey"),
        migrations.CreateModel(
            "PersonKey",
            fields=[
                ("pk", models.CompositePrimaryKey("key", "person_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("key", models.BigIntegerField()),
                ("person", models.ForeignKey(on_delete=models.deletion.DO_NOTHING, db_constraint=False, related_name="+", to="people.person")),
            ],
        ),
        migrations.CreateModel(
            "PersonChange",
            fields=[
                ("pk", models.CompositePrimaryKey("institution_id", "txid", "person_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("txid", models.BigIntegerField()),
                ("changed_at", models.DateTimeField(db_default=models.functions.Now())),
                ("institution", models.ForeignKey(on_delete=models.deletion.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", to="directory.institution")),
                ("person", models.ForeignKey(on_delete=models.deletion.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", to="people.person")),
            ],
        ),
        RowSecurity("people_personchange", read="institution_id = (SELECT ruta_me())", insert="", update=""),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        Definer(
            "ruta_set_keys(persons bigint[], keys bigint[], is_new boolean)", SET_KEYS,
            owner="ruta_linkage", returns="void", volatility="VOLATILE", language="plpgsql",
        ),
        Definer(
            "ruta_find(keys bigint[], kinds text[])", FIND, owner="ruta_linkage",
            returns="TABLE (person_id bigint, handle uuid, agreed text[])", volatility="VOLATILE", language="plpgsql",
        ),
        Definer(
            "ruta_probe(rows int[], keys bigint[], telling boolean[])", PROBE, owner="ruta_linkage",
            returns="TABLE (at int, person_id bigint)", volatility="STABLE", language="plpgsql",
        ),
        migrations.RunSQL(KEPT_PLANS, migrations.RunSQL.noop),
        migrations.RunSQL(RECORDS, "DROP FUNCTION ruta_records(bigint[])"),
        migrations.RunSQL(DROP_KEYS, "DROP TRIGGER drop_keys ON people_person; DROP FUNCTION ruta_drop_keys()"),
        Definer("ruta_forget_found()", FORGET_FOUND, owner="ruta_linkage", returns="void", volatility="VOLATILE"),
        Definer("ruta_forget_changes()", FORGET_CHANGES, owner="ruta_linkage", returns="void", volatility="VOLATILE"),
    ]  # fmt: skip
