-- What has to be counted anew? Every statement that changes what is counted marks the months (and persons) that it touched, in its own transaction.
GRANT SELECT, INSERT, UPDATE, DELETE ON insights_stale TO ruta_insights;
REVOKE ALL ON insights_stale FROM ruta_app;
CREATE POLICY insights ON insights_integralperson TO ruta_insights USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON insights_integralperson, insights_indicatorcell TO ruta_insights;
REVOKE INSERT, UPDATE, DELETE ON insights_integralperson, insights_indicatorcell FROM ruta_app;
GRANT SELECT ON cases_case, cases_assessment, cases_need, cases_personalplan, cases_planaction, people_person, people_disability,
  tickets_ticket, agenda_appointment, agenda_agenda, directory_service, directory_office TO ruta_insights;
CREATE POLICY insights ON cases_case FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON cases_assessment FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON cases_need FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON cases_personalplan FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON cases_planaction FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON people_person FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON people_disability FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON tickets_ticket FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON agenda_appointment FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON agenda_agenda FOR SELECT TO ruta_insights USING (true);

-- One body for every table: where what is counted differs before and after, its months are marked.
DO $make$
DECLARE
  body text := $body$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO insights_stale (source, institution_ref, month) SELECT DISTINCT %1$L, %3$s, date_trunc('month', %4$s)::date FROM new_rows r WHERE %4$s IS NOT NULL;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO insights_stale (source, institution_ref, month) SELECT DISTINCT %1$L, %3$s, date_trunc('month', %4$s)::date FROM old_rows r WHERE %4$s IS NOT NULL;
      ELSE
        INSERT INTO insights_stale (source, institution_ref, month)
        WITH was AS (SELECT %2$s FROM old_rows), is_now AS (SELECT %2$s FROM new_rows),
             moved AS ((TABLE was EXCEPT TABLE is_now) UNION ALL (TABLE is_now EXCEPT TABLE was))
        SELECT DISTINCT %1$L, %3$s, date_trunc('month', %4$s)::date FROM moved r WHERE %4$s IS NOT NULL;
      END IF;
      RETURN NULL;
    END $body$;
  one record;
  verb text;
  name text;
BEGIN
  FOR one IN SELECT * FROM (VALUES
    ('cases_case', 'cases', 'id, owner_institution_id, office_id, modality, opened_at', 'r.owner_institution_id', 'r.opened_at'),
    ('cases_assessment', 'surveys', 'id, case_id, owner_institution_id, instrument, state, assessed_at, scores', 'r.owner_institution_id', 'r.assessed_at'),
    ('cases_assessment', 'cases', 'id, case_id, owner_institution_id, instrument, state', 'r.owner_institution_id',
     '(SELECT c.opened_at FROM cases_case c WHERE c.id = r.case_id)'),
    ('cases_need', 'needs', 'id, case_id, owner_institution_id, code, state, identified_at', 'r.owner_institution_id', 'r.identified_at'),
    ('cases_personalplan', 'plans', 'id, case_id, owner_institution_id, state', 'r.owner_institution_id', 'now()'),
    ('cases_planaction', 'plans', 'id, owner_institution_id, moved_at', 'r.owner_institution_id', 'now()'),
    ('directory_service', 'directory', 'id, institution_id, office_id, is_active, verified_on', 'r.institution_id', 'now()'),
    ('tickets_ticket', 'tickets', 'id, owner_institution_id, office_id, day, taken_at, called_at', 'r.owner_institution_id', 'r.day'),
    ('agenda_appointment', 'appointments', 'id, host_id, office_id, agenda_id, state, starts_at', 'r.host_id', 'r.starts_at')
  ) AS t(relation, source, seen, whose, at) LOOP
    name := 'ruta_stale_' || one.relation || '_' || one.source;
    EXECUTE format('CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp '
                   'SET timezone = %L AS %L', name, 'America/Tegucigalpa', format(body, one.source, one.seen, one.whose, one.at));
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s() FROM PUBLIC', name);
    FOREACH verb IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
      EXECUTE format('CREATE TRIGGER stale_%s_%s AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION %s()', one.source, verb, verb, one.relation,
        CASE verb WHEN 'insert' THEN 'NEW TABLE AS new_rows' WHEN 'delete' THEN 'OLD TABLE AS old_rows' ELSE 'OLD TABLE AS old_rows NEW TABLE AS new_rows' END, name);
    END LOOP;
    EXECUTE format('ALTER FUNCTION %s() OWNER TO ruta_insights', name);
  END LOOP;
END $make$;

-- Services mark their months, and the persons who got them: only these persons are looked at again. After a load of very many, everybody.
CREATE FUNCTION ruta_mark_services(months jsonb, persons bigint[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO insights_stale (source, institution_ref, month)
  SELECT 'services', (m ->> 0)::bigint, (m ->> 1)::date FROM jsonb_array_elements(months) AS m;
  INSERT INTO insights_stale (source, person_ref)
  SELECT 'persons', p FROM unnest(CASE WHEN cardinality(persons) > 20000 THEN ARRAY[NULL]::bigint[] ELSE persons END) AS p;
$$;
CREATE FUNCTION ruta_stale_cases_servicedelivery() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE months jsonb; persons bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT (SELECT jsonb_agg(DISTINCT jsonb_build_array(provider_id, date_trunc('month', delivered_on)::date)) FROM new_rows),
           (SELECT array_agg(DISTINCT person_id) FROM new_rows) INTO months, persons;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT (SELECT jsonb_agg(DISTINCT jsonb_build_array(provider_id, date_trunc('month', delivered_on)::date)) FROM old_rows),
           (SELECT array_agg(DISTINCT person_id) FROM old_rows) INTO months, persons;
  ELSE
    WITH was AS (SELECT id, person_id, provider_id, office_id, service_type, delivered_on, counts_as_attention, modality, sex, age FROM old_rows),
         is_now AS (SELECT id, person_id, provider_id, office_id, service_type, delivered_on, counts_as_attention, modality, sex, age FROM new_rows),
         moved AS ((TABLE was EXCEPT TABLE is_now) UNION ALL (TABLE is_now EXCEPT TABLE was))
    SELECT jsonb_agg(DISTINCT jsonb_build_array(provider_id, date_trunc('month', delivered_on)::date)), array_agg(DISTINCT person_id)
    FROM moved INTO months, persons;
  END IF;
  IF months IS NOT NULL THEN PERFORM ruta_mark_services(months, persons); END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_mark_services(jsonb, bigint[]), ruta_stale_cases_servicedelivery() FROM PUBLIC;
CREATE TRIGGER stale_insert AFTER INSERT ON cases_servicedelivery REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_cases_servicedelivery();
CREATE TRIGGER stale_update AFTER UPDATE ON cases_servicedelivery REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_cases_servicedelivery();
CREATE TRIGGER stale_delete AFTER DELETE ON cases_servicedelivery REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION ruta_stale_cases_servicedelivery();
ALTER FUNCTION ruta_mark_services(jsonb, bigint[]) OWNER TO ruta_insights;
ALTER FUNCTION ruta_stale_cases_servicedelivery() OWNER TO ruta_insights;
