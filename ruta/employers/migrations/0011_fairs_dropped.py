"""Is a fair that was never announced called off without a word? It is dropped: nobody else reads of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more state."""

    dependencies = [("employers", "0010_fairs_guarded")]
    operations = [
        migrations.AlterField(
            model_name="fair",
            name="state",
            field=models.TextField(
                choices=[
                    ("draft", "En preparación"),
                    ("announced", "Anunciada"),
                    ("held", "Realizada"),
                    ("cancelled", "Cancelada"),
                    ("dropped", "Descartada"),
                ],
                default="draft",
            ),
        ),
    ]
