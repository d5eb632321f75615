"""Whom did an employer hire through us? It reads days and states of its own placements, past row security, and no person."""

from django.db import migrations

from ruta.base.schema import Definer

HIRES = """
SELECT a.id, a.vacancy_id, a.started_on, a.kept_until, a.left_on
FROM placements_application a
WHERE a.employer_id = nullif(current_setting('ruta.employer', true), '')::bigint AND current_setting('ruta.kind', true) = 'employer'
  AND a.confirmed_at IS NOT NULL
"""
ROW = "TABLE (application_id bigint, vacancy_id bigint, started_on date, kept_until date, left_on date)"


class Migration(migrations.Migration):
    """One narrow door more."""

    dependencies = [("placements", "0011_no_proposal_into_danger")]
    operations = [Definer("ruta_employer_hires()", HIRES, owner="ruta_reader", returns=ROW, volatility="STABLE")]
