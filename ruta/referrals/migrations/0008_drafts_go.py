"""Who may throw away a referral? Its sender, while it was never sent; the audit keeps what it was."""

from django.db import migrations

from ruta.base.schema import ME_INLINE

ALLOW = f"CREATE POLICY actor_delete ON referrals_referral FOR DELETE TO ruta_app USING (owner_institution_id = {ME_INLINE} AND state = 'draft')"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_do_no_harm")]
    operations = [migrations.RunSQL(ALLOW, "DROP POLICY actor_delete ON referrals_referral")]
