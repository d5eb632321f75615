"""How much of a whole day does somebody give to an office? Read in their institution, and only added to."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("staffing", "0002_guarded"),
        ("accounts", "0003_sealed_factors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dedication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("share", models.PositiveSmallIntegerField(verbose_name="parte de la jornada (%)")),
                ("said_at", models.DateTimeField()),
                ("said_by", models.BigIntegerField(null=True)),
                ("office", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.office")),
                (
                    "owner_institution",
                    models.ForeignKey(
                        db_column="owner_institution_id",
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="institución dueña",
                    ),
                ),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.user")),
            ],
            options={
                "indexes": [models.Index(fields=["owner_institution", "office", "user", "-said_at"], name="staffing_dedication_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__range", (1, 100))),
                        name="staffing_dedication_share",
                        violation_error_message="De 1 a 100.",
                    ),
                ],
            },
        ),
        RowSecurity("staffing_dedication", read=MINE, update=""),
        Audited("staffing_dedication"),
    ]
