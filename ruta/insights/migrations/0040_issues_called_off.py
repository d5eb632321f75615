"""Will an announced report not come after all? It says so with its reason, and may be announced anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insights", "0039_box_reopened")]
    operations = [
        migrations.AddField("plannedissue", "called_off_at", models.DateTimeField(null=True)),
        migrations.AddField("plannedissue", "called_off_by", models.BigIntegerField(null=True)),
        migrations.AddField(
            "plannedissue", "why_off", models.CharField("por qué se canceló", max_length=400, blank=True, default="", db_default="")
        ),
        migrations.RemoveConstraint("plannedissue", "insights_issue_once"),
        migrations.AddConstraint(
            "plannedissue",
            models.UniqueConstraint(fields=("name", "period"), condition=models.Q(called_off_at=None), name="insights_issue_once"),
        ),
        migrations.AddConstraint(
            "plannedissue",
            models.CheckConstraint(condition=models.Q(called_off_at=None) | ~models.Q(why_off=""), name="insights_issue_off_why"),
        ),
    ]
