"""Keep a photograph of each line of a look at an office, apart from the line."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoundPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.BigIntegerField(null=True)),
                (
                    "line",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="photo", to="facilities.found"),
                ),
            ],
        ),
    ]
