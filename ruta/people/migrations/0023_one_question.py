"""How does a search at the counter reach the database once, and read no row that it will not show?"""

from django.db import migrations

from ruta.base.schema import Definer

# As before, but of the persons whom the keys name only those are looked at who may be shown: the nearest, and whoever has a quarter of the
# weight of the best; and of them the owner alone, which an index holds. Merged persons leave with their records, or here with strangers.
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
    SELECT pid, weight FROM (
      SELECT pid, weight, row_number() OVER (ORDER BY weight DESC, pid DESC) AS place, max(weight) OVER () AS most
      FROM (SELECT pid, sum(ln(2000000.0::float8 / n)) AS weight FROM hits GROUP BY pid) AS w
    ) AS ranked WHERE place <= 100 AND (place <= 24 OR weight >= most * 0.25)
  ), found AS MATERIALIZED (
    SELECT l.pid, l.weight, p.owner_institution_id AS owner,
           row_number() OVER sides AS place, first_value(l.weight) OVER sides AS most
    FROM likely l JOIN people_person p ON p.id = l.pid
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
    FROM (SELECT f.pid, f.weight, m.kind, count(*) AS n FROM found f JOIN met m ON m.pid = f.pid JOIN people_person p ON p.id = f.pid AND p.merged_into_id IS NULL
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

# One question instead of three: has this user asked too often, whom do the keys name, and what is known of them? As whoever calls it, so
# row security answers. A single row of nothing says: wait. Whoever has no patience to keep gives none.
LOOK = """
CREATE FUNCTION ruta_look(keys bigint[], kinds text[], patience int, since timestamptz, apart text)
RETURNS TABLE (person_id bigint, handle uuid, agreed text[], given_names text, surnames text, birth_date date, sex text, municipality text,
               phones text[], papers text[])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE who bigint := nullif(current_setting('ruta.user', true), '')::bigint; asked int;
BEGIN
  IF patience IS NOT NULL THEN
    SELECT count(*) INTO asked FROM (
      SELECT FROM access_log WHERE user_id = who AND at > since AND kind = 'search' AND reason <> apart LIMIT patience
    ) AS lately;
    IF asked >= patience THEN
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY
  WITH found AS MATERIALIZED (
    SELECT f.person_id, f.handle, f.agreed, f.place FROM ruta_find(keys, kinds) WITH ORDINALITY AS f(person_id, handle, agreed, place)
  )
  SELECT f.person_id, f.handle, f.agreed, r.given_names, r.surnames, r.birth_date, r.sex, r.municipality, r.phones, r.papers
  FROM found f LEFT JOIN ruta_records((SELECT array_agg(g.person_id ORDER BY g.place) FROM found g WHERE g.person_id IS NOT NULL)) r
    ON r.id = f.person_id
  WHERE f.handle IS NOT NULL OR r.id IS NOT NULL ORDER BY f.place;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_look(bigint[], text[], int, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_look(bigint[], text[], int, timestamptz, text) TO ruta_app;
"""

# One plan for a session, and always by the index in order: a bitmap would read every posting of a key before the sixty-fifth.
KEPT_PLANS = """
SET ROLE ruta_linkage;
ALTER FUNCTION ruta_find(bigint[], text[]) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION ruta_find(bigint[], text[]) SET enable_bitmapscan = off;
ALTER FUNCTION ruta_find(bigint[], text[]) SET enable_seqscan = off;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """The door of the counter anew, and one that asks everything at once."""

    dependencies = [("people", "0022_marks_outlive_guarded")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ruta_find(bigint[], text[])", migrations.RunSQL.noop),
        Definer(
            "ruta_find(keys bigint[], kinds text[])", FIND, owner="ruta_linkage",
            returns="TABLE (person_id bigint, handle uuid, agreed text[])", volatility="VOLATILE", language="plpgsql",
        ),
        migrations.RunSQL(KEPT_PLANS, migrations.RunSQL.noop),
        migrations.RunSQL(LOOK, "DROP FUNCTION ruta_look(bigint[], text[], int, timestamptz, text)"),
    ]  # fmt: skip
