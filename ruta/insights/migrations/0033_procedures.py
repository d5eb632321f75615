"""What came of procedures in the whole country is counted past row security, for the rounds of the roadmap; no name and no dossier passes."""

from django.db import migrations

from ruta.base.schema import Definer

TABLES = {
    "permits_dossier": "id, owner_institution_id, procedure, stage, closed_at",
    "permits_certificate": "dossier_id, procedure, valid_from, valid_until, state, state_since",
    "permits_measure": "dossier_id, kind, done_at",
}
READ = [
    statement
    for table, columns in TABLES.items()
    for statement in (
        f"GRANT SELECT ({columns}) ON {table} TO ruta_insights",
        f"CREATE POLICY insights ON {table} FOR SELECT TO ruta_insights USING (true)",
    )
]
BACK = [f"DROP POLICY insights ON {table}" for table in TABLES] + [
    f"REVOKE SELECT ({columns}) ON {table} FROM ruta_insights" for table, columns in TABLES.items()
]
# The day of Honduras, wherever the connection stands. Authorisations are of persons: an institution with fewer than five is in no number,
# so that no difference of the country and one institution leaves fewer; nothing comes back where all are few, zero where there are none.
PROCEDURES = """
WITH granted AS (
  SELECT count(*) AS n FROM permits_dossier d
  WHERE d.procedure = 'work_authorisation' AND d.stage = 'granted'
    AND (d.closed_at AT TIME ZONE 'America/Tegucigalpa')::date BETWEEN since AND until GROUP BY d.owner_institution_id),
carried AS (
  SELECT m.dossier_id FROM permits_measure m JOIN permits_dossier d ON d.id = m.dossier_id
  WHERE m.kind = 'improvement' AND d.procedure = 'agent_certification' GROUP BY m.dossier_id
  HAVING count(m.done_at) = count(*) AND max((m.done_at AT TIME ZONE 'America/Tegucigalpa')::date) BETWEEN since AND until)
SELECT (SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(n) FILTER (WHERE n >= 5) END FROM granted)::bigint,
  (SELECT count(DISTINCT c.dossier_id) FROM permits_certificate c
   WHERE c.procedure = 'agent_certification' AND until BETWEEN c.valid_from AND c.valid_until
     AND NOT (c.state IN ('suspended', 'revoked', 'replaced') AND (c.state_since AT TIME ZONE 'America/Tegucigalpa')::date <= until)),
  (SELECT count(*) FROM carried)
"""


class Migration(migrations.Migration):
    """One more door of the role of figures."""

    dependencies = [("insights", "0032_gave_up"), ("permits", "0002_guarded")]
    operations = [
        migrations.RunSQL(READ, BACK),
        Definer(
            "ruta_procedures(since date, until date)",
            PROCEDURES,
            owner="ruta_insights",
            returns="TABLE (granted bigint, certified bigint, carried_out bigint)",
        ),
    ]
