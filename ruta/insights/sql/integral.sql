-- Who got a second coded service in a year, and when? The services of a person and year in their order, each packed into one number (days since 2000,
-- office, modality among the migrant ones, sex, group of age); the first whose code is not that of the one before. What stands already is packed the same
-- way and compared number by number; only what differs is written.
DROP FUNCTION ruta_count_integral(boolean, text[]);
CREATE FUNCTION ruta_count_integral(everything boolean, migrants text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  all_of_them boolean := everything OR EXISTS (SELECT FROM insights_stale WHERE is_taken AND source = 'persons' AND person_ref IS NULL);
  who text := CASE WHEN all_of_them THEN '' ELSE 'AND %s IN (SELECT person_ref FROM insights_stale WHERE is_taken AND source = ''persons'')' END;
  sexes CONSTANT text[] := ARRAY['woman', 'man', 'unknown'];
  ages CONSTANT text[] := ARRAY['00-11', '12-17', '18-24', '25-29', '30-44', '45-59', '60+', '?'];
BEGIN
  EXECUTE 'CREATE TEMP TABLE insights_reached ON COMMIT DROP AS
    SELECT DISTINCT ON (key) key, packed
    FROM (SELECT key, packed, service_type, lag(service_type) OVER (PARTITION BY key ORDER BY packed) AS before
          FROM (SELECT (person_id << 8) | (date_part(''year'', delivered_on::timestamp)::bigint - 1900) AS key, service_type,
                  ((delivered_on - date ''2000-01-01'')::bigint << 46) | (office_id << 26) | (array_position($1, modality)::bigint << 18)
                  | (CASE sex WHEN ''woman'' THEN 0 WHEN ''man'' THEN 1 ELSE 2 END::bigint << 16)
                  | width_bucket(coalesce(age::int, 65535), ARRAY[12, 18, 25, 30, 45, 60, 65535])::bigint AS packed
                FROM cases_servicedelivery
                WHERE counts_as_attention AND modality = ANY ($1) ' || format(who, 'person_id') || ') p) w
    WHERE service_type <> before ORDER BY key, packed' USING migrants;
  EXECUTE 'CREATE TEMP TABLE insights_differing ON COMMIT DROP AS
    SELECT coalesce(r.key, i.key) >> 8 AS person_id, 1900 + (coalesce(r.key, i.key) & 255) AS year, r.packed
    FROM insights_reached r FULL JOIN (
      SELECT (person_ref << 8) | (year::bigint - 1900) AS key,
        ((reached_on - date ''2000-01-01'')::bigint << 46) | (office_id << 26) | (coalesce(array_position($1, modality), 255)::bigint << 18)
        | (CASE sex WHEN ''woman'' THEN 0 WHEN ''man'' THEN 1 ELSE 2 END::bigint << 16) | (array_position($2, age_group)::bigint - 1) AS packed
      FROM insights_integralperson WHERE true ' || format(who, 'person_ref') || ') i USING (key)
    WHERE r.packed IS DISTINCT FROM i.packed' USING migrants, ages;
  WITH gone AS (
    DELETE FROM insights_integralperson i USING insights_differing d WHERE i.person_ref = d.person_id AND i.year = d.year RETURNING institution_id, reached_on)
  INSERT INTO insights_stale (source, institution_ref, month, is_taken)
  SELECT DISTINCT 'integral', institution_id, date_trunc('month', reached_on)::date, true FROM gone WHERE NOT everything;
  WITH fresh AS (
    INSERT INTO insights_integralperson (person_ref, year, reached_on, institution_id, office_id, modality, sex, age_group)
    SELECT d.person_id, d.year, date '2000-01-01' + (d.packed >> 46)::int, o.institution_id, o.id, migrants[((d.packed >> 18) & 255)::int],
      sexes[1 + ((d.packed >> 16) & 3)::int], ages[1 + (d.packed & 65535)::int]
    FROM insights_differing d JOIN directory_office o ON o.id = ((d.packed >> 26) & 1048575)
    RETURNING institution_id, reached_on
  ) INSERT INTO insights_stale (source, institution_ref, month, is_taken)
    SELECT DISTINCT 'integral', institution_id, date_trunc('month', reached_on)::date, true FROM fresh WHERE NOT everything;
  DROP TABLE insights_reached, insights_differing;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_count_integral(boolean, text[]) FROM PUBLIC;
ALTER FUNCTION ruta_count_integral(boolean, text[]) OWNER TO ruta_insights;
