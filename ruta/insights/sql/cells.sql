-- Of which numbers are the figures of an indicator made?
DROP FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text);
-- The cells of one indicator from its facts: how many by office alone and by each dimension. Sex and age, modality and disability leave the workers in pairs,
-- so that each fact is looked at three times and not six, and few rows are left to add up. Each fact is made once, by the workers: without OFFSET 0 whatever
-- it asks of other tables would be asked one by one and for each pair again. Of pictures of a day only the present month is counted,
-- the past ones stay; waiting times stay when their numbers were forgotten (`anew` says which cells may go).
CREATE FUNCTION ruta_count_cells(everything boolean, the_code text, source text, whose text, moment text, facts text, anew text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  marked text := format('(SELECT institution_ref, month FROM insights_stale WHERE is_taken AND source = %L)', source);
  scoped text := CASE WHEN everything THEN 'true' ELSE '(institution_id, date_trunc(''month'', day)::date) IN ' || marked END;
  near text;
BEGIN
  -- The marked months lie between two days and in a few institutions: an index finds them.
  SELECT format('AND %s = ANY (%L::bigint[]) AND %s >= %L::date AND %s < %L::date', whose, array_agg(DISTINCT institution_ref), moment, min(month), moment,
                (max(month) + interval '1 month')::date)
    INTO near FROM insights_stale s WHERE s.is_taken AND s.source = ruta_count_cells.source;
  EXECUTE format('DELETE FROM insights_indicatorcell WHERE code = %L AND %s AND %s', the_code, scoped, anew);
  EXECUTE format('CREATE TEMP TABLE insights_counting ON COMMIT DROP AS
    SELECT day, institution_id, office_id, pair, one, other, sum(part) AS part, sum(whole) AS whole
    FROM (%s OFFSET 0) AS f, LATERAL (VALUES (1, sex, age_group), (2, modality, disability), (3, item, NULL)) AS p(pair, one, other)
    WHERE %s AND (pair = 1 OR one IS NOT NULL OR other IS NOT NULL) GROUP BY 1, 2, 3, 4, 5, 6',
    replace(facts, '/*near*/', CASE WHEN everything OR moment = '' THEN '' ELSE near END), scoped);
  INSERT INTO insights_indicatorcell (code, day, institution_id, office_id, dimension, category, part, whole)
  SELECT the_code, day, institution_id, office_id, d.dimension, d.category, sum(part), sum(whole)
  FROM insights_counting c, LATERAL (VALUES (1, 'all', ''), (1, 'sex', one), (1, 'age_group', other), (2, 'modality', one), (2, 'disability', other), (3, 'item', one))
    AS d(pair, dimension, category)
  WHERE d.pair = c.pair AND d.category IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
  DROP TABLE insights_counting;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text) FROM PUBLIC;
ALTER FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text) OWNER TO ruta_insights;
