"""Keep whom an office calls as rows; what was written as one text stays in its place, as a note."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0010_continuity"),
    ]

    operations = [
        migrations.AlterField(
            model_name="continuityplan",
            name="contacts",
            field=models.CharField(blank=True, max_length=2000, verbose_name="nota sobre las llamadas"),
        ),
        migrations.CreateModel(
            name="ContinuityCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="orden")),
                ("post", models.CharField(max_length=120, verbose_name="puesto")),
                ("phone", models.CharField(max_length=40, verbose_name="teléfono")),
                (
                    "phone_kind",
                    models.CharField(
                        choices=[("mobile", "Móvil"), ("landline", "Fijo"), ("messages", "Mensajes"), ("radio", "Radio o satélite")],
                        max_length=10,
                        verbose_name="tipo de teléfono",
                    ),
                ),
                (
                    "caller",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="directory.continuitycall"
                    ),
                ),
                (
                    "owner_institution",
                    models.ForeignKey(
                        db_column="owner_institution_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="institución dueña",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="directory.continuityplan"),
                ),
            ],
            options={
                "verbose_name": "llamada",
                "verbose_name_plural": "cadena de llamadas",
                "ordering": ("position", "id"),
            },
        ),
        migrations.AddConstraint(
            model_name="continuityplan",
            constraint=models.UniqueConstraint(fields=("id", "owner_institution"), name="directory_continuity_id_owner"),
        ),
        migrations.AddConstraint(
            model_name="continuitycall",
            constraint=models.UniqueConstraint(fields=("id", "plan", "owner_institution"), name="directory_continuitycall_id_plan"),
        ),
        migrations.AddConstraint(
            model_name="continuitycall",
            constraint=models.UniqueConstraint(
                fields=("plan", "post"),
                name="directory_continuitycall_once",
                violation_error_message="Ese puesto ya está en la cadena.",
            ),
        ),
    ]
