"""Which columns of a case tell what is reserved, and who reads them across two institutions?"""

from django.db import migrations

from ruta.base.schema import ME_INLINE, Reserved

STRICT_NEED = "NEW.data_category = 'needs_sensitive'"
PROTECTION = "NEW.data_category = 'protection'"
ANSWERS = ("answers", "scores", "drivers", "reading", "segment", "override_note", "kept_apart")
# Whoever provided a service reads what it was, by a role that reads what is reserved.
PROVIDER = f"""
DROP POLICY IF EXISTS provider_read ON people_reservedwords;
CREATE POLICY provider_read ON people_reservedwords FOR SELECT TO ruta_app USING (
  of_table = 'cases_servicedelivery' AND coalesce(current_setting('ruta.strict', true), '') = 'on'
  AND EXISTS (SELECT 1 FROM cases_servicedelivery d WHERE d.id = row_id AND d.provider_id = {ME_INLINE}));
"""
# Whether something was answered, and not what: the answers of a child's instrument stand apart now.
STANDING = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_child_standing(the_case bigint) RETURNS TABLE (best_interest bool, risk bool, assent bool)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(trim(said.answers ->> 'best_interest_note') <> '' AND said.answers ->> 'decided_by' <> 'pending', false),
         (said.scores -> 'child_risk' ->> 'value') IS NOT NULL,
         coalesce(said.answers ->> 'assent' = 'yes', false)
  FROM (
    SELECT coalesce(w.words -> 'answers', a.answers) AS answers, coalesce(w.words -> 'scores', a.scores) AS scores
    FROM cases_assessment a
    LEFT JOIN LATERAL (SELECT words FROM people_reservedwords r WHERE r.of_table = 'cases_assessment' AND r.row_id = a.id
                       ORDER BY r.id DESC LIMIT 1) AS w ON true
    WHERE a.case_id = the_case AND a.owner_institution_id = ruta_me() AND a.instrument = 'child_best_interests' AND a.state = 'done'
    ORDER BY a.assessed_at DESC, a.id DESC LIMIT 1
  ) AS said
$$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """What is reserved never lies in the row itself. Table by table and batch by batch: writers wait for one, not for all; a run that was cut short goes on."""

    atomic = False
    dependencies = [("cases", "0011_kept_apart"), ("people", "0030_reserved_words_guarded")]
    operations = [
        Reserved("cases_need", ("code", "note"), when=STRICT_NEED),
        Reserved("cases_planaction", ("label", "service_type", "note"), when=STRICT_NEED),
        Reserved("cases_servicedelivery", ("service_type", "note"), when=STRICT_NEED),
        Reserved("cases_assessment", ANSWERS, when=PROTECTION),
        Reserved(
            "cases_assessment", ("kept_apart",), when="NEW.data_category <> 'protection' AND NEW.kept_apart <> '{}'", name="reserve_apart"
        ),
        Reserved("cases_casealert", ("code", "message", "note"), when=PROTECTION),
        migrations.RunSQL(PROVIDER, "DROP POLICY provider_read ON people_reservedwords"),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]
