"""Which records answer one claim, with what tells whether they are one person? Asked by the machine alone."""

from django.db import migrations

from ruta.base.schema import Definer

MACHINE = "current_setting('ruta.kind', true) = 'system'"
TAIL = "right(regexp_replace(value, '\\D', '', 'g'), 8)"
REACHED = f"""(SELECT c.person_id FROM people_contact c WHERE way = 'phone' AND c.kind = 'phone' AND {TAIL} = wanted
      UNION SELECT c.person_id FROM people_contact c WHERE way = 'email' AND c.kind = 'email' AND lower(btrim(c.value)) = wanted) AS reached
JOIN people_person p ON p.id = reached.person_id AND p.merged_into_id IS NULL
WHERE {MACHINE} AND (p.birth_date = born OR (p.is_birth_date_estimated AND extract(year FROM p.birth_date) = extract(year FROM born)))
ORDER BY (SELECT max(k.last_activity_at) FROM cases_case k WHERE k.person_id = p.id AND k.closed_at IS NULL) DESC NULLS LAST, p.id DESC"""
ONE = f"SELECT p.id, p.owner_institution_id FROM {REACHED} LIMIT 1"
ALL = f"""SELECT p.id, p.owner_institution_id, p.given_names, p.surnames,
  coalesce((SELECT array_agg(i.kind || ':' || i.normalized ORDER BY i.id) FROM people_identifier i WHERE i.person_id = p.id), '{{}}')
FROM {REACHED} LIMIT 12"""
BEFORE = Definer(
    "ruta_find_subject(way text, wanted text, born date)", ONE, owner="ruta_reader",
    returns="TABLE (person_id bigint, owner_institution_id bigint)", volatility="STABLE",
)  # fmt: skip
GRANTS = f"""
GRANT SELECT (id, person_id, kind, normalized) ON people_identifier TO ruta_reader;
CREATE POLICY subjects_reader ON people_identifier FOR SELECT TO ruta_reader USING ({MACHINE});
"""
UNGRANT = "DROP POLICY subjects_reader ON people_identifier;"


class Migration(migrations.Migration):
    """One door takes the place of another."""

    dependencies = [("subjects", "0003_records")]
    operations = [
        migrations.RunSQL(BEFORE.reverse_sql, BEFORE.sql),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer(
            "ruta_find_subjects(way text, wanted text, born date)", ALL, owner="ruta_reader",
            returns="TABLE (person_id bigint, owner_institution_id bigint, given_names text, surnames text, documents text[])", volatility="STABLE",
        ),
    ]  # fmt: skip
