-- What else is counted of rows: files that were loaded (I14), and cases of children with what the law asks of them (I56).
GRANT SELECT ON people_importbatch, people_consent TO ruta_insights;
CREATE POLICY insights ON people_importbatch FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON people_consent FOR SELECT TO ruta_insights USING (true);

-- A file marks its month when what was read of it changed.
CREATE FUNCTION ruta_stale_people_importbatch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'America/Tegucigalpa' AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO insights_stale (source, institution_ref, month) SELECT DISTINCT 'imports', owner_institution_id, date_trunc('month', created_at)::date FROM old_rows;
  ELSE
    INSERT INTO insights_stale (source, institution_ref, month) SELECT DISTINCT 'imports', owner_institution_id, date_trunc('month', created_at)::date FROM new_rows
    WHERE state IN ('checked', 'stopped', 'done', 'running');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stale_insert AFTER INSERT ON people_importbatch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_people_importbatch();
CREATE TRIGGER stale_update AFTER UPDATE ON people_importbatch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_people_importbatch();
CREATE TRIGGER stale_delete AFTER DELETE ON people_importbatch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_people_importbatch();

-- A permission of a child marks the months in which its cases were opened; those of adults mark nothing.
CREATE FUNCTION ruta_stale_people_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'America/Tegucigalpa' AS $$
BEGIN
  INSERT INTO insights_stale (source, institution_ref, month)
  SELECT DISTINCT 'cases', c.owner_institution_id, date_trunc('month', c.opened_at)::date
  FROM new_rows r JOIN people_person p ON p.id = r.person_id JOIN cases_case c ON c.person_id = r.person_id AND c.owner_institution_id = r.owner_institution_id
  WHERE ruta_age_on(p.birth_date, c.opened_at::date) < 18;
  RETURN NULL;
END $$;
CREATE TRIGGER stale_insert AFTER INSERT ON people_consent REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_people_consent();
CREATE TRIGGER stale_update AFTER UPDATE ON people_consent REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_people_consent();

-- The same shape as `ruta_facts`. Of a child's assessment only whether its parts are there is read, never what they say.
CREATE FUNCTION ruta_more_facts() RETURNS TABLE (code text, source text, whose text, moment text, facts text, anew text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $facts$
  SELECT * FROM (VALUES
  ('I14', 'imports', 'b.owner_institution_id', 'b.created_at', $$SELECT date_trunc('month', b.created_at)::date AS day, b.owner_institution_id AS institution_id, b.office_id,
      NULL::text AS sex, NULL::text AS age_group, NULL::text AS modality, NULL::text AS disability, NULL::text AS item, b.done_count - b.error_count AS part, b.done_count AS whole
      FROM people_importbatch b WHERE b.state IN ('checked', 'stopped', 'done') AND b.done_count > 0 /*near*/$$, 'true'),
  ('I56', 'cases', 'c.owner_institution_id', 'c.opened_at', $$SELECT date_trunc('month', c.opened_at)::date AS day, c.owner_institution_id AS institution_id, c.office_id,
      NULL::text AS sex, NULL::text AS age_group, c.modality, NULL::text AS disability, NULL::text AS item,
      (EXISTS (SELECT FROM people_consent g WHERE g.person_id = c.person_id AND g.grantee_id = c.owner_institution_id AND g.purpose = 'case_management' AND g.withdrawn_at IS NULL)
       AND coalesce((SELECT trim(a.answers ->> 'best_interest_note') <> '' AND a.answers ->> 'decided_by' <> 'pending' AND (a.scores -> 'child_risk' ->> 'value') IS NOT NULL
                     FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'child_best_interests' AND a.state = 'done'
                     ORDER BY a.assessed_at DESC, a.id DESC LIMIT 1), false))::int AS part, 1 AS whole
      FROM cases_case c JOIN people_person p ON p.id = c.person_id WHERE ruta_age_on(p.birth_date, c.opened_at::date) < 18 /*near*/$$, 'true')
  ) AS t(code, source, whose, moment, facts, anew)
$facts$;

REVOKE EXECUTE ON FUNCTION ruta_stale_people_importbatch(), ruta_stale_people_consent(), ruta_more_facts() FROM PUBLIC;
ALTER FUNCTION ruta_stale_people_importbatch() OWNER TO ruta_insights;
ALTER FUNCTION ruta_stale_people_consent() OWNER TO ruta_insights;
ALTER FUNCTION ruta_more_facts() OWNER TO ruta_insights;

-- What stands already is counted the next time; the role that reads the rows of all marks it.
SET ROLE ruta_insights;
INSERT INTO insights_stale (source, institution_ref, month)
SELECT DISTINCT 'imports', owner_institution_id, date_trunc('month', created_at AT TIME ZONE 'America/Tegucigalpa')::date FROM people_importbatch
UNION ALL SELECT DISTINCT 'cases', owner_institution_id, date_trunc('month', opened_at AT TIME ZONE 'America/Tegucigalpa')::date FROM cases_case;
RESET ROLE;
