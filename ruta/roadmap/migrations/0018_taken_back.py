"""When did minutes cease to be read by everybody, and why? What is taken back or corrected of a space leaves a row."""

from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0017_followed_audited")]
    operations = [
        migrations.AddField("meeting", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "meeting", "taken_back_why", models.CharField("por qué se retiró", max_length=400, blank=True, default="", db_default="")
        ),
        Audited("roadmap_contribution"),
        Audited("roadmap_space"),
    ]
