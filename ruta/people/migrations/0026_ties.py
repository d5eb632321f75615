import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("people", "0025_learning_guarded"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("code", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), primary_key=True, serialize=False)),
                ("user_id", models.BigIntegerField()),
                ("agreed", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("asked", "Se espera respuesta"),
                            ("same", "Es la misma persona"),
                            ("different", "Son personas distintas"),
                            ("unsure", "La otra oficina no lo sabe"),
                            ("ended", "Se deshizo el enlace"),
                        ],
                        db_default="asked",
                        default="asked",
                    ),
                ),
                (
                    "ground",
                    models.TextField(
                        choices=[("answer", "Las dos oficinas dijeron que sí"), ("permission", "Se compararon con permiso de la persona")],
                        db_default="answer",
                        default="answer",
                    ),
                ),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TieWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tie", models.UUIDField()),
                (
                    "word",
                    models.TextField(
                        choices=[("asked", "asked"), ("ended", "ended"), ("same", "same"), ("different", "different"), ("unsure", "unsure")]
                    ),
                ),
                ("said_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("said_by_id", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="tie",
            name="asked",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="tie",
            name="asking",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="tie",
            name="institution",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.institution"),
        ),
        migrations.AddField(
            model_name="tieword",
            name="owner_institution",
            field=models.ForeignKey(
                db_column="owner_institution_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.institution",
                verbose_name="institución dueña",
            ),
        ),
        migrations.AddField(
            model_name="tieword",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(condition=models.Q(("state", "asked")), fields=["asked_at"], name="people_tie_waiting"),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(fields=["user_id", "asked_at"], name="people_tie_by_user"),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("asking", "asked"),
                django.db.models.functions.comparison.Greatest("asking", "asked"),
                name="people_tie_once",
            ),
        ),
        migrations.AddIndex(
            model_name="tieword",
            index=models.Index(fields=["tie"], name="people_tieword_tie"),
        ),
    ]
