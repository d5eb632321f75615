"""An employer corrects also what was returned to it as a draft."""

from django.db import migrations

from ruta.base.schema import MINE

LINK = "nullif(current_setting('ruta.employer', true), '')::bigint"
NOW = f"{MINE} OR employer_id = {LINK}"
BEFORE = f"{MINE} OR (employer_id = {LINK} AND (state IN ('in_review', 'withdrawn') OR published_at IS NOT NULL))"
ALTER = "ALTER POLICY actor_update ON employers_vacancy USING ({0}) WITH CHECK ({0})"


class Migration(migrations.Migration):
    """Which step is open from which state is the table of the rules; whose the row is stays with the database."""

    dependencies = [("employers", "0002_security")]
    operations = [migrations.RunSQL(ALTER.format(NOW), ALTER.format(BEFORE))]
