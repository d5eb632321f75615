"""Who of the staff was trained is counted past row security: unique persons by institution and sex; no name passes."""

from django.db import migrations

from ruta.base.schema import Definer

TABLES = {
    "training_edition": "id, ends_on, owner_institution_id",
    "training_enrolment": "id, edition_id, learner_id, state, owner_institution_id",
    "training_learner": "id, email, institution_id, sex, owner_institution_id",
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
# One person once, whatever the number of trainings and of institutions that trained them; of where they worked last.
TRAINED = """
WITH who AS (
  SELECT DISTINCT ON (l.email) l.email, l.institution_id, l.sex
  FROM training_enrolment e JOIN training_learner l ON l.id = e.learner_id JOIN training_edition d ON d.id = e.edition_id
  WHERE e.state = 'passed' AND d.ends_on >= since AND d.ends_on <= until ORDER BY l.email, d.ends_on DESC, e.id DESC)
SELECT institution_id, sex, count(*) FROM who GROUP BY GROUPING SETS ((institution_id, sex), ())
"""


class Migration(migrations.Migration):
    """One door of the role of figures."""

    dependencies = [("insights", "0015_facts_made_once"), ("training", "0002_guarded")]
    operations = [
        migrations.RunSQL(READ, BACK),
        Definer(
            "ruta_trained(since date, until date)",
            TRAINED,
            owner="ruta_insights",
            returns="TABLE (institution_id bigint, sex text, n bigint)",
        ),
    ]
