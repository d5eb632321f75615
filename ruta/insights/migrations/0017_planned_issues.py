"""Which reports are promised, and for when? Every change of a day is audited."""

from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    dependencies = [("insights", "0016_training")]
    operations = [
        migrations.CreateModel(
            name="PlannedIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="informe")),
                ("title", models.CharField(max_length=200, verbose_name="título")),
                ("period", models.CharField(max_length=10, verbose_name="período")),
                ("due_on", models.DateField(verbose_name="fecha")),
                ("first_due_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="motivo")),
                ("planned_by", models.BigIntegerField(null=True)),
                ("planned_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
            ],
            options={
                "verbose_name": "informe anunciado",
                "verbose_name_plural": "informes anunciados",
                "constraints": [
                    models.UniqueConstraint(fields=("name", "period"), name="insights_issue_once"),
                    models.CheckConstraint(
                        condition=models.Q(("due_on", models.F("first_due_on")), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="insights_issue_moved_why",
                    ),
                ],
            },
        ),
        Audited("insights_plannedissue"),
    ]
