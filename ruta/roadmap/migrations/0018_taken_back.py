"""When did minutes cease to be read by everybody, and why?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0017_followed_audited")]
    operations = [
        migrations.AddField("meeting", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "meeting", "taken_back_why", models.CharField("por qué se retiró", max_length=400, blank=True, default="", db_default="")
        ),
    ]
