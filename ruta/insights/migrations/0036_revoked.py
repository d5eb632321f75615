"""Whose certificate was revoked counts as trained no longer, unless they passed something else."""

from importlib import import_module

from django.db import migrations

from ruta.base.schema import Definer

BEFORE = import_module("ruta.insights.migrations.0016_training").TRAINED
NOW = BEFORE.replace(
    "WHERE e.state = 'passed'",
    "WHERE e.state = 'passed' AND NOT EXISTS (SELECT FROM training_award a WHERE a.enrolment_id = e.id AND a.revoked_at IS NOT NULL)",
)
READ = [
    "GRANT SELECT (id, enrolment_id, revoked_at, owner_institution_id) ON training_award TO ruta_insights",
    "CREATE POLICY insights ON training_award FOR SELECT TO ruta_insights USING (true)",
]
BACK = [
    "DROP POLICY insights ON training_award",
    "REVOKE SELECT (id, enrolment_id, revoked_at, owner_institution_id) ON training_award FROM ruta_insights",
]


def counting(body: str) -> Definer:
    """The same door with another body."""
    returns = "TABLE (institution_id bigint, sex text, n bigint)"
    return Definer("ruta_trained(since date, until date)", body, owner="ruta_insights", returns=returns)


class Migration(migrations.Migration):
    dependencies = [("insights", "0035_vacancy_keys"), ("training", "0002_guarded")]
    operations = [
        migrations.RunSQL(READ, BACK),
        migrations.RunSQL("DROP FUNCTION ruta_trained(date, date)", counting(BEFORE).sql),
        counting(NOW),
    ]
