"""Which figures did others publish, whatever they count? Each with its registry and source, beside the facts of the warehouse."""

from pathlib import Path

from django.db import migrations, models

from ruta.base.schema import Audited

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    """No persons stand in them; every change is audited."""

    dependencies = [
        ("insights", "0023_facts_of_needs"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExternalValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.TextField()),
                ("category", models.TextField(blank=True, db_default="", default="")),
                ("place", models.CharField(blank=True, db_default="", default="", max_length=4)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("registry", models.TextField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                ("unit", models.TextField(blank=True, db_default="", default="")),
                ("source", models.TextField()),
                ("link", models.TextField(blank=True, db_default="", default="")),
                ("note", models.TextField(blank=True, db_default="", default="")),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "category", "place", "since", "until", "registry", "source", "link"), name="insights_value_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("until__gte", models.F("since"))), name="insights_value_days"),
                ],
            },
        ),
        Audited("insights_externalvalue"),
        migrations.RunSQL(
            (SQL / "external.sql").read_text(),
            "DROP VIEW insights_fact_external; REVOKE ALL ON insights_externalvalue, insights_externalfigure FROM ruta_insights",
        ),
    ]
