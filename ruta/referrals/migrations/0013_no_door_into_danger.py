"""Which link of a referral stops opening the moment the place is marked? Whoever holds it, before any job has run."""

from django.db import migrations

DANGER = """
EXISTS (SELECT 1 FROM referrals_referral r JOIN people_unsafeplace u ON u.person_id = r.person_id AND u.ended_at IS NULL
        LEFT JOIN directory_office o ON o.id = r.receiver_office_id
        WHERE r.id = l.referral_id AND (u.institution_id = r.receiver_id OR u.office_id = o.id OR u.municipality_id = o.municipality_id))
"""
OPEN = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_open_link(hash text)
RETURNS TABLE (link_id bigint, referral_id bigint, audience text, owner_institution_id bigint, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT l.id, l.referral_id, l.audience, l.owner_institution_id,
       CASE WHEN l.used_at IS NOT NULL THEN 'used' WHEN l.revoked_at IS NOT NULL %s THEN 'revoked'
            WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM referrals_referrallink l WHERE l.token_sha256 = hash
$definer$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """A holder reads what every link that was taken back says: nothing of why."""

    dependencies = [("referrals", "0012_free_places"), ("agenda", "0008_agendas_guarded"), ("people", "0022_marks_outlive_guarded")]
    operations = [migrations.RunSQL(OPEN % f"OR {DANGER}", OPEN % "")]
