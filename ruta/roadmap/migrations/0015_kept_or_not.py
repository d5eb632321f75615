"""Was it kept? Said on closing; of what was closed before nobody knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0010_continuity"),
        ("roadmap", "0014_more_spaces"),
    ]

    operations = [
        migrations.AddField(
            model_name="undertaking",
            name="was_kept",
            field=models.BooleanField(null=True, verbose_name="se cumplió"),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at__isnull", False), ("was_kept", None), _connector="OR"), name="roadmap_undertaking_kept"
            ),
        ),
    ]
