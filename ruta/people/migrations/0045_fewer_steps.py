"""How does a search reach the database once, and what it does not need not at all? Most find nobody elsewhere, and one person here."""

from importlib import import_module

from django.db import migrations

from ruta.base.schema import Definer

BEFORE = import_module("ruta.people.migrations.0023_one_question")
HEAD, _body = BEFORE.FIND.split("  SELECT count(*) INTO names")

# As before (see 0023 and 0028), in two statements: whom the keys name, and only if somebody elsewhere is among them, which of those may be told.
FIND = (
    HEAD.replace(
        "who bigint", "own bigint[]; theirs bigint[]; weights float8[]; met_persons bigint[]; met_at int[]; heavy int[];\n  who bigint"
    )
    + """
  WITH probed AS MATERIALIZED (
    SELECT p.at::int, ARRAY(SELECT k.person_id FROM people_personkey k WHERE k.key = p.key ORDER BY k.person_id LIMIT 65) AS pids
    FROM unnest(keys) WITH ORDINALITY AS p(key, at)
  ), hits AS MATERIALIZED (
    SELECT at, ln(2000000.0::float8 / cardinality(pids)) AS worth, unnest(pids) AS pid FROM probed WHERE cardinality(pids) BETWEEN 1 AND 64
  ), likely AS MATERIALIZED (
    SELECT pid, weight FROM (
      SELECT pid, weight, row_number() OVER () AS place, first_value(weight) OVER () AS most
      FROM (SELECT pid, sum(worth) AS weight FROM hits GROUP BY pid ORDER BY weight DESC, pid DESC LIMIT 100) AS w
    ) AS ranked WHERE place <= 24 OR weight >= most * 0.25
  ), found AS MATERIALIZED (
    SELECT l.pid, l.weight, p.owner_institution_id AS owner,
           row_number() OVER sides AS place, first_value(l.weight) OVER sides AS most
    FROM likely l JOIN people_person p ON p.id = l.pid
    WINDOW sides AS (PARTITION BY p.owner_institution_id = me ORDER BY l.weight DESC)
  )
  SELECT array_agg(f.pid ORDER BY f.weight DESC)
           FILTER (WHERE f.place <= 20 AND f.weight >= f.most * 0.25 AND (f.owner = me OR ruta_shared(f.pid, 'identity'))),
         array_agg(f.pid) FILTER (WHERE f.owner <> me AND f.place <= 20), array_agg(f.weight) FILTER (WHERE f.owner <> me AND f.place <= 20),
         CASE WHEN bool_or(f.owner <> me) THEN (SELECT array_agg(h.pid ORDER BY h.at, h.pid) FROM hits h) END,
         CASE WHEN bool_or(f.owner <> me) THEN (SELECT array_agg(h.at ORDER BY h.at, h.pid) FROM hits h) END,
         CASE WHEN bool_or(f.owner <> me) THEN (SELECT array_agg(y.at) FROM probed y WHERE cardinality(y.pids) >= 65) END
  INTO own, theirs, weights, met_persons, met_at, heavy FROM found f;
  RETURN QUERY SELECT unnest(own), NULL::uuid, NULL::text[];
  IF theirs IS NULL THEN RETURN; END IF;
  SELECT count(*) INTO names FROM unnest(kinds) AS kind WHERE kind = 'name';
  RETURN QUERY
  WITH found AS MATERIALIZED (SELECT pid, weight FROM unnest(theirs, weights) AS f(pid, weight)),
  met AS (
    SELECT h.pid, kinds[h.at] AS kind FROM unnest(met_persons, met_at) AS h(pid, at)
    UNION ALL
    SELECT f.pid, kinds[y.at] FROM found f CROSS JOIN unnest(heavy) AS y(at)
    CROSS JOIN LATERAL (SELECT 1 FROM people_personkey k WHERE k.key = keys[y.at] AND k.person_id = f.pid LIMIT 1) AS borne
  ), strangers AS (
    SELECT s.pid, s.weight, array_agg(s.kind ORDER BY s.kind) FILTER (WHERE s.kind NOT IN ('place', 'birth_near')) AS agreed
    FROM (SELECT f.pid, f.weight, m.kind, count(*) AS n FROM found f JOIN met m ON m.pid = f.pid JOIN people_person p ON p.id = f.pid AND p.merged_into_id IS NULL
          WHERE NOT ruta_shared(f.pid, 'identity') GROUP BY 1, 2, 3) AS s
    GROUP BY s.pid, s.weight
    HAVING sum(CASE s.kind WHEN 'dni' THEN 2 WHEN 'document' THEN 2 WHEN 'name' THEN CASE WHEN s.n >= least(2, names) THEN 1 ELSE 0 END
                           WHEN 'place' THEN 0 WHEN 'birth_near' THEN 0 ELSE 1 END) >= 2
    ORDER BY s.weight DESC LIMIT 10
  ), told AS (
    INSERT INTO people_foundelsewhere (person_id, institution_id, user_id, agreed) SELECT pid, me, who, agreed FROM strangers
    RETURNING handle, agreed
  )
  SELECT NULL::bigint, handle, agreed FROM told;
END
"""
)

