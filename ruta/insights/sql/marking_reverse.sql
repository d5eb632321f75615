DO $drop$
DECLARE one record;
BEGIN
  FOR one IN SELECT tgname, tgrelid::regclass AS relation FROM pg_trigger WHERE tgname LIKE 'stale\_%' LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.relation);
  END LOOP;
  FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'ruta\_stale\_%' OR proname = 'ruta_mark_services' LOOP
    EXECUTE format('DROP FUNCTION %s', one.name);
  END LOOP;
  FOR one IN SELECT unnest(ARRAY['cases_case', 'cases_assessment', 'cases_need', 'cases_personalplan', 'cases_planaction', 'people_person', 'people_disability',
    'tickets_ticket', 'agenda_appointment', 'agenda_agenda', 'insights_integralperson']) AS relation LOOP
    EXECUTE format('DROP POLICY insights ON %s', one.relation);
  END LOOP;
END $drop$;
