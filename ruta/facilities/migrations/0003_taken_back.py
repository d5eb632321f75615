"""Of which delivery is this what was missing? Known by its row, so that a delivery that was noted wrongly takes its rest back; every step leaves a row."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    dependencies = [("facilities", "0002_photos")]
    operations = [
        migrations.AddField(
            "requirement",
            "rest_of",
            models.OneToOneField("facilities.requirement", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="rest"),
        ),
        Audited("facilities_requirement"),
        Audited("facilities_upkeep"),
    ]
