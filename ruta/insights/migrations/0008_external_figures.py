"""Which figures of others stand beside ours?"""

from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    """Published series, each figure with its source; every change is audited."""

    dependencies = [("insights", "0007_sheets")]
    operations = [
        migrations.CreateModel(
            name="ExternalFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.TextField()),
                ("year", models.PositiveSmallIntegerField()),
                ("quarter", models.PositiveSmallIntegerField()),
                ("persons", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("link", models.CharField(blank=True, max_length=300)),
                ("is_provisional", models.BooleanField(db_default=False, default=False)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("series", "year", "quarter"), name="insights_external_once"),
                    models.CheckConstraint(condition=models.Q(("quarter__range", (1, 4)), ("series__in", ("ocupados", "desocupados"))), name="insights_external_known"),
                ],
            },
        ),
        Audited("insights_externalfigure"),
    ]  # fmt: skip
