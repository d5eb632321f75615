-- How is everything counted in seconds, over millions of rows? What is done for each row is cheap and done on all cores; only sums leave the workers.
-- Each function says the same as before; ages are one look into a row of bounds, so that the planner writes them into the statement.
CREATE OR REPLACE FUNCTION ruta_age_group(age int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce((ARRAY['00-11', '12-17', '18-24', '25-29', '30-44', '45-59', '60+'])[1 + width_bucket(age, ARRAY[12, 18, 25, 30, 45, 60])], '?');
-- Timestamps without zone: with one, the answer would hang on the session and could not be written in.
CREATE OR REPLACE FUNCTION ruta_age_on(birth date, day date) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_part('year', age(day::timestamp, birth::timestamp))::int;

DROP FUNCTION ruta_count_integral(boolean, text[]);

-- Persons with a second coded service in a year: the services of a person and year in their order, packed into one number each (days since 2000, office,
-- modality among the migrant ones, sex, age); the first whose code is not that of the one before. What stays the same is not written again.
CREATE FUNCTION ruta_count_integral(everything boolean, migrants text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  all_of_them boolean := everything OR EXISTS (SELECT FROM insights_stale WHERE is_taken AND source = 'persons' AND person_ref IS NULL);
  who text := CASE WHEN all_of_them THEN '' ELSE 'AND %s IN (SELECT person_ref FROM insights_stale WHERE is_taken AND source = ''persons'')' END;
BEGIN
  EXECUTE 'CREATE TEMP TABLE insights_reached ON COMMIT DROP AS
    SELECT (s.key >> 8) AS person_id, (1900 + (s.key & 255))::smallint AS year, date ''2000-01-01'' + (packed >> 46)::int AS reached_on, o.institution_id,
           o.id AS office_id, $1[((packed >> 18) & 255)::int] AS modality, (ARRAY[''woman'', ''man'', ''unknown''])[1 + ((packed >> 16) & 3)::int] AS sex,
           ruta_age_group(nullif((packed & 65535)::int, 65535)) AS age_group
    FROM (SELECT DISTINCT ON (key) key, packed
          FROM (SELECT key, packed, service_type, lag(service_type) OVER (PARTITION BY key ORDER BY packed) AS before
                FROM (SELECT (person_id << 8) | (date_part(''year'', delivered_on::timestamp)::bigint - 1900) AS key, service_type,
                        ((delivered_on - date ''2000-01-01'')::bigint << 46) | (office_id << 26) | (array_position($1, modality)::bigint << 18)
                        | (CASE sex WHEN ''woman'' THEN 0 WHEN ''man'' THEN 1 ELSE 2 END::bigint << 16) | coalesce(age, 65535)::bigint AS packed
                      FROM cases_servicedelivery
                      WHERE counts_as_attention AND modality = ANY ($1) ' || format(who, 'person_id') || ') p) w
          WHERE service_type <> before ORDER BY key, packed) s
    JOIN directory_office o ON o.id = ((packed >> 26) & 1048575)' USING migrants;
  EXECUTE 'CREATE TEMP TABLE insights_differing ON COMMIT DROP AS
    SELECT coalesce(r.person_id, i.person_ref) AS person_id, coalesce(r.year, i.year) AS year
    FROM insights_reached r FULL JOIN (SELECT * FROM insights_integralperson WHERE true ' || format(who, 'person_ref') || ') i
      ON i.person_ref = r.person_id AND i.year = r.year
    WHERE (r.reached_on, r.office_id, r.modality, r.sex, r.age_group) IS DISTINCT FROM (i.reached_on, i.office_id, i.modality, i.sex, i.age_group)';
  WITH gone AS (
    DELETE FROM insights_integralperson i USING insights_differing d WHERE i.person_ref = d.person_id AND i.year = d.year RETURNING institution_id, reached_on)
  INSERT INTO insights_stale (source, institution_ref, month, is_taken)
  SELECT DISTINCT 'integral', institution_id, date_trunc('month', reached_on)::date, true FROM gone WHERE NOT everything;
  WITH fresh AS (
    INSERT INTO insights_integralperson (person_ref, year, reached_on, institution_id, office_id, modality, sex, age_group)
    SELECT r.* FROM insights_reached r JOIN insights_differing d USING (person_id, year)
    RETURNING institution_id, reached_on
  ) INSERT INTO insights_stale (source, institution_ref, month, is_taken)
    SELECT DISTINCT 'integral', institution_id, date_trunc('month', reached_on)::date, true FROM fresh WHERE NOT everything;
  DROP TABLE insights_reached, insights_differing;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_count_integral(boolean, text[]) FROM PUBLIC;
ALTER FUNCTION ruta_count_integral(boolean, text[]) OWNER TO ruta_insights;
