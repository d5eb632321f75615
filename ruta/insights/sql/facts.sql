-- What leaves for the observatory's warehouse? One view a fact: days, codes and a key that cannot be turned back; no name, no number of anybody.
-- Read by the machine alone, by the narrow role that counts, and with its keys only while that of the pseudonyms is told to the transaction.
GRANT SELECT (id, owner_institution_id, office_id, occupation, openings, filled, skills_essential, education, experience_months, contract, wage_min,
  country, department, open_to_migrants, section, state, origin, published_at, closed_at, closing, cause) ON employers_vacancy TO ruta_insights;
GRANT SELECT (id, owner_institution_id, vacancy_id, case_id, person_id, source, state, reason, refused_by, started_on, confirmed_at, applied_at, left_on)
  ON placements_application TO ruta_insights;
GRANT SELECT (id, owner_institution_id, person_id, is_looking, availability, occupations, skills, education, places, goes_abroad, created_at)
  ON placements_seekerprofile TO ruta_insights;
GRANT SELECT (id, at, client_code, institution_id, service, purpose, status) ON trust_message TO ruta_insights;
GRANT SELECT (id, code) ON directory_institution TO ruta_insights;
GRANT SELECT (code, department_id) ON territory_municipality TO ruta_insights;
CREATE POLICY insights ON employers_vacancy FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON placements_application FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON placements_seekerprofile FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON trust_message FOR SELECT TO ruta_insights USING (true);

-- HMAC-SHA256 (RFC 2104) of a number under a key that only the installation has; its first 64 bits. Without a key, nothing.
CREATE FUNCTION ruta_pseudonym(id bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN ('x' || encode(substring(sha256(decode(nullif(current_setting('ruta.facts_outer', true), ''), 'hex')
  || sha256(decode(nullif(current_setting('ruta.facts_inner', true), ''), 'hex') || int8send(id))) FROM 1 FOR 8), 'hex'))::bit(64)::bigint;
CREATE FUNCTION ruta_day(at timestamptz) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE RETURN (at AT TIME ZONE 'America/Tegucigalpa')::date;

CREATE VIEW insights_fact_attention AS
SELECT to_char(d.delivered_on, 'YYYY-MM') AS month, d.delivered_on AS day, i.code AS institution, o.code AS office, m.department_id AS department,
  d.service_type, d.modality, d.sex, ruta_age_group(d.age) AS age_group, d.channel, d.outcome, d.counts_as_attention AS is_attention,
  ruta_pseudonym(d.person_id) AS person
FROM cases_servicedelivery d JOIN directory_institution i ON i.id = d.provider_id JOIN directory_office o ON o.id = d.office_id
LEFT JOIN territory_municipality m ON m.code = o.municipality_id
WHERE current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_referral AS
SELECT to_char(ruta_day(r.sent_at), 'YYYY-MM') AS month, ruta_day(r.sent_at) AS day, f.code AS sender, t.code AS receiver, r.service_type, r.state,
  ruta_day(s.accepted) - ruta_day(r.sent_at) AS days_to_accept, ruta_day(s.delivered) - ruta_day(r.sent_at) AS days_to_deliver,
  ruta_day(s.confirmed) - ruta_day(r.sent_at) AS days_to_confirm, ruta_pseudonym(r.person_id) AS person
FROM referrals_referral r JOIN directory_institution f ON f.id = r.owner_institution_id JOIN directory_institution t ON t.id = r.receiver_id
LEFT JOIN (SELECT referral_id, min(at) FILTER (WHERE state = 'accepted') AS accepted, min(at) FILTER (WHERE state = 'delivered') AS delivered,
             min(at) FILTER (WHERE state = 'confirmed') AS confirmed FROM referrals_referralstep GROUP BY referral_id) s ON s.referral_id = r.id
WHERE r.sent_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_vacancy AS
SELECT to_char(ruta_day(v.published_at), 'YYYY-MM') AS month, ruta_day(v.published_at) AS day, ruta_day(v.closed_at) AS closed_day, i.code AS institution,
  v.department, v.section, v.occupation, v.openings, v.filled, v.wage_min, v.contract, v.education, v.experience_months, v.state, v.closing, v.cause, v.origin,
  v.country, v.open_to_migrants AS is_open_to_migrants, array_to_string(v.skills_essential, ';') AS skills, ruta_pseudonym(v.id) AS vacancy
FROM employers_vacancy v JOIN directory_institution i ON i.id = v.owner_institution_id
WHERE v.published_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_application AS
SELECT to_char(ruta_day(a.applied_at), 'YYYY-MM') AS month, ruta_day(a.applied_at) AS day, i.code AS institution, v.department, v.section, v.occupation,
  a.source, a.state, a.reason, a.refused_by, a.started_on AS started_day, ruta_day(a.confirmed_at) AS confirmed_day, a.left_on AS left_day,
  coalesce(c.modality, '') AS modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(a.applied_at))) AS age_group,
  ruta_pseudonym(a.vacancy_id) AS vacancy, ruta_pseudonym(a.person_id) AS person
