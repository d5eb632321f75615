-- The waits of the charter again, with the office that answered for each; and what services gave, by office and by way. Counts, nothing of anybody.
CREATE FUNCTION ruta_promise_offices(since date) RETURNS TABLE (code text, office_id bigint, began date, ended date, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT code, office, (began AT TIME ZONE 'America/Tegucigalpa')::date, (ended AT TIME ZONE 'America/Tegucigalpa')::date, count(*)
  FROM (
    SELECT 'sc_referral' AS code, r.sender_office_id AS office, r.sent_at AS began,
           (SELECT min(s.at) FROM referrals_referralstep s WHERE s.referral_id = r.id AND s.state = 'accepted') AS ended
    FROM referrals_referral r WHERE r.sent_at >= since
    UNION ALL
    SELECT 'sc_profiling', c.office_id, c.opened_at,
           (SELECT min(a.assessed_at) FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile' AND a.state = 'done')
    FROM cases_case c
    WHERE c.opened_at >= since AND EXISTS (SELECT FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile')
    UNION ALL
    SELECT 'sc_employer_vacancy', (SELECT v.office_id FROM employers_vacancy v WHERE v.id = s.vacancy_id), min(s.at), min(s.at) FILTER (WHERE s.state = 'published')
    FROM employers_vacancystep s WHERE s.state IN ('in_review', 'published')
    GROUP BY s.vacancy_id HAVING min(s.at) >= since AND bool_or(s.state = 'in_review')
    UNION ALL
    SELECT 'box', q.office_id, q.received_at, q.answered_at FROM quality_suggestion q WHERE q.received_at >= since
  ) AS waited
  GROUP BY 1, 2, 3, 4
$$;
CREATE FUNCTION ruta_service_results(since date) RETURNS TABLE (service_type text, office_id bigint, channel text, outcome text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.service_type, d.office_id, d.channel, d.outcome, count(*)
  FROM cases_servicedelivery d JOIN directory_office o ON o.id = d.office_id AND o.kind = 'si_empleo'
  WHERE d.delivered_on >= since GROUP BY 1, 2, 3, 4
$$;
REVOKE EXECUTE ON FUNCTION ruta_promise_offices(date), ruta_service_results(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_promise_offices(date), ruta_service_results(date) TO ruta_app;
ALTER FUNCTION ruta_promise_offices(date) OWNER TO ruta_insights;
ALTER FUNCTION ruta_service_results(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_promise_offices(date), ruta_service_results(date) TO ruta_owner;
RESET ROLE;
