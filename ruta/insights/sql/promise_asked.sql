    -- Somebody registered at an employment office, until their record was open; of who has none it is not known whether they asked for one,
    -- and a list that was imported asked for nothing.
    SELECT 'sc_registration', c.office_id, c.entry_point, ruta_day(p.registered_at), ruta_day(c.opened_at), NULL
    FROM cases_case c JOIN people_person p ON p.id = c.person_id JOIN directory_office o ON o.id = c.office_id AND o.kind = 'si_empleo'
    WHERE p.registered_at >= since AND c.opened_at >= since
      AND NOT EXISTS (SELECT FROM cases_case e WHERE e.person_id = c.person_id AND e.owner_institution_id = c.owner_institution_id AND (e.opened_at, e.id) < (c.opened_at, c.id))
      AND NOT EXISTS (SELECT FROM people_importrow r WHERE r.person_id = p.id AND r.outcome = 'created')
    UNION ALL
    -- A claim at work or the wish to work abroad told, until the information was given or they were sent to whoever resolves it.
    SELECT 'sc_rights', c.office_id, c.entry_point, ruta_day(n.identified_at),
           least((SELECT min(d.delivered_on) FROM cases_servicedelivery d WHERE d.case_id = c.id AND d.service_type = 'labour_rights_information'
                    AND d.delivered_on >= ruta_day(n.identified_at)),
                 (SELECT ruta_day(min(r.sent_at)) FROM referrals_referral r WHERE r.case_id = c.id AND r.sent_at >= n.identified_at
                    AND r.service_type IN ('labour_inspection_claim', 'legal_aid', 'temporary_work_abroad'))),
           CASE WHEN n.state = 'dropped' THEN ruta_day(n.moved_at) ELSE ruta_day(c.closed_at) END
    FROM cases_need n JOIN cases_case c ON c.id = n.case_id JOIN directory_office o ON o.id = c.office_id AND o.kind = 'si_empleo'
    WHERE n.code IN ('labour_rights_claim', 'regular_work_abroad') AND n.identified_at >= since
    UNION ALL
