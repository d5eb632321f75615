"""What did a commitment and the minutes of a meeting say before? Whoever corrects one leaves a row."""

from django.db import migrations

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0016_kept_on")]
    operations = [Audited("roadmap_undertaking"), Audited("roadmap_meeting")]
