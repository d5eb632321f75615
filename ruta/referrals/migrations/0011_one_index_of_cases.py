"""Which index stood twice? A foreign key has its own already."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less to write."""

    dependencies = [("referrals", "0010_reserved")]
    operations = [migrations.RemoveIndex("referral", "referrals_case")]
