import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("people", "0023_one_question"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.TextField(
                        choices=[("running", "En marcha"), ("done", "Terminó"), ("failed", "No terminó")],
                        db_default="running",
                        default="running",
                    ),
                ),
                (
                    "step",
                    models.TextField(
                        choices=[
                            ("waiting", "Espera su turno"),
                            ("reading", "Lee el registro"),
                            ("learning", "Aprende sin respuestas dadas"),
                            ("comparing", "Mide qué cambiaría"),
                        ],
                        db_default="waiting",
                        default="waiting",
                    ),
                ),
                ("done_count", models.PositiveIntegerField(db_default=0, default=0)),
                ("whole_count", models.PositiveIntegerField(db_default=0, default=0)),
                ("started_by_id", models.BigIntegerField(null=True)),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
                ("problem", models.TextField(db_default="", default="")),
            ],
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="effect",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="kind",
            field=models.TextField(
                choices=[("threshold", "Otro umbral"), ("learned", "Pesos aprendidos"), ("return", "Vuelta a una versión anterior")],
                db_default="threshold",
                default="threshold",
            ),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="rejected_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="rejected_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="rejected_reason",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="returns_to",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="settings",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="linkagemodel",
            name="weights",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddConstraint(
            model_name="linkagemodel",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_at", None), ("rejected_at", None), _connector="OR"), name="people_linkagemodel_answered_once"
            ),
        ),
        migrations.AddField(
            model_name="learningrun",
            name="model",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.linkagemodel"),
        ),
        migrations.AddField(
            model_name="learningrun",
            name="owner_institution",
            field=models.ForeignKey(
                db_column="owner_institution_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.institution",
                verbose_name="institución dueña",
            ),
        ),
        migrations.AddIndex(
            model_name="learningrun",
            index=models.Index(fields=["owner_institution", "-started_at"], name="people_learningrun_last"),
        ),
        migrations.AddConstraint(
            model_name="learningrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None)), fields=("owner_institution",), name="people_learningrun_one_at_a_time"
            ),
        ),
    ]
