-- How are the indicators counted? What was marked stale is counted anew, month by institution and person by person; `everything` counts all.
-- All of it by a narrow role that reads the rows of all and gives counts only; one function a step, so that each can be read alone.
DROP FUNCTION ruta_refresh_attentions(boolean, text[]);
DROP INDEX cases_delivery_recorded;

CREATE FUNCTION ruta_age_group(age int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN age IS NULL THEN '?' WHEN age < 12 THEN '00-11' WHEN age < 18 THEN '12-17' WHEN age < 25 THEN '18-24'
            WHEN age < 30 THEN '25-29' WHEN age < 45 THEN '30-44' WHEN age < 60 THEN '45-59' ELSE '60+' END;
-- Whole years between two days, as birthdays count.
CREATE FUNCTION ruta_age_on(birth date, day date) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN extract(year FROM age(day, birth))::int;

-- Attentions by month, office, modality, sex and age: one pass over the services of the marked months, or of all.
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
  -- A table of its own, because only then may both cores read; numbers first, words at the end.
  EXECUTE 'CREATE TEMP TABLE insights_counting ON COMMIT DROP AS
    SELECT date_trunc(''month'', delivered_on::timestamp)::date AS month, provider_id, office_id, modality, sex, width_bucket(age, ARRAY[12, 18, 25, 30, 45, 60]) AS age, count(*) AS n
    FROM ' || scope || ' WHERE d.counts_as_attention GROUP BY 1, 2, 3, 4, 5, 6';
  INSERT INTO insights_attentioncube (month, institution_id, office_id, modality, sex, age_group, is_migrant, n)
  SELECT month, provider_id, office_id, modality, sex,
         coalesce((ARRAY['00-11', '12-17', '18-24', '25-29', '30-44', '45-59', '60+'])[age + 1], '?'), modality = ANY (migrants), n FROM insights_counting;
  DROP TABLE insights_counting;
END $$;

-- Persons with a second coded service in a year: the services of a person in their order, packed into one number each (days since 2000, office,
-- modality among the migrant ones, sex, age), and the first with another code than the first of the year. What stays the same is not written again.
CREATE FUNCTION ruta_count_integral(everything boolean, migrants text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  all_of_them boolean := everything OR EXISTS (SELECT FROM insights_stale WHERE is_taken AND source = 'persons' AND person_ref IS NULL);
  who text := CASE WHEN all_of_them THEN '' ELSE 'AND %s IN (SELECT person_ref FROM insights_stale WHERE is_taken AND source = ''persons'')' END;
BEGIN
  EXECUTE 'CREATE TEMP TABLE insights_reached ON COMMIT DROP AS
    SELECT s.person_id, extract(year FROM s.year)::smallint AS year, date ''2000-01-01'' + (packed >> 46)::int AS reached_on, o.institution_id, o.id AS office_id,
           $1[((packed >> 18) & 255)::int] AS modality, (ARRAY[''woman'', ''man'', ''unknown''])[1 + ((packed >> 16) & 3)::int] AS sex,
           ruta_age_group(nullif((packed & 65535)::int, 65535)) AS age_group
    FROM (SELECT DISTINCT ON (person_id, year) person_id, year, packed
          FROM (SELECT *, first_value(service_type) OVER (PARTITION BY person_id, year ORDER BY packed) AS first
                FROM (SELECT person_id, date_trunc(''year'', delivered_on::timestamp) AS year, service_type, ((delivered_on - date ''2000-01-01'')::bigint << 46) | (office_id << 26)
                        | (array_position($1, modality)::bigint << 18) | (CASE sex WHEN ''woman'' THEN 0 WHEN ''man'' THEN 1 ELSE 2 END::bigint << 16)
                        | coalesce(age, 65535)::bigint AS packed
                      FROM cases_servicedelivery
                      WHERE counts_as_attention AND modality = ANY ($1) ' || format(who, 'person_id') || ') p) w
          WHERE service_type <> first ORDER BY person_id, year, packed) s
    JOIN directory_office o ON o.id = ((packed >> 26) & 1048575)' USING migrants;
  ANALYZE insights_reached;
  EXECUTE 'WITH gone AS (
      DELETE FROM insights_integralperson i WHERE NOT EXISTS (
        SELECT FROM insights_reached r WHERE (r.person_id, r.year, r.reached_on, r.office_id, r.modality, r.sex, r.age_group)
          = (i.person_ref, i.year, i.reached_on, i.office_id, i.modality, i.sex, i.age_group)) ' || format(who, 'i.person_ref') || '
      RETURNING institution_id, reached_on)
    INSERT INTO insights_stale (source, institution_ref, month, is_taken)
    SELECT DISTINCT ''integral'', institution_id, date_trunc(''month'', reached_on)::date, true FROM gone WHERE NOT $1' USING everything;
  WITH fresh AS (
    INSERT INTO insights_integralperson (person_ref, year, reached_on, institution_id, office_id, modality, sex, age_group)
    SELECT r.* FROM insights_reached r WHERE NOT EXISTS (SELECT FROM insights_integralperson i WHERE i.person_ref = r.person_id AND i.year = r.year)
    RETURNING institution_id, reached_on
  ) INSERT INTO insights_stale (source, institution_ref, month, is_taken)
    SELECT DISTINCT 'integral', institution_id, date_trunc('month', reached_on)::date, true FROM fresh WHERE NOT everything;
  DROP TABLE insights_reached;
END $$;

-- The cells of one indicator from its facts: how many by office alone and by each dimension. Of pictures of a day only the present month is counted,
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
    SELECT day, institution_id, office_id, sex, age_group, modality, disability, item, sum(part) AS part, sum(whole) AS whole
    FROM (%s) AS f WHERE %s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8', replace(facts, '/*near*/', CASE WHEN everything OR moment = '' THEN '' ELSE near END), scoped);
  INSERT INTO insights_indicatorcell (code, day, institution_id, office_id, dimension, category, part, whole)
  SELECT the_code, day, institution_id, office_id, d.dimension, d.category, sum(part), sum(whole)
  FROM insights_counting, LATERAL (VALUES ('all', ''), ('sex', sex), ('age_group', age_group), ('modality', modality), ('disability', disability), ('item', item))
    AS d(dimension, category)
  WHERE d.category IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;
  DROP TABLE insights_counting;
END $$;

-- The facts of each indicator, as its definition says them: (code, what marks it, the columns of institution and moment, facts, which cells may go).
CREATE FUNCTION ruta_facts(today date, sustained numeric) RETURNS TABLE (code text, source text, whose text, moment text, facts text, anew text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $facts$
  WITH difficulty(words) AS (VALUES ($$CASE
      WHEN EXISTS (SELECT FROM people_disability d WHERE d.person_id = %s AND d.difficulty = 'great') THEN 'yes'
      WHEN EXISTS (SELECT FROM people_disability d WHERE d.person_id = %s AND d.difficulty IN ('none', 'some')) THEN 'no' ELSE '?' END AS disability$$)),
    of_person(words) AS (SELECT $$p.sex, ruta_age_group(ruta_age_on(p.birth_date, %s::date)) AS age_group, c.modality, $$
      || replace(words, '%s', 'p.id') FROM difficulty)
  SELECT * FROM (VALUES
  ('I01', 'services', 'a.institution_id', 'a.month', $$SELECT month AS day, institution_id, office_id, sex, age_group, modality, NULL::text AS disability, NULL::text AS item,
      n AS part, n AS whole FROM insights_attentioncube a WHERE is_migrant /*near*/$$, 'true'),
  ('I03', 'integral', 'i.institution_id', 'i.reached_on', $$SELECT date_trunc('month', reached_on)::date AS day, institution_id, office_id, sex, age_group, modality, $$
      || replace((SELECT words FROM difficulty), '%s', 'i.person_ref') || $$, NULL::text AS item, 1 AS part, 1 AS whole FROM insights_integralperson i WHERE true /*near*/$$, 'true'),
  ('I42', 'cases', 'c.owner_institution_id', 'c.opened_at', $$SELECT date_trunc('month', c.opened_at)::date AS day, c.owner_institution_id AS institution_id, c.office_id, $$
      || format((SELECT words FROM of_person), 'c.opened_at') || $$, NULL::text AS item,
      (EXISTS (SELECT FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile' AND a.state = 'done'))::int AS part, 1 AS whole
      FROM cases_case c JOIN people_person p ON p.id = c.person_id WHERE true /*near*/$$, 'true'),
  ('I43', 'plans', '', '', format($$SELECT %L::date AS day, c.owner_institution_id AS institution_id, c.office_id, NULL::text AS sex, NULL::text AS age_group,
      NULL::text AS modality, NULL::text AS disability, coalesce(c.officer_id::text, '') AS item,
      (EXISTS (SELECT FROM cases_planaction a WHERE a.plan_id = l.id AND a.moved_at >= %L::date - 30))::int AS part, 1 AS whole
      FROM cases_personalplan l JOIN cases_case c ON c.id = l.case_id WHERE l.state = 'active'$$, date_trunc('month', today)::date, today),
      format('day = %L', date_trunc('month', today)::date)),
  -- In tenths of a minute, as they are shown.
  ('I45', 'tickets', 't.owner_institution_id', 't.day', $$SELECT t.day, t.owner_institution_id AS institution_id, t.office_id, NULL::text AS sex, NULL::text AS age_group, NULL::text AS modality,
      NULL::text AS disability, greatest(0, round(extract(epoch FROM t.called_at - t.taken_at) / 6))::int::text AS item, 1 AS part, 1 AS whole
      FROM tickets_ticket t WHERE t.called_at IS NOT NULL /*near*/$$,
      'EXISTS (SELECT FROM tickets_ticket t WHERE t.office_id = insights_indicatorcell.office_id AND t.day = insights_indicatorcell.day)'),
  ('I46', 'appointments', 'a.host_id', 'a.starts_at', $$SELECT date_trunc('month', a.starts_at)::date AS day, a.host_id AS institution_id, a.office_id, NULL::text AS sex,
      NULL::text AS age_group, NULL::text AS modality, NULL::text AS disability, coalesce(g.service_type, '') AS item, (a.state = 'no_show')::int AS part, 1 AS whole
      FROM agenda_appointment a LEFT JOIN agenda_agenda g ON g.id = a.agenda_id WHERE a.state IN ('seen', 'no_show') /*near*/$$, 'true'),
  ('I52', 'services', 'a.institution_id', 'a.month', $$SELECT a.month AS day, a.institution_id, a.office_id, NULL::text AS sex, NULL::text AS age_group, NULL::text AS modality,
      NULL::text AS disability, o.municipality_id::text AS item, CASE WHEN o.kind = 'itinerant_unit' THEN a.n ELSE 0 END AS part, a.n AS whole
      FROM insights_attentioncube a JOIN directory_office o ON o.id = a.office_id WHERE true /*near*/$$, 'true'),
  ('I55', 'needs', 'n.owner_institution_id', 'n.identified_at', $$SELECT date_trunc('month', n.identified_at)::date AS day, n.owner_institution_id AS institution_id, c.office_id, $$
      || format((SELECT words FROM of_person), 'n.identified_at') || $$, n.code AS item, (n.state = 'met')::int AS part, 1 AS whole
      FROM cases_need n JOIN cases_case c ON c.id = n.case_id JOIN people_person p ON p.id = n.person_id WHERE n.state <> 'dropped' /*near*/$$, 'true'),
  ('I57', 'directory', '', '', format($$SELECT %L::date AS day, s.institution_id, s.office_id, NULL::text AS sex, NULL::text AS age_group, NULL::text AS modality,
      NULL::text AS disability, NULL::text AS item, coalesce(s.verified_on >= %L::date - 90, false)::int AS part, 1 AS whole
      FROM directory_service s WHERE s.is_active$$, date_trunc('month', today)::date, today), format('day = %L', date_trunc('month', today)::date)),
  ('I58', 'surveys', 'a.owner_institution_id', 'a.assessed_at', $$SELECT date_trunc('month', a.assessed_at)::date AS day, a.owner_institution_id AS institution_id, c.office_id, $$
      || format((SELECT words FROM of_person), 'a.assessed_at') || format($$, NULL::text AS item,
      ((a.scores -> 'composite' ->> 'value')::numeric >= %s)::int AS part, 1 AS whole
      FROM cases_assessment a JOIN cases_case c ON c.id = a.case_id JOIN people_person p ON p.id = a.person_id
      WHERE a.instrument = 'reintegration_survey_v0' AND a.state = 'done' AND a.scores -> 'composite' ->> 'value' IS NOT NULL /*near*/$$, sustained), 'true'),
  -- How far the index moved since the time before with the same weights, in tenths of a point.
  ('I58+', 'surveys', 'a.owner_institution_id', 'a.assessed_at', $$SELECT date_trunc('month', a.assessed_at)::date AS day, a.owner_institution_id AS institution_id, c.office_id, NULL::text AS sex,
      NULL::text AS age_group, NULL::text AS modality, NULL::text AS disability, NULL::text AS item,
      round(((a.scores -> 'composite' ->> 'value')::numeric - (b.scores -> 'composite' ->> 'value')::numeric) * 10)::int AS part, 1 AS whole
      FROM cases_assessment a JOIN cases_case c ON c.id = a.case_id CROSS JOIN LATERAL (
        SELECT scores FROM cases_assessment b WHERE b.case_id = a.case_id AND b.instrument = a.instrument AND b.state = 'done' AND b.assessed_at < a.assessed_at
          AND b.scores -> 'composite' ->> 'weights' IS NOT DISTINCT FROM a.scores -> 'composite' ->> 'weights'
          AND b.scores -> 'composite' ->> 'value' IS NOT NULL ORDER BY b.assessed_at DESC, b.id DESC LIMIT 1) b
      WHERE a.instrument = 'reintegration_survey_v0' AND a.state = 'done' AND a.scores -> 'composite' ->> 'value' IS NOT NULL /*near*/$$, 'true')
  ) AS t(code, source, whose, moment, facts, anew)
$facts$;

-- Everything that was marked, in one transaction, on all cores: what is marked meanwhile waits for the next time.
CREATE FUNCTION ruta_refresh_indicators(everything boolean, migrants text[], today date, sustained numeric) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'America/Tegucigalpa' SET work_mem = '256MB'
SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 AS $$
DECLARE one record; started timestamptz := clock_timestamp(); counted bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('insights.indicators'));
  UPDATE insights_stale SET is_taken = true;
  IF everything OR EXISTS (SELECT FROM insights_stale WHERE source IN ('services', 'persons')) THEN
    PERFORM ruta_count_attentions(everything, migrants);
    PERFORM ruta_count_integral(everything, migrants);
  END IF;
  FOR one IN SELECT * FROM ruta_facts(today, sustained) LOOP
    IF everything OR EXISTS (SELECT FROM insights_stale s WHERE s.source = one.source AND s.is_taken) THEN
      PERFORM ruta_count_cells(everything, one.code, one.source, one.whose, one.moment, one.facts, one.anew);
    END IF;
  END LOOP;
  DELETE FROM insights_stale WHERE is_taken;
  SELECT coalesce(sum(n), 0) INTO counted FROM insights_attentioncube WHERE is_migrant;
  INSERT INTO insights_refresh (cube, at, rows) VALUES ('attentions', started, counted)
  ON CONFLICT (cube) DO UPDATE SET at = excluded.at, rows = excluded.rows;
  RETURN counted;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_count_attentions(boolean, text[]), ruta_count_integral(boolean, text[]), ruta_count_cells(boolean, text, text, text, text, text, text),
  ruta_facts(date, numeric), ruta_refresh_indicators(boolean, text[], date, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_refresh_indicators(boolean, text[], date, numeric) TO ruta_app;
ALTER FUNCTION ruta_count_attentions(boolean, text[]) OWNER TO ruta_insights;
ALTER FUNCTION ruta_count_integral(boolean, text[]) OWNER TO ruta_insights;
ALTER FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text) OWNER TO ruta_insights;
ALTER FUNCTION ruta_facts(date, numeric) OWNER TO ruta_insights;
ALTER FUNCTION ruta_refresh_indicators(boolean, text[], date, numeric) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_refresh_indicators(boolean, text[], date, numeric) TO ruta_owner;
RESET ROLE;
