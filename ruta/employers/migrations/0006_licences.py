"""Which driving licence does a vacancy ask for?"""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """A list that is empty until somebody says so."""

    dependencies = [("employers", "0005_boards_guarded")]
    operations = [
        migrations.AddField(
            model_name="vacancy",
            name="licences",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None),
        )
    ]
