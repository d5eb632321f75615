"""Of the staff of each employment office, how many signed? Counted past row security; no name passes."""

from django.db import migrations

from ruta.base.schema import Definer

TABLES = {
    "accounts_membership": "user_id, office_id, is_active, valid_until",
    "accounts_user": "id, is_active",
    "quality_pledge": "owner_institution_id, document, document_version, user_id",
}
READ = [f"GRANT SELECT ({columns}) ON {table} TO ruta_insights" for table, columns in TABLES.items()] + [
    "GRANT SELECT (id, institution_id, kind, is_active) ON directory_office TO ruta_insights",
    "CREATE POLICY insights ON quality_pledge FOR SELECT TO ruta_insights USING (true)",
]
BACK = ["DROP POLICY insights ON quality_pledge"] + [
    f"REVOKE SELECT ({columns}) ON {table} FROM ruta_insights" for table, columns in TABLES.items()
]
# Somebody with two roles in one office is one person of it; a signature is given once for each institution.
SIGNED = """
SELECT m.office_id, count(DISTINCT m.user_id), count(DISTINCT m.user_id) FILTER (WHERE
  EXISTS (SELECT FROM quality_pledge p WHERE p.owner_institution_id = o.institution_id AND p.user_id = m.user_id
          AND p.document = 'service_charter' AND p.document_version = charter)
  AND EXISTS (SELECT FROM quality_pledge p WHERE p.owner_institution_id = o.institution_id AND p.user_id = m.user_id
          AND p.document = 'code_of_ethics' AND p.document_version = ethics))
FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active JOIN directory_office o ON o.id = m.office_id
WHERE m.is_active AND (m.valid_until IS NULL OR m.valid_until >= today) AND o.is_active AND o.kind = 'si_empleo'
GROUP BY m.office_id
"""


class Migration(migrations.Migration):
    """One door of the role of figures."""

    dependencies = [("insights", "0020_studies_guarded"), ("quality", "0008_pledges_guarded"), ("accounts", "0002_audited")]
    operations = [
        migrations.RunSQL(READ, BACK),
        Definer(
            "ruta_signed(charter text, ethics text, today date)", SIGNED, owner="ruta_insights", returns="TABLE (office_id bigint, staff bigint, signed bigint)",
        ),
    ]  # fmt: skip
