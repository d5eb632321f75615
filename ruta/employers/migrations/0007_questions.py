"""Is a vacancy still open? Asked in a message; its link answers once."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

LINK = "nullif(current_setting('ruta.employer', true), '')::bigint"
OPEN_QUESTION = """
SELECT q.id, q.vacancy_id, q.employer_id,
  CASE WHEN q.answered_at IS NOT NULL THEN 'answered' WHEN q.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM employers_vacancyquestion q WHERE q.token_sha256 = hash AND hash <> ''
"""
OPENED = "TABLE (question_id bigint, vacancy_id bigint, employer_id bigint, status text)"
GRANTS = """
GRANT SELECT ON employers_vacancyquestion TO ruta_reader;
CREATE POLICY reader ON employers_vacancyquestion FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON employers_vacancyquestion; REVOKE ALL ON employers_vacancyquestion FROM ruta_reader;"


def _key(to: str, **options: object) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=to, **options)


class Migration(migrations.Migration):
    """Read and answered by its institution and by the employer behind the link; nobody else sees that it was asked."""

    dependencies = [("employers", "0006_licences")]
    operations = [
        migrations.CreateModel(
            name="VacancyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.TextField(blank=True, db_default="", default="")),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.TextField(
                        blank=True, choices=[("open", "Sigue abierta"), ("hired", "Ya contraté"), ("dropped", "Ya no busco")], db_default="", default=""
                    ),
                ),
                ("employer", _key("employers.employer", related_name="+")),
                (
                    "owner_institution",
                    models.ForeignKey(
                        db_column="owner_institution_id", on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.institution",
                        verbose_name="institución dueña",
                    ),
                ),
                ("vacancy", _key("employers.vacancy", related_name="questions")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("token_sha256", ""), _negated=True), fields=("token_sha256",), name="employers_question_token"
                    )
                ],
            },
        ),
        RowSecurity(
            "employers_vacancyquestion", read=f"{MINE} OR employer_id = {LINK}", update=f"{MINE} OR employer_id = {LINK}",
        ),
        ChildOf("employers_vacancyquestion", "employers_vacancy", "vacancy_id"),
        ChildOf("employers_vacancyquestion", "employers_employer", "employer_id"),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_open_question(hash text)", OPEN_QUESTION, owner="ruta_reader", returns=OPENED, volatility="STABLE"),
        Audited("employers_vacancyquestion"),
    ]  # fmt: skip
