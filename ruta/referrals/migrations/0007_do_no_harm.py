"""Which referral is never sent, whoever asks? One that leads the person into a danger that is known."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION ruta_refuse_unsafe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM people_unsafeplace u WHERE u.person_id = NEW.person_id AND u.ended_at IS NULL
    AND (u.institution_id = NEW.receiver_id OR u.office_id = NEW.receiver_office_id
         OR u.municipality_id = (SELECT o.municipality_id FROM directory_office o WHERE o.id = NEW.receiver_office_id))
  ) THEN RAISE EXCEPTION 'that place is not safe for the person' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_unsafe_new BEFORE INSERT ON referrals_referral
  FOR EACH ROW WHEN (NEW.state = 'sent') EXECUTE FUNCTION ruta_refuse_unsafe();
CREATE TRIGGER refuse_unsafe BEFORE UPDATE OF state ON referrals_referral
  FOR EACH ROW WHEN (NEW.state = 'sent' AND OLD.state <> 'sent') EXECUTE FUNCTION ruta_refuse_unsafe();
"""
BACK = """
DROP TRIGGER refuse_unsafe ON referrals_referral; DROP TRIGGER refuse_unsafe_new ON referrals_referral; DROP FUNCTION ruta_refuse_unsafe();
"""


class Migration(migrations.Migration):
    """The action says it in words; the database says it to everybody."""

    dependencies = [("referrals", "0006_one_index_less"), ("people", "0019_safety_guarded")]
    operations = [migrations.RunSQL(REFUSE, BACK)]
