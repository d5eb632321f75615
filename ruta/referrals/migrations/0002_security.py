"""Who may read a referral? Its two sides, and whoever holds its signed link. Never the case behind it."""

from django.db import migrations

from ruta.base.schema import LINKED, ME_INLINE, Audited, ChildOf, Definer, RowSecurity, either_side

SIDES = f"owner_institution_id = {ME_INLINE} OR (receiver_id = {ME_INLINE} AND state <> 'draft') OR id = {LINKED}"
STEPS = either_side("owner_institution_id", "receiver_id") + f" OR referral_id = {LINKED}"
LINKS = f"owner_institution_id = {ME_INLINE} OR referral_id = {LINKED}"
TASKS = either_side("owner_institution_id", "institution_id") + f" OR referral_id = {LINKED}"

# An institution that a live referral names may write its appointment and its delivery on that case.
REFERRED = """
SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.person_id = person AND r.owner_institution_id = owner AND r.state <> 'draft'
               AND (r.receiver_id = ruta_me() OR r.id = nullif(current_setting('ruta.referral', true), '')::bigint))
"""
# What an anonymous holder of a link needs to be let in, found by the hash of the token.
OPEN_LINK = """
SELECT l.id, l.referral_id, l.audience, l.owner_institution_id, r.person_id, r.receiver_id,
       CASE WHEN l.used_at IS NOT NULL THEN 'used' WHEN l.revoked_at IS NOT NULL THEN 'revoked'
            WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM referrals_referrallink l JOIN referrals_referral r ON r.id = l.referral_id WHERE l.token_sha256 = hash
"""
LINK_ROW = "TABLE (link_id bigint, referral_id bigint, audience text, owner_institution_id bigint, person_id bigint, receiver_id bigint, status text)"
GRANTS = """
GRANT SELECT ON referrals_referral, referrals_referrallink TO ruta_reader;
CREATE POLICY reader ON referrals_referral FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON referrals_referrallink FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON referrals_referral; DROP POLICY reader ON referrals_referrallink;"
WIDEN = f"""
CREATE POLICY receiver_insert ON agenda_appointment FOR INSERT TO ruta_app WITH CHECK (
  (host_id = {ME_INLINE} OR nullif(current_setting('ruta.referral', true), '') IS NOT NULL) AND ruta_referred(person_id, owner_institution_id));
CREATE POLICY linked_read ON agenda_appointment FOR SELECT TO ruta_app USING (
  nullif(current_setting('ruta.referral', true), '') IS NOT NULL AND ruta_referred(person_id, owner_institution_id));
CREATE POLICY receiver_insert ON cases_servicedelivery FOR INSERT TO ruta_app WITH CHECK (
  (provider_id = {ME_INLINE} OR nullif(current_setting('ruta.referral', true), '') IS NOT NULL) AND ruta_referred(person_id, owner_institution_id));
CREATE POLICY linked_read ON cases_servicedelivery FOR SELECT TO ruta_app USING (
  nullif(current_setting('ruta.referral', true), '') IS NOT NULL AND ruta_referred(person_id, owner_institution_id));
"""
UNWIDEN = """
DROP POLICY receiver_insert ON agenda_appointment; DROP POLICY linked_read ON agenda_appointment;
DROP POLICY receiver_insert ON cases_servicedelivery; DROP POLICY linked_read ON cases_servicedelivery;
"""


class Migration(migrations.Migration):
    """Two-sided rows with the inline expression, and a door for signed links."""

    dependencies = [("referrals", "0001_initial"), ("cases", "0002_security"), ("agenda", "0002_security")]
    operations = [
        RowSecurity("referrals_referral", read=SIDES, update=SIDES),
        RowSecurity("referrals_referralstep", read=STEPS, insert=STEPS, update=""),
        RowSecurity("referrals_referrallink", read=LINKS, update=LINKS),
        RowSecurity("referrals_referraltask", read=TASKS, insert=TASKS, update=TASKS),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_referred(person bigint, owner bigint)", REFERRED, owner="ruta_reader", returns="bool"),
        Definer("ruta_open_link(hash text)", OPEN_LINK, owner="ruta_reader", returns=LINK_ROW, volatility="STABLE"),
        migrations.RunSQL(WIDEN, UNWIDEN),
        ChildOf("referrals_referral", "cases_case", "case_id", ("person_id", "owner_institution_id")),
        ChildOf("referrals_referralstep", "referrals_referral", "referral_id", ("owner_institution_id", "receiver_id")),
        ChildOf("referrals_referrallink", "referrals_referral", "referral_id"),
        ChildOf("referrals_referraltask", "referrals_referral", "referral_id"),
        *(Audited(f"referrals_{name}") for name in ("referral", "referralstep", "referrallink", "referraltask")),
    ]
