"""Whose certificate was revoked counts as trained again where a good one took its place."""

from importlib import import_module

from django.db import migrations

FORMER = import_module("ruta.insights.migrations.0036_revoked")
REVOKED = "SELECT FROM training_award a WHERE a.enrolment_id = e.id AND a.revoked_at IS NOT NULL"
GOOD = "SELECT FROM training_award a WHERE a.enrolment_id = e.id AND a.revoked_at IS NULL"
BEFORE = FORMER.NOW
NOW = BEFORE.replace(f"NOT EXISTS ({REVOKED})", f"(NOT EXISTS ({REVOKED}) OR EXISTS ({GOOD}))")


class Migration(migrations.Migration):
    dependencies = [("insights", "0040_issues_called_off"), ("training", "0011_certificates_replaced")]
    operations = [
        migrations.RunSQL("DROP FUNCTION ruta_trained(date, date)", FORMER.counting(BEFORE).sql),
        FORMER.counting(NOW),
    ]
