-- The waits of the charter by the way on which each was asked for: the door of the case, or who brought the vacancy. Counts, nothing of anybody.
CREATE FUNCTION ruta_promise_ways(since date) RETURNS TABLE (code text, door text, began date, ended date, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT code, door, (began AT TIME ZONE 'America/Tegucigalpa')::date, (ended AT TIME ZONE 'America/Tegucigalpa')::date, count(*)
  FROM (
    SELECT 'sc_referral' AS code, (SELECT c.entry_point FROM cases_case c WHERE c.id = r.case_id) AS door, r.sent_at AS began,
           (SELECT min(s.at) FROM referrals_referralstep s WHERE s.referral_id = r.id AND s.state = 'accepted') AS ended
    FROM referrals_referral r WHERE r.sent_at >= since
    UNION ALL
    SELECT 'sc_profiling', c.entry_point, c.opened_at,
           (SELECT min(a.assessed_at) FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile' AND a.state = 'done')
    FROM cases_case c
    WHERE c.opened_at >= since AND EXISTS (SELECT FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile')
    UNION ALL
    SELECT 'sc_employer_vacancy', (SELECT v.origin FROM employers_vacancy v WHERE v.id = s.vacancy_id), min(s.at), min(s.at) FILTER (WHERE s.state = 'published')
    FROM employers_vacancystep s WHERE s.state IN ('in_review', 'published')
    GROUP BY s.vacancy_id HAVING min(s.at) >= since AND bool_or(s.state = 'in_review')
  ) AS waited
  GROUP BY 1, 2, 3, 4
$$;
REVOKE EXECUTE ON FUNCTION ruta_promise_ways(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_promise_ways(date) TO ruta_app;
ALTER FUNCTION ruta_promise_ways(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_promise_ways(date) TO ruta_owner;
RESET ROLE;
