"""Who reads and writes a search that is answered later? The institution that asked."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    """Default deny; never deleted by the product."""

    dependencies = [("trust", "0003_inquiries")]
    operations = [RowSecurity("trust_inquiry", read=MINE), Audited("trust_inquiry")]
