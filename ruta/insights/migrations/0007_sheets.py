"""What do officers write of territories?"""

from django.db import migrations, models

from ruta.base.schema import Audited


class Migration(migrations.Migration):
    """Versions of texts; every change is audited."""

    dependencies = [("insights", "0006_counting")]
    operations = [
        migrations.CreateModel(
            name="SheetText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("territory_ref", models.CharField(max_length=8)),
                ("section", models.CharField(choices=[("potential", "Potencial"), ("income", "Oportunidades de ingreso"), ("notes", "Lo que hay que saber")], max_length=12, verbose_name="sección")),
                ("version", models.PositiveIntegerField(verbose_name="versión")),
                ("text", models.TextField(verbose_name="texto")),
                ("state", models.CharField(choices=[("written", "Por revisar"), ("approved", "Aprobado"), ("returned", "Devuelto")], default="written", max_length=10, verbose_name="estado")),
                ("written_by", models.BigIntegerField(null=True)),
                ("written_at", models.DateTimeField()),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="motivo")),
            ],
            options={
                "verbose_name": "texto de ficha territorial",
                "verbose_name_plural": "textos de fichas territoriales",
                "constraints": [models.UniqueConstraint(fields=("territory_ref", "section", "version"), name="insights_sheet_version_once")],
            },
        ),
        Audited("insights_sheettext"),
    ]  # fmt: skip
