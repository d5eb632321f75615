-- Which needs were noted, and when were they met or dropped? Without their code: what somebody needed is nobody's to count here.
CREATE VIEW insights_fact_need AS
SELECT to_char(ruta_day(n.identified_at), 'YYYY-MM') AS month, ruta_day(n.identified_at) AS day, i.code AS institution, n.state,
  c.modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(n.identified_at))) AS age_group,
  CASE WHEN n.state IN ('met', 'dropped') THEN ruta_day(coalesce(n.met_at, n.moved_at, n.identified_at)) END AS over_day,
  CASE WHEN n.state = 'met' THEN ruta_day(coalesce(n.met_at, n.moved_at)) END AS met_day, ruta_pseudonym(n.person_id) AS person
FROM cases_need n JOIN cases_case c ON c.id = n.case_id JOIN directory_institution i ON i.id = n.owner_institution_id
JOIN people_person p ON p.id = n.person_id
WHERE current_setting('ruta.kind', true) = 'system';
ALTER VIEW insights_fact_need OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT SELECT ON insights_fact_need TO ruta_app, ruta_owner;
RESET ROLE;
