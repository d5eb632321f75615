"""Was a decision noted under a study by mistake? It is taken back; the row stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0041_reissued")]
    operations = [migrations.AddField("studyuse", "taken_back_at", models.DateTimeField(null=True))]
