"""Which link stops opening at once? One to a job where the person must not go, and one of an employer of whom nobody is sure any more."""

from django.db import migrations

BARRED = "('refused', 'suspended')"
OF_EMPLOYER = "EXISTS (SELECT 1 FROM employers_employer e WHERE e.id = {0}.employer_id AND e.verification IN " + BARRED + ")"
DANGER = f"""
({OF_EMPLOYER.format("a")}
 OR EXISTS (SELECT 1 FROM employers_vacancy v JOIN people_unsafeplace u ON u.municipality_id = v.municipality
            WHERE v.id = a.vacancy_id AND u.person_id = a.person_id AND u.ended_at IS NULL))
"""
GRANTS = """
GRANT SELECT (id, verification) ON employers_employer TO ruta_reader;
GRANT SELECT (id, municipality) ON employers_vacancy TO ruta_reader;
CREATE POLICY reader ON employers_employer FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON employers_vacancy FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = """
DROP POLICY reader ON employers_employer; DROP POLICY reader ON employers_vacancy;
REVOKE SELECT (id, verification) ON employers_employer FROM ruta_reader;
REVOKE SELECT (id, municipality) ON employers_vacancy FROM ruta_reader;
"""
OPEN = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_open_application(hash text)
RETURNS TABLE (link_id bigint, application_id bigint, person_id bigint, owner_institution_id bigint, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT l.id, l.application_id, a.person_id, l.owner_institution_id,
  CASE WHEN l.revoked_at IS NOT NULL {of_application} THEN 'revoked' WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM placements_applicationlink l JOIN placements_application a ON a.id = l.application_id WHERE l.token_sha256 = hash
$definer$;
CREATE OR REPLACE FUNCTION ruta_open_shortlist(hash text)
RETURNS TABLE (shortlist_id bigint, employer_id bigint, owner_institution_id bigint, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT s.id, s.employer_id, s.owner_institution_id,
  CASE WHEN s.state = 'received' THEN 'used' WHEN s.state = 'taken_back' {of_list} THEN 'revoked'
    WHEN s.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM placements_shortlist s WHERE s.token_sha256 = hash
$definer$;
RESET ROLE;
"""
NOW = OPEN.format(of_application=f"OR {DANGER}", of_list=f"OR {OF_EMPLOYER.format('s')}")
BEFORE = OPEN.format(of_application="", of_list="")


class Migration(migrations.Migration):
    """A holder reads what every link that was taken back says: nothing of why."""

    dependencies = [
        ("placements", "0004_applications_guarded"), ("employers", "0005_boards_guarded"), ("people", "0022_marks_outlive_guarded"),
    ]  # fmt: skip
    operations = [migrations.RunSQL(GRANTS, UNGRANT), migrations.RunSQL(NOW, BEFORE)]
