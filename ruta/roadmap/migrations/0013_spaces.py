"""Keep spaces of participation, what they heard, and meetings that are convened before they are held."""

import django.db.models.deletion
from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0009_past_days"),
        ("roadmap", "0012_year_budgets"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="agenda",
            field=models.CharField(blank=True, max_length=4000, verbose_name="agenda"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="attended",
            field=models.PositiveIntegerField(null=True, verbose_name="personas que asistieron"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancel_reason",
            field=models.CharField(blank=True, max_length=400, verbose_name="motivo"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="minutes_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="minutes_by",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="published_by",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="returned",
            field=models.PositiveIntegerField(null=True, verbose_name="de ellas, retornadas"),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="minutes",
            field=models.CharField(blank=True, max_length=8000, verbose_name="acta"),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="present",
            field=models.CharField(blank=True, max_length=1000, verbose_name="instituciones presentes"),
        ),
        migrations.CreateModel(
            name="Space",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("roundtable", "Mesa"),
                            ("consultation", "Consulta"),
                            ("forum", "Foro"),
                            ("network", "Red de personas retornadas"),
                            ("local_plan", "Plan local"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nombre")),
                ("purpose", models.CharField(max_length=2000, verbose_name="para qué")),
                ("how_to_join", models.CharField(blank=True, max_length=400, verbose_name="cómo se participa")),
                ("members", models.PositiveIntegerField(null=True, verbose_name="integrantes")),
                ("women", models.PositiveIntegerField(null=True, verbose_name="mujeres")),
                ("begins", models.DateField(verbose_name="desde")),
                ("ends", models.DateField(null=True, verbose_name="hasta")),
                ("document", models.CharField(blank=True, max_length=300, verbose_name="documento")),
                ("is_public", models.BooleanField(db_default=False, default=False, verbose_name="pública")),
                ("sort_name", models.CharField(editable=False, max_length=200)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "convener",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.institution", verbose_name="convoca"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.department",
                        verbose_name="departamento",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.municipality",
                        verbose_name="municipio",
                    ),
                ),
            ],
            options={
                "verbose_name": "espacio de participación",
                "verbose_name_plural": "espacios de participación",
                "ordering": ("sort_name", "id"),
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("theme", models.CharField(max_length=120, verbose_name="tema")),
                ("said", models.CharField(max_length=2000, verbose_name="qué se dijo")),
                ("times", models.PositiveIntegerField(db_default=1, default=1, verbose_name="cuántas veces")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=2000, verbose_name="respuesta")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.BigIntegerField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.institution",
                        verbose_name="le toca responder a",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="roadmap.meeting",
                        verbose_name="reunión",
                    ),
                ),
                (
                    "undertaking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roadmap.undertaking",
                        verbose_name="compromiso que nació de aquí",
                    ),
                ),
                ("space", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="roadmap.space")),
            ],
            options={
                "verbose_name": "aporte",
                "verbose_name_plural": "aportes",
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="space",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="roadmap.space", verbose_name="espacio"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned", None), ("attended__gte", models.F("returned")), _connector="OR"),
                name="roadmap_meeting_returned",
                violation_error_message="Hay más personas retornadas que asistentes. Revise los dos números.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at", None), models.Q(("minutes", ""), models.Q(("cancel_reason", ""), _negated=True)), _connector="OR"
                ),
                name="roadmap_meeting_cancelled",
                violation_error_message="Diga por qué no se celebró.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at", None),
                    models.Q(models.Q(("minutes", ""), _negated=True), models.Q(("published_by", models.F("minutes_by")), _negated=True)),
                    _connector="OR",
                ),
                name="roadmap_meeting_two_eyes",
                violation_error_message="La publica otra persona, no quien escribió el acta.",
            ),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.UniqueConstraint(
                fields=("convener", "name"),
                name="roadmap_space_once",
                violation_error_message="Esa institución ya tiene un espacio con ese nombre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends", None), ("ends__gte", models.F("begins")), _connector="OR"),
                name="roadmap_space_days",
                violation_error_message="La fecha «hasta» es anterior a la fecha «desde».",
            ),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.CheckConstraint(
                condition=models.Q(("women", None), ("members__gte", models.F("women")), _connector="OR"),
                name="roadmap_space_women",
                violation_error_message="Hay más mujeres que integrantes. Revise los dos números.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="roadmap_contribution_answer",
                violation_error_message="Escriba la respuesta.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("times__gte", 1)),
                name="roadmap_contribution_times",
                violation_error_message="Alguien lo dijo al menos una vez.",
            ),
        ),
        Audited("roadmap_space"),
        Audited("roadmap_contribution"),
    ]
