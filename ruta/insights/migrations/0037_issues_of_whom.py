"""Which institution announced a report? It alone moves the day; of what was announced before this nobody knows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0036_revoked"), ("directory", "0001_initial")]
    operations = [
        migrations.AddField(
            "plannedissue",
            "institution",
            models.ForeignKey("directory.institution", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+"),
        )
    ]
