"""Which parts of a child's assessment are there, told without telling what they say?"""

from django.db import migrations

from ruta.base.schema import Definer

# Whoever carries the case learns what is missing; the answers are read by the roles that the instrument names.
STANDING = """
SELECT coalesce(trim(answers ->> 'best_interest_note') <> '' AND answers ->> 'decided_by' <> 'pending', false),
       (scores -> 'child_risk' ->> 'value') IS NOT NULL,
       coalesce(answers ->> 'assent' = 'yes', false)
FROM cases_assessment
WHERE case_id = the_case AND owner_institution_id = ruta_me() AND instrument = 'child_best_interests' AND state = 'done'
ORDER BY assessed_at DESC, id DESC LIMIT 1
"""
GRANTS = """
GRANT SELECT ON cases_assessment TO ruta_reader;
CREATE POLICY reader ON cases_assessment FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON cases_assessment; REVOKE SELECT ON cases_assessment FROM ruta_reader"


class Migration(migrations.Migration):
    """One narrow door: three yes or no."""

    dependencies = [("cases", "0006_movable"), ("people", "0014_minors_guarded")]
    operations = [
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer(
            "ruta_child_standing(the_case bigint)", STANDING, owner="ruta_reader",
            returns="TABLE (best_interest bool, risk bool, assent bool)",
        ),
    ]  # fmt: skip
