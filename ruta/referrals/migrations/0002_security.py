"""Who may read a referral? Its two sides, and whoever holds its signed link. Never the case behind it."""

from django.db import migrations

from ruta.base.schema import LINKED, ME_INLINE, MINE, Audited, ChildOf, Definer, RowSecurity, either_side

SIDES = f"owner_institution_id = {ME_INLINE} OR (receiver_id = {ME_INLINE} AND state <> 'draft') OR id = {LINKED}"
# The receiver and the holder of a link read the content only while the person allows it: the next statement after a withdrawal sees nothing.
PACKET = (
    f"owner_institution_id = {ME_INLINE} OR ((receiver_id = {ME_INLINE} OR referral_id = {LINKED}) AND withheld_at IS NULL "
    "AND ruta_allowed(person_id, receiver_id, purpose, categories))"
)
STEPS = either_side("owner_institution_id", "receiver_id") + f" OR referral_id = {LINKED}"
# Nobody writes a step in the name of the other side.
OWN_STEP = (
    f"actor_institution_id IS NOT DISTINCT FROM {ME_INLINE} AND CASE side WHEN 'receiver' THEN receiver_id = {ME_INLINE} OR referral_id = {LINKED} "
    f"WHEN 'person' THEN referral_id = {LINKED} ELSE owner_institution_id = {ME_INLINE} END"
)
# Whoever answers opens the tasks that follow; the other side reads what it owes.
TASKS = f"owner_institution_id = {ME_INLINE} OR institution_id = {ME_INLINE} OR opened_by_id = {ME_INLINE} OR (opened_by_id IS NULL AND referral_id = {LINKED})"
OWN_TASK = f"owner_institution_id = {ME_INLINE} OR (receiver_id = {ME_INLINE} AND opened_by_id = {ME_INLINE}) OR (opened_by_id IS NULL AND referral_id = {LINKED})"
DONE_TASK = f"owner_institution_id = {ME_INLINE} OR institution_id = {ME_INLINE}"

ALLOWED = """
SELECT EXISTS (SELECT 1 FROM people_consent c WHERE c.person_id = person AND c.grantee_id = grantee AND c.purpose = wanted
               AND c.categories @> parts AND c.withdrawn_at IS NULL AND c.valid_until > now())
"""
# A sent referral opens one thing to the institution that it names, or to the holder of its link: an appointment of its own.
REFERRED = """
SELECT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral AND r.person_id = person AND r.owner_institution_id = owner
               AND r.receiver_id = host AND r.state <> 'draft'
               AND (r.receiver_id = ruta_me() OR r.id = nullif(current_setting('ruta.referral', true), '')::bigint))
"""
# What an anonymous holder of a link needs to be let in, found by the hash of the token.
OPEN_LINK = """
SELECT l.id, l.referral_id, l.audience, l.owner_institution_id,
       CASE WHEN l.used_at IS NOT NULL THEN 'used' WHEN l.revoked_at IS NOT NULL THEN 'revoked'
            WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM referrals_referrallink l WHERE l.token_sha256 = hash
"""
LINK_ROW = "TABLE (link_id bigint, referral_id bigint, audience text, owner_institution_id bigint, status text)"
# Two clicks on one link: the row lock lets one of them through.
USE_LINK = """
UPDATE referrals_referrallink SET used_at = now()
WHERE token_sha256 = hash AND referral_id = nullif(current_setting('ruta.referral', true), '')::bigint
  AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now() RETURNING id
"""
GRANTS = """
GRANT SELECT ON referrals_referral, referrals_referrallink TO ruta_reader;
GRANT UPDATE (used_at) ON referrals_referrallink TO ruta_reader;
CREATE POLICY reader ON referrals_referral FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON referrals_referrallink TO ruta_reader USING (true) WITH CHECK (true);
REVOKE UPDATE ON referrals_referralpacket, referrals_referrallink, referrals_referraltask FROM ruta_app;
GRANT UPDATE (withheld_at) ON referrals_referralpacket TO ruta_app;
GRANT UPDATE (revoked_at) ON referrals_referrallink TO ruta_app;
GRANT UPDATE (done_at, done_by_id, note) ON referrals_referraltask TO ruta_app;
"""
UNGRANT = "DROP POLICY reader ON referrals_referral; DROP POLICY reader ON referrals_referrallink;"
# What a referral is never changes; what was sent is changed by its sender alone. A hand-over of the case (a cascade) passes.
GUARD = """
CREATE FUNCTION ruta_guard_referral() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.owner_institution_id, NEW.number, NEW.case_id, NEW.person_id, NEW.receiver_id, NEW.service_id, NEW.sender_office_id)
     IS DISTINCT FROM (OLD.id, OLD.owner_institution_id, OLD.number, OLD.case_id, OLD.person_id, OLD.receiver_id, OLD.service_id, OLD.sender_office_id)
  THEN RAISE EXCEPTION 'what a referral is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF OLD.owner_institution_id IS DISTINCT FROM ruta_me() AND
     (NEW.request, NEW.packet_hash, NEW.purpose, NEW.is_protected, NEW.is_urgent, NEW.sent_at, NEW.need_id, NEW.plan_action_id, NEW.receiver_contact)
     IS DISTINCT FROM (OLD.request, OLD.packet_hash, OLD.purpose, OLD.is_protected, OLD.is_urgent, OLD.sent_at, OLD.need_id, OLD.plan_action_id,
                       OLD.receiver_contact)
  THEN RAISE EXCEPTION 'only the sender changes what was sent' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_referral BEFORE UPDATE ON referrals_referral FOR EACH ROW EXECUTE FUNCTION ruta_guard_referral();
"""
UNGUARD = "DROP TRIGGER guard_referral ON referrals_referral; DROP FUNCTION ruta_guard_referral();"
NAMED = "referral_ref IS NOT NULL AND ruta_referred(referral_ref, person_id, owner_institution_id, host_id)"
WIDEN = f"""
CREATE POLICY receiver_insert ON agenda_appointment FOR INSERT TO ruta_app WITH CHECK ({NAMED});
CREATE POLICY linked_read ON agenda_appointment FOR SELECT TO ruta_app USING (referral_ref = {LINKED});
CREATE POLICY linked_update ON agenda_appointment FOR UPDATE TO ruta_app USING (referral_ref = {LINKED}) WITH CHECK ({NAMED});
"""
UNWIDEN = """
DROP POLICY receiver_insert ON agenda_appointment; DROP POLICY linked_read ON agenda_appointment; DROP POLICY linked_update ON agenda_appointment;
"""
BOTH_SIDES = ("owner_institution_id", "receiver_id")


