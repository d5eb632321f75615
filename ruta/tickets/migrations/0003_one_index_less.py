"""Which index stood twice? An appointment is unique, and that is an index already."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One index less to write."""

    dependencies = [("agenda", "0008_agendas_guarded"), ("tickets", "0002_security")]
    operations = [
        migrations.AlterField(
            "detail",
            "appointment",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="agenda.appointment"
            ),
        )
    ]
