-- Which office carries a vacancy, and until when somebody hired was known to work there? New columns stand last, as the database asks.
GRANT SELECT (kept_until) ON placements_application TO ruta_insights;
SET ROLE ruta_insights;
CREATE OR REPLACE VIEW insights_fact_vacancy AS
SELECT to_char(ruta_day(v.published_at), 'YYYY-MM') AS month, ruta_day(v.published_at) AS day, ruta_day(v.closed_at) AS closed_day, i.code AS institution,
  v.department, v.section, v.occupation, v.openings, v.filled, v.wage_min, v.contract, v.education, v.experience_months, v.state, v.closing, v.cause, v.origin,
  v.country, v.open_to_migrants AS is_open_to_migrants, array_to_string(v.skills_essential, ';') AS skills, ruta_pseudonym(v.id) AS vacancy,
  coalesce(o.code, '') AS office
FROM employers_vacancy v JOIN directory_institution i ON i.id = v.owner_institution_id LEFT JOIN directory_office o ON o.id = v.office_id
WHERE v.published_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';

CREATE OR REPLACE VIEW insights_fact_application AS
SELECT to_char(ruta_day(a.applied_at), 'YYYY-MM') AS month, ruta_day(a.applied_at) AS day, i.code AS institution, v.department, v.section, v.occupation,
  a.source, a.state, a.reason, a.refused_by, a.started_on AS started_day, ruta_day(a.confirmed_at) AS confirmed_day, a.left_on AS left_day,
  coalesce(c.modality, '') AS modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(a.applied_at))) AS age_group,
  ruta_pseudonym(a.vacancy_id) AS vacancy, ruta_pseudonym(a.person_id) AS person, coalesce(o.code, '') AS office, a.kept_until AS kept_day
FROM placements_application a JOIN employers_vacancy v ON v.id = a.vacancy_id JOIN directory_institution i ON i.id = a.owner_institution_id
JOIN people_person p ON p.id = a.person_id LEFT JOIN cases_case c ON c.id = a.case_id LEFT JOIN directory_office o ON o.id = v.office_id
WHERE a.applied_at IS NOT NULL AND current_setting('ruta.kind', true) = 'system';
RESET ROLE;
