"""May what somebody noted as lacking go again? What was written wrongly would be told for ever; the audit keeps it."""

from django.db import migrations

from ruta.base.schema import MINE

ALLOW = f"CREATE POLICY actor_delete ON training_trainingneed FOR DELETE TO ruta_app USING ({MINE})"


class Migration(migrations.Migration):
    """Of the own institution alone."""

    dependencies = [("training", "0009_achievement_told")]
    operations = [migrations.RunSQL(ALLOW, "DROP POLICY actor_delete ON training_trainingneed")]
