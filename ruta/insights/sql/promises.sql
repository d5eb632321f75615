-- Since when did somebody wait for what the service charter promises, and until when? Pairs of days and how many, nothing of anybody.
GRANT SELECT ON employers_vacancystep, quality_suggestion TO ruta_insights;
CREATE POLICY insights ON employers_vacancystep FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON quality_suggestion FOR SELECT TO ruta_insights USING (true);

CREATE FUNCTION ruta_promise_days(since date) RETURNS TABLE (code text, began date, ended date, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT code, (began AT TIME ZONE 'America/Tegucigalpa')::date, (ended AT TIME ZONE 'America/Tegucigalpa')::date, count(*)
  FROM (
    -- Sent to another institution, until it accepted.
    SELECT 'sc_referral' AS code, r.sent_at AS began,
           (SELECT min(s.at) FROM referrals_referralstep s WHERE s.referral_id = r.id AND s.state = 'accepted') AS ended
    FROM referrals_referral r WHERE r.sent_at >= since
    UNION ALL
    -- A case that opened, until its employability profile was done.
    SELECT 'sc_profiling', c.opened_at,
           (SELECT min(a.assessed_at) FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile' AND a.state = 'done')
    FROM cases_case c
    WHERE c.opened_at >= since AND EXISTS (SELECT FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile')
    UNION ALL
    -- A vacancy handed in for review, until it was published for the first time.
    SELECT 'sc_employer_vacancy', min(s.at), min(s.at) FILTER (WHERE s.state = 'published')
    FROM employers_vacancystep s WHERE s.state IN ('in_review', 'published')
    GROUP BY s.vacancy_id HAVING min(s.at) >= since AND bool_or(s.state = 'in_review')
    UNION ALL
    -- What was written to the box, until it was answered.
    SELECT 'box', q.received_at, q.answered_at FROM quality_suggestion q WHERE q.received_at >= since
  ) AS waited
  GROUP BY 1, 2, 3
$$;
REVOKE EXECUTE ON FUNCTION ruta_promise_days(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_promise_days(date) TO ruta_app;
ALTER FUNCTION ruta_promise_days(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_promise_days(date) TO ruta_owner;
RESET ROLE;
