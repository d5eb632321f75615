"""Who exchanges with whom is counted past row security: by institution, service and day, and how much of what was read was valid; no person passes."""

from django.db import migrations

from ruta.base.schema import Definer

TABLES = ("feeds_source", "feeds_pull")
READ = [
    "GRANT SELECT (owner_institution_id) ON trust_message TO ruta_insights",  # its other columns it reads already
    *(f"GRANT SELECT ON {table} TO ruta_insights" for table in TABLES),
    *(f"CREATE POLICY insights ON {table} FOR SELECT TO ruta_insights USING (true)" for table in TABLES),
]
BACK = [
    "REVOKE SELECT (owner_institution_id) ON trust_message FROM ruta_insights",
    *(f"DROP POLICY insights ON {table}" for table in TABLES),
    *(f"REVOKE SELECT ON {table} FROM ruta_insights" for table in TABLES),
]
EXCHANGED = """
SELECT institution_id, owner_institution_id, service, count(*) FILTER (WHERE status < 400), count(*), max(at) FILTER (WHERE status < 400)
FROM trust_message WHERE at >= since GROUP BY 1, 2, 3
"""
PULLED = """
SELECT s.giver_id, s.owner_institution_id, sum(p.received_count), sum(p.valid_count), max(p.finished_at),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM p.started_at - p.made_on) / 3600)
FROM feeds_pull p JOIN feeds_source s ON s.id = p.source_id
WHERE p.state = 'done' AND NOT p.is_trial AND p.started_at >= since GROUP BY 1, 2
"""


class Migration(migrations.Migration):
    """Two doors of the role of figures."""

    dependencies = [("insights", "0012_facts"), ("feeds", "0002_guarded"), ("trust", "0004_inquiries_guarded")]
    operations = [
        migrations.RunSQL(READ, BACK),
        Definer(
            "ruta_exchanged(since timestamptz)", EXCHANGED, owner="ruta_insights",
            returns="TABLE (asker_id bigint, giver_id bigint, service text, good bigint, every bigint, last timestamptz)",
        ),
        Definer(
            "ruta_pulled(since timestamptz)", PULLED, owner="ruta_insights",
            returns="TABLE (giver_id bigint, reader_id bigint, received bigint, valid bigint, last timestamptz, hours double precision)",
        ),
    ]  # fmt: skip
