-- How long were the workshops that were given, in all their sessions to which somebody came? Editions by office, nothing of anybody.
CREATE FUNCTION ruta_service_lengths(since date) RETURNS TABLE (service_type text, office_id bigint, minutes int, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT service, office, minutes, count(*)
  FROM (
    SELECT k.service_type AS service, d.office_id AS office, (sum(extract(epoch FROM s.ends_at - s.starts_at)) / 60)::int AS minutes
    FROM training_edition d JOIN training_course k ON k.id = d.course_id JOIN training_session s ON s.edition_id = d.id
    WHERE d.state = 'finished' AND k.audience = 'persons' AND k.service_type <> '' AND EXISTS (SELECT FROM training_attendance t WHERE t.session_id = s.id)
    GROUP BY d.id, k.service_type, d.office_id HAVING min(s.starts_at) >= since
  ) AS given
  GROUP BY 1, 2, 3
$$;
REVOKE EXECUTE ON FUNCTION ruta_service_lengths(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_service_lengths(date) TO ruta_app;
ALTER FUNCTION ruta_service_lengths(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_service_lengths(date) TO ruta_owner;
RESET ROLE;
