"""Keep what each institution sets aside for returned persons, word by word."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    """One table; what was said stays."""

    dependencies = [
        ("directory", "0001_initial"),
        ("roadmap", "0011_scans_frozen"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearBudget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="año")),
                ("amount", models.PositiveBigIntegerField(null=True, verbose_name="presupuesto para personas retornadas (L)")),
                ("spent", models.PositiveBigIntegerField(null=True, verbose_name="ejecutado (L)")),
                ("is_in_poa", models.BooleanField(verbose_name="el POA incluye atención a personas migrantes")),
                ("document", models.CharField(max_length=400, verbose_name="documento")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="institución",
                    ),
                ),
            ],
            options={
                "verbose_name": "presupuesto anual de una institución",
                "verbose_name_plural": "presupuestos anuales de instituciones",
                "ordering": ("year", "institution", "-id"),
                "indexes": [models.Index(fields=["year", "institution", "-id"], name="roadmap_yearbudget_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("spent", None), ("amount__isnull", False), _connector="OR"),
                        name="roadmap_yearbudget_spent",
                        violation_error_message="Diga de cuánto era el presupuesto.",
                    )
                ],
            },
        ),
        Audited("roadmap_yearbudget"),
        migrations.RunSQL(
            "CREATE TRIGGER said_is_final BEFORE UPDATE OR DELETE ON roadmap_yearbudget FOR EACH ROW EXECUTE FUNCTION roadmap_said_is_final()",
            "DROP TRIGGER said_is_final ON roadmap_yearbudget",
        ),
    ]
