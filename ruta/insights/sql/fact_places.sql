-- In which departments would somebody work? Who named municipalities is of theirs, once each.
SET ROLE ruta_insights;
CREATE OR REPLACE VIEW insights_fact_seeker AS
SELECT to_char(ruta_day(s.created_at), 'YYYY-MM') AS month, ruta_day(s.created_at) AS day, i.code AS institution, s.is_looking, s.availability, s.education,
  s.goes_abroad AS is_going_abroad, coalesce((SELECT string_agg(DISTINCT left(each, 2), ';' ORDER BY left(each, 2)) FROM unnest(s.places) each), '') AS departments,
  coalesce(s.occupations -> 0 ->> 'code', '') AS occupation,
  coalesce((SELECT string_agg(each ->> 'code', ';' ORDER BY at) FROM jsonb_array_elements(s.occupations) WITH ORDINALITY AS t(each, at)), '') AS occupations,
  coalesce((SELECT string_agg(each ->> 'code', ';' ORDER BY at) FROM jsonb_array_elements(s.skills) WITH ORDINALITY AS t(each, at)), '') AS skills,
  coalesce(c.modality, '') AS modality, p.sex, ruta_age_group(ruta_age_on(p.birth_date, ruta_day(s.created_at))) AS age_group, ruta_pseudonym(s.person_id) AS person
FROM placements_seekerprofile s JOIN directory_institution i ON i.id = s.owner_institution_id JOIN people_person p ON p.id = s.person_id
LEFT JOIN (SELECT DISTINCT ON (person_id) person_id, modality FROM cases_case ORDER BY person_id, opened_at DESC, id DESC) c ON c.person_id = s.person_id
WHERE current_setting('ruta.kind', true) = 'system';
RESET ROLE;
