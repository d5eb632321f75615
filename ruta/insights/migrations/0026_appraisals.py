"""How useful trainings were to those who sat in them is counted past row security, by kind; an edition of few answers is in no number."""

from django.db import migrations

from ruta.base.schema import Definer

TABLES = {"training_appraisal": "id, edition_id, use, owner_institution_id", "training_course": "id, kind, owner_institution_id"}
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
EDITIONS = "GRANT SELECT (course_id, state) ON training_edition TO ruta_insights"
EDITIONS_BACK = "REVOKE SELECT (course_id, state) ON training_edition FROM ruta_insights"
# Only whole editions of five answers or more, so that no difference of two numbers leaves fewer.
APPRAISED = """
WITH told AS (
  SELECT c.kind, count(*) AS answers, count(*) FILTER (WHERE a.use >= 4) AS good
  FROM training_appraisal a JOIN training_edition d ON d.id = a.edition_id JOIN training_course c ON c.id = d.course_id
  WHERE d.state = 'finished' AND d.ends_on >= since AND d.ends_on <= until GROUP BY d.id, c.kind HAVING count(*) >= 5)
SELECT kind, sum(answers)::bigint, sum(good)::bigint FROM told GROUP BY GROUPING SETS ((kind), ()) HAVING count(*) > 0
"""


class Migration(migrations.Migration):
    """One more door of the role of figures."""

    dependencies = [("insights", "0025_promise_ways"), ("training", "0005_appraisals_guarded")]
    operations = [
        migrations.RunSQL([*READ, EDITIONS], [*BACK, EDITIONS_BACK]),
        Definer(
            "ruta_appraised(since date, until date)",
            APPRAISED,
            owner="ruta_insights",
            returns="TABLE (kind text, answers bigint, good bigint)",
        ),
    ]
