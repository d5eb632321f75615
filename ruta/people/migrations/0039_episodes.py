"""What a population asks in place of a return, and whether somebody asked the person about a number."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table, and two columns of contacts."""

    dependencies = [("directory", "0001_initial"), ("people", "0038_words_asked_quickly")]
    operations = [
        migrations.AddField("contact", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("contact", "confirmed_by_id", models.BigIntegerField(null=True)),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("answers", models.JSONField(default=dict)),
                ("kept_apart", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                (
                    "owner_institution",
                    models.ForeignKey(
                        db_column="owner_institution_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="institución dueña",
                    ),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person")),
            ],
            options={"base_manager_name": "objects"},
        ),
    ]
