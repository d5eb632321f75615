"""A drill is called off before its day, and says why; one whose day is over without it stays as one that was not held."""

from django.db import migrations, models

SAID = models.Q(called_off_on=None, why_off="") | (models.Q(called_off_on__isnull=False, held_on=None) & ~models.Q(why_off=""))


class Migration(migrations.Migration):
    dependencies = [("directory", "0014_approved_continuity_guarded")]
    operations = [
        migrations.AddField("drill", "called_off_on", models.DateField("se canceló el", null=True)),
        migrations.AddField("drill", "why_off", models.CharField("motivo", max_length=400, blank=True, default="", db_default="")),
        migrations.AddConstraint(
            "drill", models.CheckConstraint(condition=SAID, name="directory_drill_off", violation_error_message="Diga por qué no se hará.")
        ),
    ]
