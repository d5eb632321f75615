"""How often is kept what the charter promises? Pairs of days leave the rows, by the narrow role that counts; nothing of anybody."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0010_more_counting"),
        ("quality", "0004_box_guarded"),
        ("employers", "0011_fairs_dropped"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromiseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                ("due", models.PositiveIntegerField()),
                ("in_time", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("in_time__lte", models.F("due"))), name="insights_promise_part")
                ],
            },
        ),
        migrations.RunSQL((SQL / "promises.sql").read_text(), (SQL / "promises_reverse.sql").read_text()),
    ]
