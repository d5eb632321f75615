"""What may each side of a referral write, down to the column, and what stays as it was sent?"""

from django.db import migrations

from ruta.base.schema import LINKED, ME_INLINE

KIND = "current_setting('ruta.kind', true)"
# A partner's link answers for the receiver and the person's for the person: one link is never the other's voice.
STEPS = f"""
DROP POLICY actor_insert ON referrals_referralstep;
CREATE POLICY actor_insert ON referrals_referralstep FOR INSERT TO ruta_app WITH CHECK (
  actor_institution_id IS NOT DISTINCT FROM {ME_INLINE} AND CASE side
    WHEN 'receiver' THEN receiver_id = {ME_INLINE} OR (referral_id = {LINKED} AND {KIND} = 'partner')
    WHEN 'person' THEN referral_id = {LINKED} AND {KIND} = 'person'
    ELSE owner_institution_id = {ME_INLINE} END);
"""
GUARD = """
CREATE OR REPLACE FUNCTION ruta_guard_referral() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.owner_institution_id, NEW.number, NEW.case_id, NEW.person_id, NEW.receiver_id, NEW.service_id, NEW.sender_office_id)
     IS DISTINCT FROM (OLD.id, OLD.owner_institution_id, OLD.number, OLD.case_id, OLD.person_id, OLD.receiver_id, OLD.service_id, OLD.sender_office_id)
  THEN RAISE EXCEPTION 'what a referral is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF OLD.owner_institution_id IS NOT DISTINCT FROM ruta_me() THEN RETURN NEW; END IF;
  IF (NEW.request, NEW.packet_hash, NEW.purpose, NEW.is_protected, NEW.is_urgent, NEW.sent_at, NEW.need_id, NEW.plan_action_id, NEW.receiver_contact,
      NEW.service_type, NEW.sender_user_id, NEW.created_at, NEW.rerouted_from_id)
     IS DISTINCT FROM (OLD.request, OLD.packet_hash, OLD.purpose, OLD.is_protected, OLD.is_urgent, OLD.sent_at, OLD.need_id, OLD.plan_action_id,
                       OLD.receiver_contact, OLD.service_type, OLD.sender_user_id, OLD.created_at, OLD.rerouted_from_id)
  THEN RAISE EXCEPTION 'only the sender changes what was sent' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'person' AND
     (NEW.outcome, NEW.outcome_note, NEW.delivery_id, NEW.receiver_office_id, NEW.receiver_user_id)
     IS DISTINCT FROM (OLD.outcome, OLD.outcome_note, OLD.delivery_id, OLD.receiver_office_id, OLD.receiver_user_id)
  THEN RAISE EXCEPTION 'the provider says what was done' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) <> 'person' AND NEW.dispute_note IS DISTINCT FROM OLD.dispute_note
  THEN RAISE EXCEPTION 'the person says whether it was so' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER stays_ended BEFORE UPDATE OF revoked_at ON referrals_referrallink
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
CREATE TRIGGER stays_ended BEFORE UPDATE OF withheld_at ON referrals_referralpacket
  FOR EACH ROW WHEN (OLD.withheld_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
ALTER TABLE referrals_referralpacket ADD CONSTRAINT referrals_packet_sealed CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
"""
# Whether somebody allowed something is told to its sides only: the owner, the one allowed, or the holder of the link.
ALLOWED = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_allowed(person bigint, grantee bigint, wanted text, parts text[]) RETURNS bool LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM people_consent c WHERE c.person_id = person AND c.grantee_id = grantee AND c.purpose = wanted
    AND c.categories @> parts AND c.withdrawn_at IS NULL AND c.valid_until > now()
    AND (grantee = ruta_me() OR c.owner_institution_id = ruta_me()
         OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = nullif(current_setting('ruta.referral', true), '')::bigint
                    AND r.person_id = person AND r.receiver_id = grantee)))
$$;
RESET ROLE;
"""


class Migration(migrations.Migration):
    """Columns have sides too; policies see only the new row, so triggers compare it with the old one."""

    dependencies = [("referrals", "0002_security"), ("people", "0007_firm_permissions")]
    operations = [
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RunSQL(ALLOWED, migrations.RunSQL.noop),
    ]
