"""At which hours, and under which contracts, would somebody work?"""

import django.contrib.postgres.fields
from django.db import migrations, models


def _codes() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], default=list, size=None)


class Migration(migrations.Migration):
    """Lists that are empty until somebody asked."""

    dependencies = [("placements", "0005_no_door_into_danger")]
    operations = [
        migrations.AddField(model_name="seekerprofile", name="shifts", field=_codes()),
        migrations.AddField(model_name="seekerprofile", name="contracts", field=_codes()),
    ]
