"""How does an import ask about thousands of rows at once, and learn of other institutions no more than that somebody is there?"""

from django.db import migrations

from ruta.base.schema import Definer

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
  names AS MATERIALIZED (SELECT r, array_agg(k) AS ks FROM probe WHERE NOT t GROUP BY r),
  met AS (
    SELECT p.r, k.person_id AS pid, k.institution_id AS owner, count(*) AS hits
    FROM probe p JOIN people_personkey k ON k.key = p.k WHERE p.t GROUP BY 1, 2, 3
  ), confirmed AS (
    SELECT m.r, m.pid, m.owner, m.hits + (SELECT count(*) FROM people_personkey k WHERE k.person_id = m.pid AND k.key = ANY (n.ks)) AS hits
    FROM met m LEFT JOIN names n ON n.r = m.r
  ), best AS (
    SELECT r, pid, hits, row_number() OVER (PARTITION BY r ORDER BY hits DESC, pid) AS place
    FROM confirmed WHERE owner = me AND hits >= 2
  )
  SELECT r, pid FROM best WHERE place <= 12
  UNION ALL
  SELECT DISTINCT r, NULL::bigint FROM confirmed WHERE owner <> me AND hits >= 3;
END
"""


class Migration(migrations.Migration):
    """The bulk door of linkage; it tells less than the counter's, because it is asked more."""

    dependencies = [("people", "0005_imports")]
    operations = [
        Definer(
            "ruta_probe(rows int[], keys bigint[], telling boolean[])", PROBE, owner="ruta_linkage",
            returns="TABLE (at int, person_id bigint)", volatility="STABLE", language="plpgsql",
        ),
    ]  # fmt: skip
