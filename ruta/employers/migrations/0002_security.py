"""Who reads employers and vacancies? Their institution; everybody a vacancy that was published; an employer behind its link its own."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

LINK = "nullif(current_setting('ruta.employer', true), '')::bigint"
OPEN_EMPLOYER = """
SELECT l.id, l.employer_id, l.owner_institution_id,
  CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked' WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM employers_employerlink l WHERE l.token_sha256 = hash
"""
OPENED = "TABLE (link_id bigint, employer_id bigint, owner_institution_id bigint, status text)"
GRANTS = """
GRANT SELECT ON employers_employerlink TO ruta_reader;
CREATE POLICY reader ON employers_employerlink FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON employers_employerlink; REVOKE ALL ON employers_employerlink FROM ruta_reader;"
# Nothing in the row of a vacancy is for the institution alone: once published, the public reads it, also when it ended.
PUBLIC = "(state IN ('published', 'paused', 'closed', 'withdrawn') AND published_at IS NOT NULL)"
# An employer writes its own; what it writes waits for a moderator, and only what was published before is made public again.
PROPOSED = f"(employer_id = {LINK} AND (state IN ('in_review', 'withdrawn') OR published_at IS NOT NULL))"
ITS_STEP = f"({LINK} IS NOT NULL AND EXISTS (SELECT 1 FROM employers_vacancy v WHERE v.id = vacancy_id AND v.employer_id = {LINK}))"


class Migration(migrations.Migration):
    """Default deny; contacts stay with their institution."""

    dependencies = [("employers", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("employers_employer", read=f"{MINE} OR id = {LINK}"),
        RowSecurity("employers_employerplace", read=MINE, delete=MINE),
        RowSecurity("employers_employercontact", read=MINE),
        RowSecurity("employers_employerlink", read=MINE),
        RowSecurity(
            "employers_vacancy", read=f"{MINE} OR {PUBLIC} OR employer_id = {LINK}", insert=f"{MINE} OR {PROPOSED}",
            update=f"{MINE} OR {PROPOSED}",
        ),
        RowSecurity("employers_vacancystep", read=f"{MINE} OR {ITS_STEP}", insert=f"{MINE} OR (by_employer AND {ITS_STEP})", update=""),
        ChildOf("employers_employerplace", "employers_employer", "employer_id"),
        ChildOf("employers_employercontact", "employers_employer", "employer_id"),
        ChildOf("employers_employerlink", "employers_employer", "employer_id"),
        ChildOf("employers_vacancy", "employers_employer", "employer_id"),
        ChildOf("employers_vacancystep", "employers_vacancy", "vacancy_id"),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_open_employer(hash text)", OPEN_EMPLOYER, owner="ruta_reader", returns=OPENED, volatility="STABLE"),
        *(Audited(f"employers_{name}") for name in ("employer", "employerplace", "employercontact", "employerlink", "vacancy", "vacancystep")),
    ]  # fmt: skip
