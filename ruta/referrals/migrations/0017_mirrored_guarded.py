"""Who reads how a referral is known in another system? Its two sides, like the referral itself."""

from django.db import migrations

from ruta.base.schema import Audited, ChildOf, RowSecurity, either_side

SIDES = either_side("owner_institution_id", "receiver_id")


class Migration(migrations.Migration):
    """The machine of either side notes how far it heard the other."""

    dependencies = [("referrals", "0016_mirrored")]
    operations = [
        RowSecurity("referrals_referralmirror", read=SIDES, update=SIDES),
        ChildOf("referrals_referralmirror", "referrals_referral", "referral_id", ("owner_institution_id", "receiver_id")),
        Audited("referrals_referralmirror"),
    ]