FROM placements_application a JOIN employers_vacancy v ON v.id = a.vacancy_id JOIN directory_institution i ON i.id = a.owner_institution_id
JOIN people_person p ON p.id = a.person_id LEFT JOIN cases_case c ON c.id = a.case_id
WHERE a.applied_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_seeker AS
SELECT to_char(ruta_day(s.created_at), 'YYYY-MM') AS month, ruta_day(s.created_at) AS day, i.code AS institution, s.is_looking, s.availability, s.education,
  s.goes_abroad AS is_going_abroad, array_to_string(s.places, ';') AS departments,
  coalesce(s.occupations -> 0 ->> 'code', '') AS occupation,
  coalesce((SELECT string_agg(each ->> 'code', ';' ORDER BY at) FROM jsonb_array_elements(s.occupations) WITH ORDINALITY AS t(each, at)), '') AS occupations,
  coalesce((SELECT string_agg(each ->> 'code', ';' ORDER BY at) FROM jsonb_array_elements(s.skills) WITH ORDINALITY AS t(each, at)), '') AS skills,
  coalesce(c.modality, '') AS modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(s.created_at))) AS age_group, ruta_pseudonym(s.person_id) AS person
FROM placements_seekerprofile s JOIN directory_institution i ON i.id = s.owner_institution_id JOIN people_person p ON p.id = s.person_id
LEFT JOIN (SELECT DISTINCT ON (person_id) person_id, modality FROM cases_case ORDER BY person_id, opened_at DESC, id DESC) c ON c.person_id = s.person_id
WHERE current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_assessment AS
SELECT to_char(ruta_day(a.assessed_at), 'YYYY-MM') AS month, ruta_day(a.assessed_at) AS day, i.code AS institution, o.code AS office, a.instrument, a.segment,
  c.modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(a.assessed_at))) AS age_group, ruta_pseudonym(a.person_id) AS person
FROM cases_assessment a JOIN cases_case c ON c.id = a.case_id JOIN directory_institution i ON i.id = a.owner_institution_id
JOIN directory_office o ON o.id = c.office_id JOIN people_person p ON p.id = a.person_id
WHERE a.assessed_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';

CREATE VIEW insights_fact_exchange AS
SELECT to_char(ruta_day(m.at), 'YYYY-MM') AS month, ruta_day(m.at) AS day, m.client_code AS client, i.code AS institution, m.service, m.purpose, m.status
FROM trust_message m JOIN directory_institution i ON i.id = m.institution_id
WHERE current_setting('ruta.kind', true) = 'system';
ALTER VIEW insights_fact_attention OWNER TO ruta_insights;
ALTER VIEW insights_fact_referral OWNER TO ruta_insights;
ALTER VIEW insights_fact_vacancy OWNER TO ruta_insights;
ALTER VIEW insights_fact_application OWNER TO ruta_insights;
ALTER VIEW insights_fact_seeker OWNER TO ruta_insights;
ALTER VIEW insights_fact_assessment OWNER TO ruta_insights;
ALTER VIEW insights_fact_exchange OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT SELECT ON insights_fact_attention, insights_fact_referral, insights_fact_vacancy, insights_fact_application, insights_fact_seeker, insights_fact_assessment, insights_fact_exchange TO ruta_app, ruta_owner;
RESET ROLE;
