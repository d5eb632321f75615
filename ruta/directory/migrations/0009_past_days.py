"""Did an agreement live on a day that has passed? Its steps say whether it was suspended on that day, whatever it is today."""

from django.db import migrations

LIVE_BEFORE = (
    "a.state NOT IN ('draft', 'dropped') AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until >= on_day) "
    "AND (a.state = 'in_force' OR a.ended_on > on_day)"
)
# The last word up to the end of that day; where none was said, it was not suspended, unless it is and no step tells since when.
WORDS = "FROM directory_agreementstep s WHERE s.agreement_id = a.id AND s.verb IN ('suspended', 'in_force')"
RULED = f"""coalesce(
    (SELECT s.verb = 'in_force' {WORDS} AND (s.at AT TIME ZONE 'America/Tegucigalpa')::date <= on_day ORDER BY s.at DESC, s.id DESC LIMIT 1),
    a.state <> 'suspended' OR EXISTS (SELECT 1 {WORDS}))"""
LIVE = (
    "a.state NOT IN ('draft', 'dropped') AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until >= on_day) "
    f"AND (a.ended_on IS NULL OR a.ended_on > on_day) AND {RULED}"
)
COORDINATING = """
SET ROLE ruta_insights;
CREATE OR REPLACE FUNCTION ruta_coordinating(on_day date, since integer)
RETURNS TABLE (agreement_id bigint, institution_id bigint, kind text, is_verified boolean, categories text[])
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
  SELECT a.id, p, a.kind,
    EXISTS (SELECT 1 FROM directory_agreementcontact c WHERE c.agreement_id = a.id AND c.institution_id = p AND c.verified_on > on_day - since),
    coalesce((SELECT array_agg(DISTINCT code ORDER BY code) FROM directory_agreementrevision r
      JOIN directory_datagrant g ON g.revision_id = r.id, unnest(g.categories) AS code
      WHERE r.agreement_id = a.id AND r.number = a.revision AND p IN (g.giver_id, g.reader_id)), '{{}}')
  FROM directory_agreement a, unnest(a.signers) AS p WHERE {live}
$definer$;
CREATE OR REPLACE FUNCTION ruta_protocol_units(on_day date) RETURNS TABLE (office_id bigint, since date)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
  SELECT u.office_id, min(a.valid_from) FROM directory_agreement a
  JOIN directory_agreementrevision r ON r.agreement_id = a.id AND r.number = a.revision
  JOIN directory_agreementunit u ON u.revision_id = r.id
  WHERE a.kind = 'protocol' AND {live} GROUP BY u.office_id
$definer$;
RESET ROLE;
"""
STEPS = """
GRANT SELECT (id, agreement_id, verb, at) ON directory_agreementstep TO ruta_insights;
CREATE POLICY insights ON directory_agreementstep FOR SELECT TO ruta_insights USING (true);
"""
STEPS_BACK = "DROP POLICY insights ON directory_agreementstep; REVOKE ALL ON directory_agreementstep FROM ruta_insights;"


class Migration(migrations.Migration):
    """Counted as it was; what was counted of today does not change."""

    dependencies = [("directory", "0008_agreement_files")]
    operations = [
        migrations.RunSQL(STEPS, STEPS_BACK),
        migrations.RunSQL(COORDINATING.format(live=LIVE), COORDINATING.format(live=LIVE_BEFORE)),
    ]
