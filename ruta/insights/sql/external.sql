-- What others published, beside the facts: our quarters of EPHPM and every other series, each figure with its registry and source.
CREATE VIEW insights_fact_external AS
SELECT to_char(v.until, 'YYYY-MM') AS month, v.until AS day, v.since, v.until, v.series, v.category, v.place, v.registry, v.unit, v.source, v.link,
  v.value::float8 AS value
FROM insights_externalvalue v WHERE current_setting('ruta.kind', true) = 'system'
UNION ALL
SELECT to_char(f.ends, 'YYYY-MM'), f.ends, f.begins, f.ends, f.series, '', '', f.source, 'personas', f.source, f.link, f.persons::float8
FROM (SELECT *, make_date(year, quarter * 3 - 2, 1) AS begins, (make_date(year, quarter * 3 - 2, 1) + interval '3 months - 1 day')::date AS ends
      FROM insights_externalfigure) f WHERE current_setting('ruta.kind', true) = 'system';
GRANT SELECT ON insights_externalvalue, insights_externalfigure TO ruta_insights;
ALTER VIEW insights_fact_external OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT SELECT ON insights_fact_external TO ruta_app, ruta_owner;
RESET ROLE;
