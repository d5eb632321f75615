"""What does the row of a protected referral tell, and to whom?"""

from django.db import migrations

from ruta.base.schema import LINKED, ME_INLINE, Reserved

# What is asked of an institution it reads, once it was asked: the row itself says so to its receiver, and to the holder of its link.
RECEIVER = f"""
DROP POLICY IF EXISTS receiver_read ON people_reservedwords;
CREATE POLICY receiver_read ON people_reservedwords FOR SELECT TO ruta_app USING (
  of_table = 'referrals_referral'
  AND EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = row_id AND (r.receiver_id = {ME_INLINE} OR r.id = {LINKED})));
"""
# Of the sender, whoever reads what is reserved also reads what was sealed.
PACKET = """
DROP POLICY IF EXISTS reserved ON referrals_referralpacket;
CREATE POLICY reserved ON referrals_referralpacket AS RESTRICTIVE FOR SELECT TO ruta_app USING (
  owner_institution_id <> (SELECT ruta_me()) OR ruta_me() IS NULL OR coalesce(current_setting('ruta.strict', true), '') = 'on'
  OR current_setting('ruta.kind', true) <> 'staff'
  OR NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral_id AND r.is_protected) OR ruta_strict_open(person_id));
"""


class Migration(migrations.Migration):
    """Service and words stand apart; the receiver gets them back with the row. Batch by batch; a run that was cut short goes on."""

    atomic = False
    dependencies = [("referrals", "0009_reserved_service"), ("people", "0030_reserved_words_guarded")]
    operations = [
        Reserved("referrals_referral", ("service_type", "request", "outcome_note", "dispute_note", "service_id"), when="NEW.is_protected"),
        migrations.RunSQL(RECEIVER, "DROP POLICY receiver_read ON people_reservedwords"),
        migrations.RunSQL(PACKET, "DROP POLICY reserved ON referrals_referralpacket"),
    ]
