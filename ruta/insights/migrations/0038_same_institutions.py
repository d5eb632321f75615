"""Both years of authorisations are of the same institutions: one with fewer than five in either year is in neither number."""

from importlib import import_module

from django.db import migrations

from ruta.base.schema import Definer

BEFORE = import_module("ruta.insights.migrations.0033_procedures").PROCEDURES
# Of the days asked for, first those of this year, then those of the year before. Nothing comes back where all are few, zero where there are none.
PROCEDURES = """
WITH span (place, begins, ends) AS (VALUES (1, since, until), (2, since_before, until_before)),
granted AS (
  SELECT span.place, d.owner_institution_id AS who, count(*) AS n FROM span JOIN permits_dossier d
    ON (d.closed_at AT TIME ZONE 'America/Tegucigalpa')::date BETWEEN span.begins AND span.ends
  WHERE d.procedure = 'work_authorisation' AND d.stage = 'granted' GROUP BY span.place, d.owner_institution_id),
carried AS (
  SELECT m.dossier_id, max((m.done_at AT TIME ZONE 'America/Tegucigalpa')::date) AS day
  FROM permits_measure m JOIN permits_dossier d ON d.id = m.dossier_id
  WHERE m.kind = 'improvement' AND d.procedure = 'agent_certification' GROUP BY m.dossier_id HAVING count(m.done_at) = count(*))
SELECT span.place,
  (SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(g.n) FILTER (WHERE NOT EXISTS (SELECT FROM granted few WHERE few.who = g.who AND few.n < 5)) END
   FROM granted g WHERE g.place = span.place)::bigint,
  (SELECT count(DISTINCT c.dossier_id) FROM permits_certificate c
   WHERE c.procedure = 'agent_certification' AND span.ends BETWEEN c.valid_from AND c.valid_until
     AND NOT (c.state IN ('suspended', 'revoked', 'replaced') AND (c.state_since AT TIME ZONE 'America/Tegucigalpa')::date <= span.ends)),
  (SELECT count(*) FROM carried WHERE carried.day BETWEEN span.begins AND span.ends)
FROM span
"""


class Migration(migrations.Migration):
    """The same door, asked for both years at once."""

    dependencies = [("insights", "0037_issues_of_whom")]
    operations = [
        migrations.RunSQL(
            "DROP FUNCTION ruta_procedures(date, date)",
            Definer(
                "ruta_procedures(since date, until date)",
                BEFORE,
                owner="ruta_insights",
                returns="TABLE (granted bigint, certified bigint, carried_out bigint)",
            ).sql,
        ),
        Definer(
            "ruta_procedures(since date, until date, since_before date, until_before date)",
            PROCEDURES,
            owner="ruta_insights",
            returns="TABLE (place integer, granted bigint, certified bigint, carried_out bigint)",
        ),
    ]
