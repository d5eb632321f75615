-- Since when did somebody wait for what the charter promises, until when, at which office and by which door? Days and how many, nothing of anybody.
-- `gone_on`: since when nobody waited any more, without having been served. The sentences that the public reads stand in portal/home/measured.py.
CREATE FUNCTION ruta_promise_waits(since date)
RETURNS TABLE (code text, office_id bigint, door text, began date, ended date, gone_on date, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT code, office, door, began, ended, gone_on, count(*)
  FROM (
    -- Sent to another institution, until it accepted.
    SELECT 'sc_referral' AS code, r.sender_office_id AS office, (SELECT c.entry_point FROM cases_case c WHERE c.id = r.case_id) AS door,
           ruta_day(r.sent_at) AS began,
           (SELECT ruta_day(min(s.at)) FROM referrals_referralstep s WHERE s.referral_id = r.id AND s.state = 'accepted') AS ended, NULL::date AS gone_on
    FROM referrals_referral r WHERE r.sent_at >= since
    UNION ALL
    -- A case that opened, until its employability profile was done.
    SELECT 'sc_profiling', c.office_id, c.entry_point, ruta_day(c.opened_at),
           (SELECT ruta_day(min(a.assessed_at)) FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile' AND a.state = 'done'),
           NULL
    FROM cases_case c
    WHERE c.opened_at >= since AND EXISTS (SELECT FROM cases_assessment a WHERE a.case_id = c.id AND a.instrument = 'employability_profile')
    UNION ALL
    -- The profile done, until the plan was agreed; who had a plan before waited for none.
    SELECT 'sc_counselling', c.office_id, c.entry_point, ruta_day(p.done), t.agreed_on, ruta_day(c.closed_at)
    FROM (SELECT a.case_id, min(a.assessed_at) AS done FROM cases_assessment a
          WHERE a.instrument = 'employability_profile' AND a.state = 'done' GROUP BY a.case_id HAVING min(a.assessed_at) >= since) AS p
    JOIN cases_case c ON c.id = p.case_id
    LEFT JOIN LATERAL (SELECT min(x.agreed_on) AS agreed_on FROM cases_personalplan x WHERE x.case_id = c.id) AS t ON true
    WHERE t.agreed_on IS NULL OR t.agreed_on >= ruta_day(p.done)
    UNION ALL
    -- A place in a workshop, until its first session that was given; a cancelled one was given to nobody, and who gave the place up waited until that day.
    SELECT 'sc_workshop', d.office_id,
           (SELECT c.entry_point FROM cases_case c WHERE c.person_id = e.person_id AND c.owner_institution_id = e.owner_institution_id
            ORDER BY c.opened_at DESC, c.id DESC LIMIT 1),
           ruta_day(e.enrolled_at),
           (SELECT ruta_day(min(s.starts_at)) FROM training_session s
            WHERE s.edition_id = d.id AND ruta_day(s.starts_at) >= ruta_day(e.enrolled_at)
              AND (e.state <> 'withdrawn' OR ruta_day(s.starts_at) <= ruta_day(e.decided_at))
              AND EXISTS (SELECT FROM training_attendance t WHERE t.session_id = s.id)),
           CASE WHEN e.state = 'withdrawn' THEN ruta_day(e.decided_at) END
    FROM training_enrolment e JOIN training_edition d ON d.id = e.edition_id JOIN training_course k ON k.id = d.course_id
    WHERE e.enrolled_at >= since AND e.person_id IS NOT NULL AND (e.state <> 'withdrawn' OR e.decided_at IS NOT NULL)
      AND k.service_type IN ('job_search_workshop', 'cv_interview_support')
    UNION ALL
    -- Somebody proposed to an employer, until it answered. Abroad: enrolled, until told that they may go on, or why not.
    SELECT CASE WHEN v.country = 'HN' THEN 'sc_intermediation' ELSE 'sc_work_abroad' END, c.office_id, c.entry_point, ruta_day(a.applied_at),
           (SELECT ruta_day(min(s.at)) FROM placements_applicationstep s WHERE s.application_id = a.id AND s.at >= a.applied_at
              AND (s.state IN ('interview', 'offered', 'hired') OR (v.country <> 'HN' AND s.state IN ('preselected', 'refused'))
                   OR (s.state = 'refused' AND a.refused_by = 'employer'))),
           CASE WHEN a.state IN ('withdrawn', 'refused') THEN ruta_day(a.closed_at) END
    FROM placements_application a JOIN employers_vacancy v ON v.id = a.vacancy_id JOIN cases_case c ON c.id = a.case_id
    WHERE a.applied_at >= since
    UNION ALL
    -- A contact due after a hire, until it was made, whoever answered; one called off is due until that day.
    SELECT 'sc_placement_follow_up', c.office_id, c.entry_point, f.due_on, CASE WHEN f.result <> 'cancelled' THEN ruta_day(f.done_at) END,
           CASE WHEN f.result = 'cancelled' THEN ruta_day(f.done_at) END
    FROM cases_followup f JOIN cases_case c ON c.id = f.case_id
    WHERE f.due_on >= since AND f.subject ~ '^(placement|destination)_'
    UNION ALL
    -- A business idea told, until it was looked at or sent to SENPRENDE.
    SELECT 'sc_self_employment', c.office_id, c.entry_point, ruta_day(n.identified_at),
           least((SELECT min(d.delivered_on) FROM cases_servicedelivery d WHERE d.case_id = c.id AND d.service_type = 'self_employment_orientation'
                    AND d.delivered_on >= ruta_day(n.identified_at)),
                 (SELECT ruta_day(min(r.sent_at)) FROM referrals_referral r WHERE r.case_id = c.id AND r.service_type LIKE 'senprende%'
                    AND r.sent_at >= n.identified_at)),
           CASE WHEN n.state = 'dropped' THEN ruta_day(n.moved_at) ELSE ruta_day(c.closed_at) END
    FROM cases_need n JOIN cases_case c ON c.id = n.case_id JOIN directory_office o ON o.id = c.office_id AND o.kind = 'si_empleo'
    WHERE n.code = 'start_business' AND n.identified_at >= since
    UNION ALL
    -- A vacancy handed in for review, until it was published for the first time.
    SELECT 'sc_employer_vacancy', (SELECT v.office_id FROM employers_vacancy v WHERE v.id = s.vacancy_id),
           (SELECT v.origin FROM employers_vacancy v WHERE v.id = s.vacancy_id), ruta_day(min(s.at)), ruta_day(min(s.at) FILTER (WHERE s.state = 'published')),
           NULL
    FROM employers_vacancystep s WHERE s.state IN ('in_review', 'published')
    GROUP BY s.vacancy_id HAVING min(s.at) >= since AND bool_or(s.state = 'in_review')
    UNION ALL
    -- A vacancy published with technical selection, until its first shortlist was sent.
    SELECT 'sc_technical_selection', v.office_id, v.origin, ruta_day(v.published_at),
           (SELECT ruta_day(min(l.sent_at)) FROM placements_shortlist l WHERE l.vacancy_id = v.id AND l.state <> 'taken_back'), ruta_day(v.closed_at)
    FROM employers_vacancy v WHERE v.technical_selection AND v.published_at >= since
    UNION ALL
    -- What was written to the box, until it was answered.
    SELECT 'box', q.office_id, '', ruta_day(q.received_at), ruta_day(q.answered_at), NULL FROM quality_suggestion q WHERE q.received_at >= since
  ) AS waited
  GROUP BY 1, 2, 3, 4, 5, 6
$$;
REVOKE EXECUTE ON FUNCTION ruta_promise_waits(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_promise_waits(date) TO ruta_app;
ALTER FUNCTION ruta_promise_waits(date) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_promise_waits(date) TO ruta_owner;
RESET ROLE;
DROP FUNCTION ruta_promise_days(date);
DROP FUNCTION ruta_promise_offices(date);
DROP FUNCTION ruta_promise_ways(date);
