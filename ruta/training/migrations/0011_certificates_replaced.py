"""May somebody hold another certificate of the same place? One that is good; those before it were revoked and stay to be checked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0010_needs_go")]
    operations = [
        migrations.AlterField(
            "award",
            "enrolment",
            models.ForeignKey("training.enrolment", on_delete=django.db.models.deletion.PROTECT, related_name="awards"),
        ),
        migrations.AddConstraint(
            "award",
            models.UniqueConstraint(condition=models.Q(("revoked_at", None)), fields=("enrolment",), name="training_award_one_good"),
        ),
    ]
