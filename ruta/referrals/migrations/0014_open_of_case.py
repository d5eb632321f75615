"""Which referrals of these cases are open? Found without reading the closed ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index of what is open."""

    dependencies = [("referrals", "0013_no_door_into_danger")]
    operations = [
        migrations.AddIndex("referral", models.Index(fields=["case"], condition=models.Q(closed_at=None), name="referrals_open_of_case")),
    ]
