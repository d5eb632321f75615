"""Who reads what came of a recommended practice elsewhere? Staff of every institution; what only began stays between the two sides."""

from django.db import migrations

from ruta.base.schema import MINE

OF_MY_PRACTICE = "practice_id IN (SELECT p.id FROM quality_practice p WHERE p.owner_institution_id = (SELECT ruta_me()))"
OF_RECOMMENDED = "practice_id IN (SELECT p.id FROM quality_practice p WHERE p.state = 'accepted')"
TOLD = f"result_on IS NOT NULL AND current_setting('ruta.kind', true) = 'staff' AND {OF_RECOMMENDED}"


class Migration(migrations.Migration):
    """Reading alone is wider: writing stays with the institution of the office."""

    dependencies = [("quality", "0008_pledges_guarded")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY actor_read ON quality_replica USING ({MINE} OR {OF_MY_PRACTICE} OR ({TOLD}))",
            f"ALTER POLICY actor_read ON quality_replica USING ({MINE} OR {OF_MY_PRACTICE})",
        )
    ]
