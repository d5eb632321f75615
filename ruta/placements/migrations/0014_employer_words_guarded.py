"""Who reads and writes what an employer says of its hires? The employer its own; the institution reads. What the worker answered is told to no employer."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

EMPLOYER = "nullif(current_setting('ruta.employer', true), '')::bigint"
ITS_OWN = f"(employer_id = {EMPLOYER} AND current_setting('ruta.kind', true) = 'employer')"
ITS_HIRE = f"{ITS_OWN} AND EXISTS (SELECT 1 FROM ruta_employer_hires() h WHERE h.application_id = placements_employerword.application_id)"
HIRES = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_employer_hires()
RETURNS TABLE (application_id bigint, vacancy_id bigint, started_on date, kept_until date, left_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT a.id, a.vacancy_id, a.started_on, {told}
FROM placements_application a
WHERE a.employer_id = nullif(current_setting('ruta.employer', true), '')::bigint AND current_setting('ruta.kind', true) = 'employer'
  AND a.confirmed_at IS NOT NULL
$definer$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """A word is written once and never changed; the last one holds."""

    dependencies = [("placements", "0013_employer_words"), ("employers", "0012_an_end_has_an_outcome")]
    operations = [
        RowSecurity("placements_employerword", read=f"{MINE} OR {ITS_OWN}", insert=ITS_HIRE, update=""),
        Audited("placements_employerword"),
        ChildOf("placements_employerword", "placements_application", "application_id"),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON placements_employerword FROM ruta_app", "SELECT 1"),
        migrations.RunSQL(HIRES.format(told="NULL::date, NULL::date"), HIRES.format(told="a.kept_until, a.left_on")),
    ]
