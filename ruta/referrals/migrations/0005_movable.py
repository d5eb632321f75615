"""Do sealed packets follow a person whose record is merged into another? Referrals do with their case."""

from django.db import migrations

from ruta.base.schema import Movable


class Migration(migrations.Migration):
    """One column, one role; what a packet says is not touched."""

    dependencies = [("referrals", "0004_trays"), ("people", "0012_merging_guarded")]
    operations = [Movable("referrals_referralpacket")]
