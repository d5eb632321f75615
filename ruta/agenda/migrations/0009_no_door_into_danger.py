"""Which link to an agenda stops opening the moment the place is marked? Whoever holds it, before any job has run."""

from django.db import migrations

DANGER = """
EXISTS (SELECT 1 FROM agenda_agenda a JOIN directory_office o ON o.id = a.office_id
        JOIN people_unsafeplace u ON u.person_id = i.person_id AND u.ended_at IS NULL
        WHERE a.id = i.agenda_id AND (u.institution_id = o.institution_id OR u.office_id = o.id OR u.municipality_id = o.municipality_id))
"""
OPEN = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_open_invitation(hash text)
RETURNS TABLE (invitation_id bigint, person_id bigint, agenda_id bigint, owner_institution_id bigint, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT i.id, i.person_id, i.agenda_id, i.owner_institution_id,
       CASE WHEN i.used_at IS NOT NULL THEN 'used' WHEN i.revoked_at IS NOT NULL %s THEN 'revoked'
            WHEN i.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM agenda_invitation i WHERE i.token_sha256 = hash
$definer$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """A holder reads what every link that was taken back says: nothing of why."""

    dependencies = [("agenda", "0008_agendas_guarded")]
    operations = [migrations.RunSQL(OPEN % f"OR {DANGER}", OPEN % "")]
