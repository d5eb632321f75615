-- Of which numbers are the figures of an indicator made?
DROP FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text);
-- The cells of one indicator from its facts: how many by office and all dimensions together first, by the workers, so that few rows are left to add up by
-- each. Where everything is counted, whether a person has a difficulty and a case its profile is asked for all at once and not one by one: only such a
-- question may leave for the workers, and of those two tables nothing but the person or case is compared. Of pictures of a day only the present month is
-- counted, the past ones stay; waiting times stay when their numbers were forgotten (`anew` says which cells may go).
CREATE FUNCTION ruta_count_cells(everything boolean, the_code text, source text, whose text, moment text, facts text, anew text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  marked text := format('(SELECT institution_ref, month FROM insights_stale WHERE is_taken AND source = %L)', source);
  scoped text := CASE WHEN everything THEN 'true' ELSE '(institution_id, date_trunc(''month'', day)::date) IN ' || marked END;
  near text;
  one_by_one CONSTANT text := 'EXISTS \(SELECT FROM (people_disability|cases_assessment) (\w) WHERE \2\.(\w+) = ([\w.]+) AND ((?:[^()]|\([^()]*\))*)\)';
BEGIN
  -- The marked months lie between two days and in a few institutions: an index finds them.
  SELECT format('AND %s = ANY (%L::bigint[]) AND %s >= %L::date AND %s < %L::date', whose, array_agg(DISTINCT institution_ref), moment, min(month), moment,
                (max(month) + interval '1 month')::date)
    INTO near FROM insights_stale s WHERE s.is_taken AND s.source = ruta_count_cells.source;
  EXECUTE format('DELETE FROM insights_indicatorcell WHERE code = %L AND %s AND %s', the_code, scoped, anew);
  IF everything THEN
    facts := regexp_replace(facts, one_by_one, 'coalesce(\4 IN (SELECT \2.\3 FROM \1 \2 WHERE \5), false)', 'g');
  ELSIF moment <> '' THEN
    facts := replace(facts, '/*near*/', near);
  END IF;
  EXECUTE format('CREATE TEMP TABLE insights_counting ON COMMIT DROP AS
    SELECT day, institution_id, office_id, sex, age_group, modality, disability, item, sum(part) AS part, sum(whole) AS whole
    FROM (%s) AS f WHERE %s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8', facts, scoped);
  -- 31 is none of the five dimensions, 15 the first of them alone.
  INSERT INTO insights_indicatorcell (code, day, institution_id, office_id, dimension, category, part, whole)
  SELECT the_code, day, institution_id, office_id, dimension, category, part, whole FROM (
    SELECT day, institution_id, office_id, sum(part) AS part, sum(whole) AS whole,
      CASE GROUPING(sex, age_group, modality, disability, item) WHEN 31 THEN 'all' WHEN 15 THEN 'sex' WHEN 23 THEN 'age_group' WHEN 27 THEN 'modality'
        WHEN 29 THEN 'disability' ELSE 'item' END AS dimension,
      CASE GROUPING(sex, age_group, modality, disability, item) WHEN 31 THEN '' WHEN 15 THEN sex WHEN 23 THEN age_group WHEN 27 THEN modality
        WHEN 29 THEN disability ELSE item END AS category
    FROM insights_counting GROUP BY day, institution_id, office_id, GROUPING SETS ((), (sex), (age_group), (modality), (disability), (item))) AS counted
  WHERE category IS NOT NULL;
  DROP TABLE insights_counting;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text) FROM PUBLIC;
ALTER FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text) OWNER TO ruta_insights;

-- Attentions by month, office, modality, sex and age: the same pass over the services of the marked months, or of all, with all but the word of the
-- modality packed into one number (days since 2000, office, institution, sex, age), which the workers compare faster than six columns.
DROP FUNCTION ruta_count_attentions(boolean, text[]);
CREATE FUNCTION ruta_count_attentions(everything boolean, migrants text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE scope text := CASE WHEN everything THEN 'cases_servicedelivery d' ELSE
  '(SELECT DISTINCT institution_ref AS i, month AS m FROM insights_stale WHERE is_taken AND source = ''services'') x
   JOIN cases_servicedelivery d ON d.provider_id = x.i AND d.delivered_on >= x.m AND d.delivered_on < (x.m + interval ''1 month'')::date' END;
BEGIN
  IF everything THEN
    DELETE FROM insights_attentioncube;
  ELSE
    DELETE FROM insights_attentioncube a USING insights_stale x
    WHERE x.is_taken AND x.source = 'services' AND x.institution_ref = a.institution_id AND x.month = a.month;
  END IF;
  -- A table of its own, because only then may both cores read.
  EXECUTE 'CREATE TEMP TABLE insights_counting ON COMMIT DROP AS
    SELECT ((date_trunc(''month'', delivered_on::timestamp)::date - date ''2000-01-01'')::bigint << 45) | (office_id << 25) | (provider_id << 5)
           | (CASE sex WHEN ''woman'' THEN 0 WHEN ''man'' THEN 8 ELSE 16 END) | width_bucket(coalesce(age::int, 65535), ARRAY[12, 18, 25, 30, 45, 60, 65535]) AS packed,
           modality, count(*) AS n
    FROM ' || scope || ' WHERE d.counts_as_attention GROUP BY 1, 2';
  INSERT INTO insights_attentioncube (month, institution_id, office_id, modality, sex, age_group, is_migrant, n)
  SELECT date '2000-01-01' + (packed >> 45)::int, (packed >> 5) & 1048575, (packed >> 25) & 1048575, modality,
         (ARRAY['woman', 'man', 'unknown'])[1 + ((packed >> 3) & 3)::int],
         (ARRAY['00-11', '12-17', '18-24', '25-29', '30-44', '45-59', '60+', '?'])[1 + (packed & 7)::int], modality = ANY (migrants), n FROM insights_counting;
  DROP TABLE insights_counting;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_count_attentions(boolean, text[]) FROM PUBLIC;
ALTER FUNCTION ruta_count_attentions(boolean, text[]) OWNER TO ruta_insights;

-- A row that leaves a worker costs a little, else all ten million would leave before they are added up.
SET ROLE ruta_insights;
ALTER FUNCTION ruta_refresh_indicators(boolean, text[], date, numeric) SET parallel_tuple_cost = 0.02;
RESET ROLE;