class Migration(migrations.Migration):
    """Two-sided rows with the inline expression, and narrow doors for permission and signed links."""

    dependencies = [("referrals", "0001_initial"), ("cases", "0002_security"), ("agenda", "0002_security")]
    operations = [
        Definer("ruta_allowed(person bigint, grantee bigint, wanted text, parts text[])", ALLOWED, owner="ruta_reader", returns="bool"),
        RowSecurity("referrals_referral", read=SIDES, update=SIDES),
        RowSecurity("referrals_referralpacket", read=PACKET),
        RowSecurity("referrals_referralstep", read=STEPS, insert=OWN_STEP, update=""),
        RowSecurity("referrals_referrallink", read=MINE),
        RowSecurity("referrals_referraltask", read=TASKS, insert=OWN_TASK, update=DONE_TASK),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_referred(referral bigint, person bigint, owner bigint, host bigint)", REFERRED, owner="ruta_reader", returns="bool"),
        Definer("ruta_open_link(hash text)", OPEN_LINK, owner="ruta_reader", returns=LINK_ROW, volatility="STABLE"),
        Definer("ruta_use_link(hash text)", USE_LINK, owner="ruta_reader", returns="SETOF bigint", volatility="VOLATILE"),
        migrations.RunSQL(WIDEN, UNWIDEN),
        migrations.RunSQL(GUARD, UNGUARD),
        ChildOf("referrals_referral", "cases_case", "case_id", ("person_id", "owner_institution_id")),
        ChildOf("referrals_referralpacket", "referrals_referral", "referral_id", BOTH_SIDES),
        ChildOf("referrals_referralstep", "referrals_referral", "referral_id", BOTH_SIDES),
        ChildOf("referrals_referrallink", "referrals_referral", "referral_id"),
        ChildOf("referrals_referraltask", "referrals_referral", "referral_id", BOTH_SIDES),
        *(Audited(f"referrals_{name}") for name in ("referral", "referralpacket", "referralstep", "referrallink", "referraltask")),
    ]
