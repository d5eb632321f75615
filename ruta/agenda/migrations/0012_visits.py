"""Which rows keep the days on which a team was announced in a community?"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0011_honduran_day"),
        ("directory", "0014_approved_continuity_guarded"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItinerantVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.TextField()),
                ("day", models.DateField()),
                ("starts_at", models.TimeField()),
                ("ends_at", models.TimeField()),
                ("services", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("announced_on", models.DateField()),
                ("announced_by", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[("announced", "Anunciada"), ("held", "Se hizo"), ("called_off", "Cancelada"), ("moved", "Cambió de día")],
                        default="announced",
                    ),
                ),
                ("held_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True, db_default="", default="")),
                ("told_at", models.DateTimeField(null=True)),
                ("told_by", models.BigIntegerField(null=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                (
                    "instead_of",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="moved_to", to="agenda.itinerantvisit"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.municipality"),
                ),
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner_institution", "day", "id"], name="agenda_visit_days"),
                    models.Index(fields=["day", "id"], name="agenda_visit_coming"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "owner_institution"), name="agenda_visit_id_owner"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="agenda_visit_hours",
                        violation_error_message="La hora en que termina va después de la hora en que empieza.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__gt", models.F("announced_on"))),
                        name="agenda_visit_beforehand",
                        violation_error_message="Se anuncia al menos el día antes: quien lo lee el mismo día ya no llega.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on__isnull", False), ("state", "held")),
                            models.Q(models.Q(("state", "held"), _negated=True), ("held_on", None)),
                            _connector="OR",
                        ),
                        name="agenda_visit_held",
                        violation_error_message="Diga qué día llegó el equipo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            ("state", "announced"),
                            models.Q(("held_on", models.F("day")), ("state", "held")),
                            _connector="OR",
                        ),
                        name="agenda_visit_reason",
                        violation_error_message="Escriba por qué no fue el día anunciado.",
                    ),
                ],
            },
        ),
    ]
