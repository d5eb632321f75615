"""Who may read a pair and a pass, and who noticed the pairs of before?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, RowSecurity

# The audit demands an actor, also of a migration.
ORIGINS = """
SELECT set_config('ruta.kind', 'system', true);
UPDATE people_duplicatepair SET origin = CASE WHEN import_row_id IS NOT NULL THEN 'import' WHEN decision_reason <> '' THEN 'counter' ELSE 'night' END;
SELECT set_config('ruta.kind', '', true);
"""


class Migration(migrations.Migration):
    """A pass belongs to one institution; pairs keep who noticed them."""

    dependencies = [("people", "0009_duplicates")]
    operations = [
        RowSecurity("people_comparisonpass", read=MINE),
        Audited("people_comparisonpass"),
        migrations.RunSQL(ORIGINS, migrations.RunSQL.noop),
    ]
