"""Group courses into programmes, and say by a code who offers each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0010_continuity"),
        ("training", "0006_course_of_award"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainingProgramme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(verbose_name="programa")),
                ("sort_name", models.TextField(editable=False)),
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
        ),
        migrations.AddConstraint(
            model_name="trainingprogramme",
            constraint=models.UniqueConstraint(fields=("id", "owner_institution"), name="training_programme_id_owner"),
        ),
        migrations.AddConstraint(
            model_name="trainingprogramme",
            constraint=models.UniqueConstraint(fields=("owner_institution", "sort_name"), name="training_programme_name_once"),
        ),
        migrations.AddField(
            model_name="course",
            name="programme",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="courses", to="training.trainingprogramme"
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="offered_by",
            field=models.TextField(
                choices=[
                    ("own", "La propia institución"),
                    ("infop", "INFOP"),
                    ("unah", "UNAH"),
                    ("flacso", "FLACSO"),
                    ("oim", "OIM"),
                    ("other", "Otra"),
                ],
                db_default="own",
                default="own",
                verbose_name="quién la ofrece",
            ),
        ),
        migrations.AlterField(
            model_name="course",
            name="provider",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="qué otra"),
        ),
    ]
