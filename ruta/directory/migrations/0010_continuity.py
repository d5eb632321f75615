"""Keep what each office does when everything fails, read in its institution, and its drills, read by all who work here."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import MINE, Audited, RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0009_past_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContinuityPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alternative_site", models.CharField(max_length=400, verbose_name="dónde se atiende si la oficina no abre")),
                ("first_hour", models.CharField(max_length=2000, verbose_name="primera hora")),
                ("without_power", models.CharField(blank=True, max_length=2000, verbose_name="sin electricidad")),
                ("without_network", models.CharField(blank=True, max_length=2000, verbose_name="sin red")),
                ("contacts", models.CharField(max_length=2000, verbose_name="a quién se llama, en orden")),
                ("review_on", models.DateField(verbose_name="próxima revisión")),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_by", models.BigIntegerField(null=True)),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.office", verbose_name="oficina"
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
            ],
            options={
                "verbose_name": "plan de continuidad",
                "verbose_name_plural": "planes de continuidad",
                "ordering": ("office",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_at", None), models.Q(("approved_by", models.F("by")), _negated=True), _connector="OR"
                        ),
                        name="directory_continuity_two_eyes",
                        violation_error_message="Lo aprueba otra persona, no quien lo escribió.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Drill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evacuation", "Evacuación"),
                            ("power", "Sin electricidad"),
                            ("network", "Sin red"),
                            ("site", "Sitio alterno"),
                            ("calls", "Cadena de llamadas"),
                            ("restore", "Restaurar la copia"),
                        ],
                        max_length=20,
                        verbose_name="clase",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="previsto")),
                ("held_on", models.DateField(null=True, verbose_name="hecho")),
                ("minutes", models.PositiveIntegerField(null=True, verbose_name="minutos")),
                ("went_well", models.BooleanField(null=True, verbose_name="salió bien")),
                ("findings", models.CharField(blank=True, max_length=2000, verbose_name="qué se halló")),
                ("mended_on", models.DateField(null=True, verbose_name="corregido el")),
                ("mending", models.CharField(blank=True, max_length=1000, verbose_name="cómo se corrigió")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "institution",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.institution"),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.office",
                        verbose_name="oficina",
                    ),
                ),
            ],
            options={
                "verbose_name": "simulacro",
                "verbose_name_plural": "simulacros",
                "ordering": ("-planned_on", "-id"),
                "indexes": [models.Index(fields=["office", "-planned_on"], name="directory_drill_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on", None), ("went_well", None)),
                            models.Q(("held_on__isnull", False), ("went_well__isnull", False)),
                            _connector="OR",
                        ),
                        name="directory_drill_said",
                        violation_error_message="Diga cómo salió.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("went_well", False), _negated=True), models.Q(("findings", ""), _negated=True), _connector="OR"
                        ),
                        name="directory_drill_found",
                        violation_error_message="Diga qué se halló.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mended_on", None), ("mending", "")),
                            models.Q(("mended_on__isnull", False), models.Q(("mending", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="directory_drill_mended",
                        violation_error_message="Diga cómo se corrigió.",
                    ),
                ],
            },
        ),
        RowSecurity("directory_continuityplan", read=MINE),
        Audited("directory_continuityplan"),
        Audited("directory_drill"),
    ]
