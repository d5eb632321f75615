"""On which day was it kept? Said on closing, which may be later; of what was closed before nobody was asked."""

from django.db import migrations, models

KEPT = models.Q(kept_on=None) | models.Q(was_kept=True)


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0015_kept_or_not")]
    operations = [
        migrations.AddField("undertaking", "kept_on", models.DateField("cuándo se cumplió", null=True)),
        migrations.AddConstraint("undertaking", models.CheckConstraint(condition=KEPT, name="roadmap_undertaking_kept_on")),
    ]
