"""What became of a draft that was given up? It stays, and says so."""

from django.db import migrations, models

STATES = [("draft", "Borrador"), ("in_force", "Vigente"), ("replaced", "Reemplazada"), ("dropped", "Descartada")]


class Migration(migrations.Migration):
    dependencies = [("communication", "0010_strategy_aims")]
    operations = [migrations.AlterField("strategy", "state", models.TextField(choices=STATES, default="draft"))]
