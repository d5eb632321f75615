"""By office and by way: waits and results of what the charter promises leave as counts."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0021_signatures"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromisePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField()),
                ("measure", models.TextField()),
                ("dimension", models.TextField()),
                ("category", models.TextField(blank=True)),
                ("whole", models.PositiveIntegerField()),
                ("part", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "measure", "dimension", "category"), name="insights_promisepart_once"),
                    models.CheckConstraint(condition=models.Q(("part__lte", models.F("whole"))), name="insights_promisepart_part"),
                ],
            },
        ),
        migrations.RunSQL((SQL / "promise_parts.sql").read_text(), (SQL / "promise_parts_reverse.sql").read_text()),
    ]
