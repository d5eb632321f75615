"""Who reads and writes what a system subscribed to? Its institution."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    """Default deny; a subscription ends, it is not deleted by the product."""

    dependencies = [("trust", "0007_subscriptions")]
    operations = [RowSecurity("trust_subscription", read=MINE), Audited("trust_subscription")]