# One question: has this user asked too often, which version weighs, whom do the keys name, and what is known of them? As whoever calls it, so
# row security answers. The first row is of nobody: it says whether to wait, and the version. Whoever has no patience to keep gives none.
LOOK = """
CREATE FUNCTION ruta_look(keys bigint[], kinds text[], patience int, since timestamptz, apart text)
RETURNS TABLE (must_wait bool, model_id bigint, approved_at timestamptz, number int, stage_from int, person_id bigint, handle uuid, agreed text[],
               given_names text, surnames text, birth_date date, sex text, municipality text, phones text[], papers text[])
LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  who bigint := nullif(current_setting('ruta.user', true), '')::bigint; me bigint := ruta_me();
  asked int; ids bigint[]; handles uuid[]; all_agreed jsonb;
BEGIN
  must_wait := false;
  IF patience IS NOT NULL THEN
    SELECT count(*) INTO asked FROM (
      SELECT FROM access_log WHERE user_id = who AND at > since AND kind = 'search' AND reason <> apart LIMIT patience
    ) AS lately;
    must_wait := asked >= patience;
  END IF;
  SELECT m.id, m.approved_at, m.number::int, m.stage_from::int INTO model_id, approved_at, number, stage_from FROM people_linkagemodel m
  WHERE m.owner_institution_id = me AND m.approved_at IS NOT NULL ORDER BY m.number DESC LIMIT 1;
  RETURN NEXT;
  IF must_wait THEN RETURN; END IF;
  SELECT array_agg(f.person_id ORDER BY f.place) FILTER (WHERE f.person_id IS NOT NULL),
         array_agg(f.handle ORDER BY f.place) FILTER (WHERE f.handle IS NOT NULL),
         jsonb_agg(f.agreed ORDER BY f.place) FILTER (WHERE f.handle IS NOT NULL)
  INTO ids, handles, all_agreed FROM ruta_find(keys, kinds) WITH ORDINALITY AS f(person_id, handle, agreed, place);
  RETURN QUERY
  SELECT NULL::bool, NULL::bigint, NULL::timestamptz, NULL::int, NULL::int, p.id, NULL::uuid, NULL::text[],
    p.given_names, p.surnames, p.birth_date, p.sex, coalesce(p.municipality_id, '')::text,
    (SELECT array_agg(c.value ORDER BY c.is_main DESC, c.id) FROM people_contact c WHERE c.person_id = p.id AND c.kind = 'phone'),
    (SELECT array_agg(i.kind || ' ' || i.normalized ORDER BY i.id) FROM people_identifier i WHERE i.person_id = p.id)
  FROM unnest(ids) WITH ORDINALITY AS wanted(pid, place) JOIN people_person p ON p.id = wanted.pid
  WHERE p.merged_into_id IS NULL ORDER BY wanted.place;
  IF handles IS NULL THEN RETURN; END IF;
  RETURN QUERY
  SELECT NULL::bool, NULL::bigint, NULL::timestamptz, NULL::int, NULL::int, NULL::bigint, handles[h.place],
    (SELECT array_agg(one ORDER BY at) FROM jsonb_array_elements_text(all_agreed -> (h.place - 1)::int) WITH ORDINALITY AS t(one, at)),
    NULL::text, NULL::text, NULL::date, NULL::text, NULL::text, NULL::text[], NULL::text[]
  FROM generate_subscripts(handles, 1) AS h(place);
END $$;
REVOKE EXECUTE ON FUNCTION ruta_look(bigint[], text[], int, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_look(bigint[], text[], int, timestamptz, text) TO ruta_app;
"""
UNLOOK = "DROP FUNCTION ruta_look(bigint[], text[], int, timestamptz, text)"


class Migration(migrations.Migration):
    """Both doors anew."""

    dependencies = [("people", "0044_permissions_elsewhere")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ruta_find(bigint[], text[])", migrations.RunSQL.noop),
        Definer(
            "ruta_find(keys bigint[], kinds text[])", FIND, owner="ruta_linkage",
            returns="TABLE (person_id bigint, handle uuid, agreed text[])", volatility="VOLATILE", language="plpgsql",
        ),
        migrations.RunSQL(BEFORE.KEPT_PLANS, migrations.RunSQL.noop),
        migrations.RunSQL(UNLOOK, BEFORE.LOOK),
        migrations.RunSQL(LOOK, UNLOOK),
    ]  # fmt: skip
