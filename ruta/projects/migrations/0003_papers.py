"""A paper of a project may be the file itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_guarded"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="content",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="kind",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="document",
            name="size",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="document",
            name="url",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content", None), ("kind", ""), models.Q(("url", ""), _negated=True)),
                    models.Q(("content__isnull", False), ("url", ""), models.Q(("kind", ""), _negated=True)),
                    _connector="OR",
                ),
                name="projects_paper_lies_somewhere",
                violation_error_message="Suba el documento o escriba su dirección.",
            ),
        ),
    ]
